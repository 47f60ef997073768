import { isFailure, isNews, isPublished } from '../../validation/published-row.js';
import type { NotCovered } from '../../validation/recorded.js';
import type { Row } from '../../validation/row.js';
import { counted, fixed, listed } from './format.js';

/** What was held against what, and what came of it. */
export interface ValidationFound {
  readonly rows: readonly Row[];
  /** Recorded runs that nothing can be held against. */
  readonly notCovered: readonly NotCovered[];
  /** Recorded faults that no scenario can stage. */
  readonly notExpressible: readonly string[];
}

/** What the rows of one kind of evidence came to. */
export interface FamilyCount {
  readonly family: Family;
  /** Those that could have failed. */
  readonly checked: number;
  readonly agree: number;
  /** Of those that do not: the missing mechanism is named. */
  readonly lacking: number;
}

export interface Family {
  readonly kind: Row['kind'];
  /** "closed forms". */
  readonly plural: string;
  /** Over a plot of them. */
  readonly short: string;
  /** What the expected value is. */
  readonly expected: string;
}

const FAMILIES: readonly Family[] = [
  { kind: 'law', plural: 'laws', short: 'laws', expected: 'what no parameter may break, under every pattern' },
  { kind: 'closed form', plural: 'closed forms', short: 'closed forms', expected: 'a formula, worked out by hand' },
  {
    kind: 'recorded run',
    plural: 'figures of recorded runs',
    short: 'recorded runs',
    expected: 'a run of a real framework with a scripted model',
  },
  {
    kind: 'recorded fault',
    plural: 'recorded faults',
    short: 'recorded faults',
    expected: 'what a real framework did when something failed',
  },
  {
    kind: 'published',
    plural: 'published figures',
    short: 'published figures',
    expected: 'a figure of a paper, which set no parameter',
  },
];

/** A row that was no input: one that sets a parameter proves nothing. */
export const isChecked = (row: Row): boolean => !isPublished(row) || row.role === 'checked' || isFailure(row);

/** Families that there are rows of, in the order in which they are told. */
export function familyCounts(rows: readonly Row[]): FamilyCount[] {
  return FAMILIES.flatMap((family) => {
    const own = rows.filter((row) => row.kind === family.kind && isChecked(row));
    const failing = own.filter(isFailure);
    const lacking = failing.filter((row) => !isNews(row)).length;
    return own.length === 0 ? [] : [{ family, checked: own.length, agree: own.length - failing.length, lacking }];
  });
}

/** The answer in at most 20 words. */
export function validationVerdict(rows: readonly Row[]): string {
  const parts = familyCounts(rows).filter(({ checked, agree }) => checked !== agree);
  if (parts.length === 0) return 'Everything that is checked agrees.';
  const missing = parts.map(
    ({ family, checked, agree }) => `${fixed(checked - agree, 0)} of ${fixed(checked, 0)} ${family.short}`,
  );
  const isNamed = parts.every(({ checked, agree, lacking }) => checked - agree === lacking);
  return `What is checked agrees, but for ${listed(missing)}${isNamed ? ', each with its missing mechanism named' : ''}.`;
}

/** The counts of each family: what agrees, and what does not. */
export function validationSentence(rows: readonly Row[]): string {
  const counts = familyCounts(rows);
  const whole = counts.filter(({ checked, agree }) => checked === agree);
  const parts = counts.filter(({ checked, agree }) => checked !== agree);
  const agreeing = whole.map(
    ({ family, checked }) => `${checked === 1 ? '1 of 1' : `all ${fixed(checked, 0)}`} ${family.plural}`,
  );
  const others = parts.map(
    ({ family, checked, agree }) => `${fixed(agree, 0)} of ${fixed(checked, 0)} ${family.plural}`,
  );
  const lead = `The simulator agrees with ${listed([...agreeing, ...others])}`;
  const failing = counts.reduce((sum, { checked, agree }) => sum + checked - agree, 0);
  if (failing === 0) return `${lead}.`;
  const lacking = counts.reduce((sum, one) => sum + one.lacking, 0);
  const named =
    lacking === failing
      ? 'each with the missing mechanism named'
      : `${failing - lacking} for a reason that is not known`;
  return `${lead}; ${fixed(failing, 0)} ${failing === 1 ? 'does' : 'do'} not, ${named}.`;
}

/** Of those that set a parameter, and prove nothing; empty where there is none. */
export function settingSentence(rows: readonly Row[]): string {
  const count = rows.filter((row) => !isChecked(row)).length;
  return count === 0
    ? ''
    : `${counted(count, 'published figure')} ${count === 1 ? 'sets a parameter' : 'set parameters'} and prove${count === 1 ? 's' : ''} nothing: ${count === 1 ? 'it is' : 'they are'} not counted here.`;
}

/** The mechanism that the simulator lacks, where a row names one. */
export function missingMechanism({ note = '' }: Row): string {
  return /mechanism missing: (.*)$/s.exec(note)?.[1] ?? '';
}

/** "0.979", "12,345": four digits are more than any figure is known to. */
export function figure(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** Who published it, without title and number: "Huang et al.". */
export const publisher = ({ source }: Row): string => source.split(/[,:;]/)[0]!;
