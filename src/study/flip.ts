import { between, type Parameter } from './parameter.js';

/** How far one pattern is ahead of another at a value of a parameter: positive where it is, with a 95 % interval. */
export interface Lead {
  readonly value: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Where the lead changes sides, with its interval: from where it stops being shown to where it is shown again. */
export interface Flip {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** Halvings for each of the three places: the distance between the first two values is cut to a hundredth. */
const HALVINGS = 7;

export const isShown = ({ low, high }: Lead): boolean => low > 0 || high < 0;

/**
 * Bisects between two values at which the lead is shown, once for each of the two patterns. The flip lies where the mean
 * lead is zero; its interval reaches, by inversion, from where the lead's interval stops excluding zero on the one side to
 * where it begins to on the other. Values that were looked at for one of the three serve the others; between the last two
 * neighbours each goes straight.
 * @throws RangeError where the lead does not change sides.
 */
export async function flipBetween(
  parameter: Parameter,
  ends: readonly [Lead, Lead],
  leadAt: (value: number) => Promise<Lead>,
): Promise<Flip> {
  const sign = Math.sign(ends[0].mean);
  if (sign * ends[1].mean >= 0) throw new RangeError('The lead does not change sides.');
  const known = new Map<number, Lead>(ends.map((lead) => [lead.value, lead]));
  const look = async (value: number): Promise<Lead> => {
    const found = known.get(value) ?? (await leadAt(value));
    known.set(value, found);
    return found;
  };
  // As seen from the first end: how far whoever leads there is ahead, at best, on average and at worst.
  const worst = (lead: Lead): number => (sign > 0 ? lead.low : -lead.high);
  const best = (lead: Lead): number => (sign > 0 ? lead.high : -lead.low);
  const mean = (lead: Lead): number => sign * lead.mean;
  const at = await zeroOf(mean, parameter, ends, known, look);
  const near = await zeroOf(worst, parameter, ends, known, look);
  const far = await zeroOf(best, parameter, ends, known, look);
  return { at, low: Math.min(near, far), high: Math.max(near, far) };
}

/** Where `height` falls through zero between the ends. */
async function zeroOf(
  height: (lead: Lead) => number,
  parameter: Parameter,
  ends: readonly [Lead, Lead],
  known: ReadonlyMap<number, Lead>,
  look: (value: number) => Promise<Lead>,
): Promise<number> {
  let [above, below] = closest(height, ends, known);
  for (let halving = 0; halving < HALVINGS; halving++) {
    const value = between(parameter, above.value, below.value);
    if (value === above.value || value === below.value) break;
    const middle = await look(value);
    if (height(middle) > 0) above = middle;
    else below = middle;
    const [first, last] = ends;
    if (Math.abs(above.value - below.value) <= Math.abs(last.value - first.value) / 2 ** HALVINGS) break;
  }
  // A count flips at a value, not between two.
  if (parameter.isWhole) return below.value;
  const [up, down] = [height(above), height(below)];
  if (!Number.isFinite(up) || !Number.isFinite(down)) return (above.value + below.value) / 2;
  return above.value + ((below.value - above.value) * up) / (up - down);
}

/** The neighbours among the values that were looked at between which it falls through zero: the first such from the one end. */
function closest(
  height: (lead: Lead) => number,
  [first, last]: readonly [Lead, Lead],
  known: ReadonlyMap<number, Lead>,
): [Lead, Lead] {
  const inOrder = [...known.values()].sort((a, b) => (a.value - b.value) * Math.sign(last.value - first.value));
  const turn = inOrder.findIndex((lead) => height(lead) <= 0);
  return turn <= 0 ? [first, last] : [inOrder[turn - 1]!, inOrder[turn]!];
}
