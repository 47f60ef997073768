import wrapAnsi from 'wrap-ansi';

/** Breaks at spaces; a word longer than the width is cut, so that no line is longer. */
export function wrap(text: string, width: number): string[] {
  // A number is not parted from what it counts.
  const whole = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(\d) (?=[%a-z])/g, '$1\u00a0');
  return wrapAnsi(whole, Math.max(1, width), { hard: true })
    .split('\n')
    .map((line) => line.replaceAll('\u00a0', ' '));
}
