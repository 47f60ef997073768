import { meanOf } from './estimate.js';
import { type Row, within } from './row.js';

/** A published figure, and what it is good for. */
export interface PublishedRow extends Row {
  readonly kind: 'published';
  /** A figure that sets a parameter proves nothing; one that is checked had no part in setting any. */
  readonly role: 'sets' | 'checked';
  /** What the figure sets; or which figures set the parameters that it is checked with, and what is assumed beside them. */
  readonly basis: string;
  /** `explained`: it does not agree, for a reason that stands in `note`. Only `fails` is a failure. */
  readonly verdict: 'sets' | 'agrees' | 'explained' | 'fails';
}

export const isPublished = (row: Row): row is PublishedRow => row.kind === 'published';

/** Whether a row says that something is wrong with the simulator: a published figure may differ for a known reason. */
export const isFailure = (row: Row): boolean => (isPublished(row) ? row.verdict === 'fails' : !row.ok);

/** What such a row says beside its numbers. */
export type Finding = Pick<PublishedRow, 'name' | 'what' | 'unit' | 'source' | 'basis'>;

/** A deviation that is understood: what comes out instead, and why. */
export interface Deviation {
  readonly comesOut: number;
  readonly why: string;
}

/** It explains what comes out within this share of the deviation. Anything else is news, and fails. */
const EXPLAINS = 0.25;

/** A figure that set a parameter; `allowed` is how near the parameter brings the simulator to it. */
export function sets(finding: Finding, published: number, got: number, allowed: number): PublishedRow {
  const row = within({ kind: 'published', ...finding }, published, got, allowed);
  return { ...row, kind: 'published', basis: finding.basis, role: 'sets', verdict: row.ok ? 'sets' : 'fails' };
}

/** A figure that is checked. */
export function checks(
  finding: Finding,
  published: number,
  got: number,
  allowed: number,
  known?: Deviation,
): PublishedRow {
  return judged(finding, within({ kind: 'published', ...finding }, published, got, allowed), known);
}

/** A published bound, which what comes out may not exceed. */
export function atMost(finding: Finding, bound: number, got: number, known?: Deviation): PublishedRow {
  const row = within({ kind: 'published', ...finding }, bound, got, 0);
  const error = Math.max(0, got - bound);
  return judged(finding, { ...row, error, ok: error === 0 }, known);
}

function judged({ basis }: Finding, row: Row, known: Deviation | undefined): PublishedRow {
  const checked = { ...row, kind: 'published', basis, role: 'checked' } as const;
  if (row.ok) return { ...checked, verdict: 'agrees' };
  const isKnown =
    known !== undefined && Math.abs(row.got - known.comesOut) <= EXPLAINS * Math.abs(known.comesOut - row.expected);
  return isKnown ? { ...checked, verdict: 'explained', note: known.why } : { ...checked, verdict: 'fails' };
}

/** What was measured in each replication, by what takes its place in a ranking. */
export type Ranking = readonly (readonly [name: string, values: Float64Array])[];

/**
 * A published ranking, lowest first: how many of all pairs stand in this order. With '<' a pair does where all of the 99.9 %
 * interval of its difference, replication by replication, lies above zero; with '<=' where not all of it lies below.
 */
export function ranks(finding: Omit<Finding, 'unit'>, order: '<' | '<=', ranking: Ranking): PublishedRow {
  const pairs = ranking.flatMap(([, low], i) => ranking.slice(i + 1).map(([, high]) => meanOf(less(high, low))));
  const stand = pairs.filter((difference) => (order === '<' ? difference.low > 0 : difference.high >= 0));
  const listed = ranking.map(([name, values]) => `${name} ${Number(meanOf(values).value.toPrecision(4))}`);
  const row = checks({ ...finding, unit: 'pairs in order' }, pairs.length, stand.length, 0);
  return { ...row, note: `here: ${listed.join(', ')}` };
}

const less = (from: Float64Array, what: Float64Array): Float64Array => from.map((value, i) => value - what[i]!);
