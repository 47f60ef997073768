import seedrandom from 'seedrandom';

/**
 * The study's 32-bit key from the user's seed, which may be any string. Once a study: seeding costs microseconds. To
 * seedrandom, a text and its repetitions are one key (`1`, `11`, `111`), so a repetition gets an end of its own.
 */
export function keyOf(seed: string): number {
  return seedrandom(isRepetition(seed) ? `${seed}\0` : seed).int32();
}

/** Whether a text is a shorter one, written several times. */
function isRepetition(text: string): boolean {
  return text.length > 1 && (text + text).indexOf(text, 1) < text.length;
}
