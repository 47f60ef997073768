/** Breaks at spaces; a word longer than the width is cut, so that no line is longer. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A number is not parted from what it counts.
  const words = text
    .trim()
    .replace(/(\d) (?=[%a-z])/g, '$1\u00a0')
    .split(/[ \n]+/);
  for (const word of words) {
    for (const piece of word.match(new RegExp(`.{1,${Math.max(1, width)}}`, 'gu')) ?? []) {
      if (line !== '' && line.length + 1 + piece.length > width) {
        lines.push(line);
        line = '';
      }
      line = line === '' ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line].map((one) => one.replaceAll('\u00a0', ' '));
}
