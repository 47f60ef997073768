import seedrandom from 'seedrandom';

/** The study's 32-bit key from the user's seed, which may be any string. Once a study: seeding costs microseconds. */
export function keyOf(seed: string): number {
  return seedrandom(seed).int32();
}
