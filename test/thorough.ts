/** How often a property is tried: in `npm test` often enough to find what is broken at once, in `npm run test:long` more often. */
export function times(short: number, long: number): number {
  return process.env.THOROUGH === '1' ? long : short;
}
