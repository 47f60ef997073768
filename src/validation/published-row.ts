import { meanOf } from './estimate.js';
import { type Row, within } from './row.js';

/** A published figure, and what it is good for. */
export interface PublishedRow extends Row {
  readonly kind: 'published';
  /** A figure that sets a parameter proves nothing; one that is checked had no part in setting any. */
  readonly role: 'sets' | 'checked';
  /** What the figure sets; or which figures set the parameters that it is checked with, and what is assumed beside them. */
  readonly basis: string;
  /** `lacks`: it does not agree, and `note` names the mechanism that is missing. That is a failure like `fails`, but no news. */
  readonly verdict: 'sets' | 'agrees' | 'lacks' | 'fails';
}

export const isPublished = (row: Row): row is PublishedRow => row.kind === 'published';

/** Whether a row says that something is wrong with the simulator. */
export const isFailure = (row: Row): boolean => !row.ok;

/** Whether nobody knows why: what it lacks is not named. */
export const isNews = (row: Row): boolean => isFailure(row) && !(isPublished(row) && row.verdict === 'lacks');

/** What such a row says beside its numbers. */
export type Finding = Pick<PublishedRow, 'name' | 'what' | 'unit' | 'source' | 'basis'>;

/** A figure that set a parameter; `allowed` is how near the parameter brings the simulator to it. */
export function sets(finding: Finding, published: number, got: number, allowed: number): PublishedRow {
  const row = within({ kind: 'published', ...finding }, published, got, allowed);
  return { ...row, kind: 'published', basis: finding.basis, role: 'sets', verdict: row.ok ? 'sets' : 'fails' };
}

/** A figure that is checked; `missing` names what the simulator lacks where it does not agree. */
export function checks(
  finding: Finding,
  published: number,
  got: number,
  allowed: number,
  missing?: string,
): PublishedRow {
  return judged(finding, within({ kind: 'published', ...finding }, published, got, allowed), missing);
}

/** A published bound, which what comes out may not exceed. */
export function atMost(finding: Finding, bound: number, got: number, missing?: string): PublishedRow {
  const row = within({ kind: 'published', ...finding }, bound, got, 0);
  const error = Math.max(0, got - bound);
  return judged(finding, { ...row, error, ok: error === 0 }, missing);
}

function judged({ basis }: Finding, row: Row, missing: string | undefined): PublishedRow {
  const checked = { ...row, kind: 'published', basis, role: 'checked' } as const;
  if (row.ok) return { ...checked, verdict: 'agrees' };
  if (missing === undefined) return { ...checked, verdict: 'fails' };
  return { ...checked, verdict: 'lacks', note: `mechanism missing: ${missing}` };
}

/** What was measured in each replication, by what takes its place in a ranking. */
export type Ranking = readonly (readonly [name: string, values: Float64Array])[];

/**
 * A published ranking, lowest first: how many of all pairs stand in this order. With '<' a pair does where all of the 99.9 %
 * interval of its difference, replication by replication, lies above zero; with '<=' where not all of it lies below. 'first'
 * is '<' for the pairs of the first one only.
 */
export function ranks(
  finding: Omit<Finding, 'unit'>,
  order: '<' | '<=' | 'first',
  ranking: Ranking,
  missing?: string,
): PublishedRow {
  const lower = order === 'first' ? ranking.slice(0, 1) : ranking;
  const pairs = lower.flatMap(([, low], i) => ranking.slice(i + 1).map(([, high]) => meanOf(less(high, low))));
  const stand = pairs.filter((difference) => (order === '<=' ? difference.high >= 0 : difference.low > 0));
  const listed = ranking.map(([name, values]) => `${name} ${Number(meanOf(values).value.toPrecision(4))}`);
  const row = checks({ ...finding, unit: 'pairs in order' }, pairs.length, stand.length, 0, missing);
  const here = `here: ${listed.join(', ')}`;
  return { ...row, note: row.note === undefined ? here : `${here}; ${row.note}` };
}

const less = (from: Float64Array, what: Float64Array): Float64Array => from.map((value, i) => value - what[i]!);
