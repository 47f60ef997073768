import type { Comparison, Crossover } from '../../compare/comparison.js';
import { measureOf, rowOf } from '../../compare/summary-rows.js';
import type { PatternLoad } from '../../study/pattern-runs.js';
import type { SummaryRow } from '../../study/summary-row.js';
import { capitalised, fixed, formatEstimate, inSentence, listed } from './format.js';

/** A rate of arrivals is called what the growth calls it, where that is what grows; else as it is measured. */
const HOURLY = 'tasks per hour';

/** Whether load matters: several tasks per replication. */
export function isLoaded({ scenario }: Pick<Comparison, 'scenario'>): boolean {
  return scenario.workload.tasks > 1;
}

/** The busiest part under each pattern, and the length of the warm-up. */
export function loadNote(comparison: Comparison): string {
  if (!isLoaded(comparison)) return '';
  return [busiestNote(comparison), warmUpNote(comparison)].filter((text) => text !== '').join(' ');
}

function busiestNote(comparison: Comparison): string {
  const groups = new Map<string, string[]>();
  for (const [name, { busiest }] of loadsOf(comparison)) {
    if (busiest === null) continue;
    groups.set(busiest, [...(groups.get(busiest) ?? []), name]);
  }
  if (groups.size === 0) return '';
  const all = [...groups].sort((a, b) => b[1].length - a[1].length);
  // Where most patterns share a bottleneck, the others are named.
  const [most, ...rest] = all;
  const isMost = rest.length > 0 && most![1].length > 3;
  const under = isMost ? [...rest, [most![0], ['the others']] as const] : all;
  return `Busiest: ${under.map(([who, names]) => `${who} under ${listed(names)}`).join('; ')}.`;
}

function warmUpNote(comparison: Comparison): string {
  const { tasks, warmup } = comparison.scenario.workload;
  const loads = loadsOf(comparison)
    .filter(([, { isSteady }]) => isSteady)
    .sort((a, b) => a[1].dropped - b[1].dropped);
  const [least, most] = [loads[0], loads.at(-1)];
  if (least === undefined || most === undefined || most[1].dropped === 0) return '';
  const how = warmup === 'auto' ? ' (MSER-5, on average)' : '';
  const range = (name: string, { dropped }: PatternLoad): string => `${fixed(dropped, 0)} (${name})`;
  const span =
    Math.round(least[1].dropped) === Math.round(most[1].dropped)
      ? fixed(most[1].dropped, 0)
      : `${range(...least)} to ${range(...most)}`;
  return `Warm-up: the first ${span} of ${fixed(tasks, 0)} tasks per replication do not count${how}.`;
}

/**
 * "The coordinator saturates at 52 (51 to 53) tasks per hour under supervisor.": one per pattern, the first to saturate first.
 */
export function saturationSentences(comparison: Comparison): string[] {
  return loadsOf(comparison)
    .map(([name, { busiest }]) => ({ busiest, row: rowOf(comparison, name, 'saturation') }))
    .filter((one): one is { busiest: string; row: SummaryRow } => one.busiest !== null && one.row !== undefined)
    .filter(({ row }) => !Number.isNaN(row.mean))
    .sort((a, b) => a.row.mean - b.row.mean)
    .map(({ busiest, row }) => {
      const who = busiest.startsWith('the ') ? busiest : `the ${busiest}`;
      return `${capitalised(who)} saturates at ${formatEstimate('1', row)} ${unitOf(comparison)} under ${row.pattern}.`;
    });
}

/** "Above 41 (38 to 44) tickets an hour choreography is ahead of supervisor on latency.": in the order of the sizes. */
export function crossoverSentences(comparison: Comparison): string[] {
  return [...comparison.crossovers].sort((a, b) => a.at - b.at).map((one) => crossoverSentence(comparison, one));
}

export function crossoverSentence(comparison: Comparison, { measure, below, above, at, low, high }: Crossover): string {
  const label = comparison.scenario.growth?.label ?? '';
  const on = inSentence(measureOf(comparison, measure)?.label ?? measure);
  return `Above ${formatEstimate('1', { mean: at, low, high })} ${label} ${above} is ahead of ${below} on ${on}.`;
}

/** What stands under the answer: where the leader saturates, and where the order flips, as far as the answer does not say it. */
export function loadSentences(comparison: Comparison, answered: readonly string[]): string[] {
  const leader = comparison.ranking[0];
  const own = saturationSentences(comparison).filter((sentence) => sentence.endsWith(` under ${leader}.`));
  return [...own, ...crossoverSentences(comparison)].filter((sentence) => !answered.includes(sentence));
}

/** Load as data: the busiest part of each pattern, and whether there is a steady state. */
export function loadOfPatterns(comparison: Comparison): object[] {
  return loadsOf(comparison).map(([pattern, load]) => ({ pattern, ...load }));
}

function loadsOf({ patterns }: Comparison): [string, PatternLoad][] {
  return patterns.flatMap(({ name, load }): [string, PatternLoad][] => (load === undefined ? [] : [[name, load]]));
}

function unitOf({ scenario }: Comparison): string {
  const { growth } = scenario;
  const isRate = growth?.unit === '/h' && growth.paths.some((path) => path.startsWith('workload.arrivals.'));
  return growth !== null && isRate ? growth.label : HOURLY;
}
