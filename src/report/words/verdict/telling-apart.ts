import { differenceBetween } from '../../../compare/summary-rows.js';
import { studentQuantile } from '../../../statistics/student.js';
import { counted, fixed } from '../format.js';
import type { Field } from './field.js';

/** More than this many are not worth naming. */
const TOO_MANY = 1e6;

/** How many replications the difference would need to show, at the spread seen and with Holm's strictest step. */
export function needed({ comparison, measure, leader, ties }: Field): string[] {
  const second = ties[0]?.pattern;
  if (second === undefined) return [];
  const pair = `${leader.pattern} and ${second}`;
  const paired = differenceBetween(comparison, measure.id, leader.pattern, second);
  if (paired === null || paired.n < 2) return [`More replications are needed to tell ${pair} apart.`];
  if (paired.mean === 0 && paired.high === 0)
    return [`${pair} are equal in every replication, so more would not tell them apart.`];
  const { length: patterns } = comparison.patterns;
  const comparisons = (patterns * (patterns - 1)) / 2;
  const strict = studentQuantile(1 - 0.025 / comparisons, paired.n - 1) / studentQuantile(0.975, paired.n - 1);
  const replications = paired.n * ((strict * (paired.high - paired.mean)) / paired.mean) ** 2;
  if (replications > TOO_MANY) return [`Over a million replications would be needed to tell ${pair} apart.`];
  if (!(replications > paired.n)) return [`More replications are needed to tell ${pair} apart.`];
  const rounded = Number(replications.toPrecision(2));
  return [`About ${counted(rounded, 'replication')} would tell ${pair} apart (${fixed(paired.n, 0)} so far).`];
}
