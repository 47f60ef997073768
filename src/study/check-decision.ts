import { measureNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Problem } from '../scenario/checks/problem.js';
import { suggest } from '../scenario/checks/words.js';
import type { Limit, Scenario, StatisticName } from '../scenario/scenario.js';
import type { Source } from '../scenario/text/source.js';

/** What a scenario says of measures that the catalogue knows better, each with its place. */
export function decisionProblems({ decision }: Scenario, source: Source, measures: readonly Measure[]): Problem[] {
  const ids = measures.map((measure) => measure.id);
  const problems: Problem[] = [];
  for (const { measure: id, statistic = 'mean' } of decision.objectives) {
    const measure = measureNamed(id, measures);
    const paths = pathsOf('objectives', id, statistic);
    const path = paths.find((one) => isThere(source, one)) ?? paths[0]!;
    const problem = (message: string, next: string) => problems.push(source.problemAt(path, message, next, 'key'));
    if (measure === undefined) problem(`unknown measure '${id}'`, suggest(id, ids));
    else if (hasOnlyMean(measure, statistic)) problem(onlyMean(id, statistic), `Write ${id} alone.`);
  }
  for (const limit of decision.limits) {
    const objection = objectionTo(limit, measures);
    if (objection === null) continue;
    const paths = pathsOf('limits', limit.measure, limit.statistic);
    const path = paths.find((one) => isThere(source, one)) ?? paths[0]!;
    problems.push(source.problemAt(path, objection.message, objection.next, objection.at));
  }
  return problems;
}

interface DecisionObjection {
  readonly message: string;
  readonly next: string;
  readonly at: 'key' | 'value';
}

function objectionTo(
  { measure: id, statistic, operator, isDuration }: Limit,
  measures: readonly Measure[],
): DecisionObjection | null {
  const measure = measureNamed(id, measures);
  if (measure === undefined) {
    const ids = measures.map((known) => known.id);
    return { message: `unknown measure '${id}'`, next: suggest(id, ids), at: 'key' };
  }
  if (measure.readDisturbed !== undefined) {
    const next = 'Set the limit on a measure that is read from tasks.';
    return { message: `'${id}' is measured in extra runs with a disturbance, and takes no limit`, next, at: 'key' };
  }
  if (measure.better === 'neither' && statistic !== 'cv' && operator === null) {
    const message = `neither high nor low values of '${id}' are better, so a limit needs an operator`;
    return { message, next: "Write it in quotes, such as '<= 12'.", at: 'value' };
  }
  if (hasOnlyMean(measure, statistic))
    return { message: onlyMean(id, statistic), next: `Write ${id} alone.`, at: 'key' };
  const unit = statistic === 'cv' ? '1' : measure.unit;
  if (isDuration && unit !== 's') {
    const name = statistic === 'cv' ? `${id}.cv` : id;
    return {
      message: `'${name}' is measured in ${unitName(unit)}, not in seconds`,
      next: 'Write a plain number.',
      at: 'value',
    };
  }
  return null;
}

/** Of a share of tasks each task gives 0 or 1. */
const hasOnlyMean = ({ interval }: Measure, statistic: StatisticName): boolean =>
  interval === 'share' && statistic !== 'mean';

const onlyMean = (id: string, statistic: StatisticName): string =>
  `a share of tasks such as '${id}' has ${statistic.startsWith('p') ? 'no percentiles' : 'only a mean'}`;

const UNIT_NAMES: Readonly<Record<string, string>> = {
  share: 'shares from 0 to 1',
  '1': 'plain numbers',
  USD: 'dollars',
};

const unitName = (unit: string): string => UNIT_NAMES[unit] ?? unit;

/** As the file may have written it: a mean with or without saying so. */
function pathsOf(under: 'objectives' | 'limits', measure: string, statistic: StatisticName): string[][] {
  const keys = statistic === 'mean' ? [measure, `${measure}.mean`] : [`${measure}.${statistic}`];
  return keys.map((key) => ['decision', under, key]);
}

/** The file has the key itself: an absent one lies where its parent does. */
function isThere(source: Source, path: readonly string[]): boolean {
  const [own, parent] = [source.locate(path, 'key'), source.locate(path.slice(0, -1), 'key')];
  return own.file !== parent.file || own.line !== parent.line || own.column !== parent.column;
}
