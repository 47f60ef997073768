import { ascending, CONFIDENCE, defined, quantileInterval, quantileOfSorted } from '../statistics/estimates.js';
import { effortWarnings, TOLERATED_GAPS } from '../study/effort-warnings.js';
import { type PatternLoad, type PatternRuns, taskValues } from '../study/pattern-runs.js';
import type { SummaryRow } from '../study/summary-row.js';
import type { StudyWarning } from '../study/warning.js';
import type { Comparison, ThresholdResult } from './comparison.js';

/** A wider interval of the 95th percentile, as a fraction of it, is reported. */
const WIDE = 0.5;

/** A warm-up that takes a larger share of the tasks is reported. */
const LONG = 1 / 3;

type SummarisedRuns = Omit<Comparison, 'ranking' | 'typical' | 'warnings'>;

/** What follows from the numbers, beside what was noticed while running. */
export function warningsOf(found: SummarisedRuns, interrupted: boolean): StudyWarning[] {
  const { runs, requested } = found;
  return [
    ...effortWarnings(runs, requested, interrupted),
    ...(runs < 2 ? [] : tailWarnings(found.patterns)),
    ...loadWarnings(found),
    ...brokenOffWarnings(found.patterns),
    ...gapWarnings(found),
    ...found.thresholds.filter((one) => !one.met).map((one) => broken(one, found)),
  ];
}

/** The 95th percentile of latency is printed everywhere, so its uncertainty must be told. */
function tailWarnings(patterns: readonly PatternRuns[]): StudyWarning[] {
  const missing: string[] = [];
  const wide: string[] = [];
  for (const runs of patterns) {
    const { name, tasks } = runs;
    const latency = ascending(taskValues(runs, 'latency'));
    if (latency.length === 0) continue;
    const interval = quantileInterval(latency, 0.95);
    const percentile = quantileOfSorted(latency, 0.95);
    if (interval === null) missing.push(name);
    // Tasks of one replication depend on each other, so their order says nothing of an interval.
    else if (tasks === undefined && interval.high - interval.low > WIDE * percentile) {
      wide.push(`${name} ${short(percentile)} s (${short(interval.low)} to ${short(interval.high)})`);
    }
  }
  const needed = Math.ceil(Math.log((1 - CONFIDENCE) / 2) / Math.log(0.95));
  const warnings: StudyWarning[] = [];
  if (missing.length > 0) {
    warnings.push({
      message: `Too few delivered tasks for the 95th percentile of latency under ${named(missing, patterns.length)}: its interval has no upper end.`,
      next: `Raise --runs: at least ${needed} delivered tasks are needed, a few hundred give a useful interval.`,
    });
  }
  if (wide.length > 0) {
    warnings.push({
      message: `The 95th percentile of latency has a wide interval: ${listed(wide)}.`,
      next: 'Four times as many replications about halve these intervals.',
    });
  }
  return warnings;
}

/** Load that cannot be sustained is told in words: its latency has no value. */
function loadWarnings({ patterns, scenario }: Pick<Comparison, 'patterns' | 'scenario'>): StudyWarning[] {
  const { tasks, warmup } = scenario.workload;
  const overloaded = patterns.filter(({ load }) => load?.isOverloaded === true);
  const [endless, givingUp] = [false, true].map((steady) =>
    overloaded.filter(({ load }) => load!.isSteady === steady).map(({ name, load }) => underLoad(name, load!)),
  );
  const warming = patterns.filter(({ load }) => load?.isSteady === true && load.dropped > LONG * tasks);
  const warnings: StudyWarning[] = [];
  if (endless!.length > 0) {
    warnings.push({
      message: `The queue grows without bound (no steady state) under ${listed(endless!)}: latency grows for as long as tasks arrive, so it has no value there.`,
      next: 'Lower the arrival rate below saturation, or give the bottleneck more instances, capacity or speed.',
    });
  }
  if (givingUp!.length > 0) {
    warnings.push({
      message: `More work arrives than can be served under ${listed(givingUp!)}: calls time out in the queue, and most tasks end because of that.`,
      next: 'Lower the arrival rate, or give the bottleneck more instances, capacity or speed.',
    });
  }
  if (warmup === 'auto' && warming.length > 0) {
    warnings.push({
      message: `The warm-up takes more than a third of the ${tasks} tasks under ${listed(warming.map(({ name }) => name))}: the other tasks may not be in steady state.`,
      next: 'Raise workload.tasks.',
    });
  }
  return warnings;
}

/** What goes on without an end is a task that stalls, and the reader has to know why. */
function brokenOffWarnings(patterns: readonly PatternRuns[]): StudyWarning[] {
  const some = patterns.filter(({ load }) => (load?.brokenOff ?? 0) > 0);
  if (some.length === 0) return [];
  const counts = some.map(
    ({ name, load }) => `${name} (${load!.brokenOff} ${load!.brokenOff === 1 ? 'task' : 'tasks'})`,
  );
  return [
    {
      message: `Some tasks went on without an end, were broken off after 200,000 events or more, and count as stalled: under ${listed(counts)}.`,
      next: 'Lower the limits on rounds, turns, attempts or tool calls, or the probabilities that send work round and round.',
    },
  ];
}

function underLoad(name: string, { busiest, load }: PatternLoad): string {
  return `${name} (load of ${busiest}: ${short(100 * load)} % of its capacity)`;
}

/** A mean over finished runs (with several tasks each: over finished tasks) is too good if bad ones never finish. */
function gapWarnings({ objectives, patterns, summary, runs }: SummarisedRuns): StudyWarning[] {
  return objectives.flatMap((id) => {
    const rows = summary.filter((row) => row.measure.id === id);
    const gaps = rows
      .map((row) => ({
        pattern: row.pattern,
        share: gapOf(row, patterns.find(({ name }) => name === row.pattern)!, runs),
      }))
      .filter(({ share }) => share > TOLERATED_GAPS);
    if (gaps.length === 0) return [];
    const what = gaps.some(({ pattern }) => patterns.find(({ name }) => name === pattern)!.tasks) ? 'tasks' : 'runs';
    const inWords = ({ pattern, share }: (typeof gaps)[number]): string =>
      `${pattern} (${short(100 * share)} % of its ${what})`;
    const worst = gaps.reduce((most, gap) => (gap.share > most.share ? gap : most));
    const where = gaps.length > 3 ? `${gaps.length} patterns, most often ${inWords(worst)}` : listed(gaps.map(inWords));
    return {
      message: `Objective '${id}' is not defined in some ${what} under ${where}: its mean covers the other ${what} only.`,
      next: `Read it together with the outcome shares, or make an outcome that every ${what === 'runs' ? 'run' : 'task'} has the first objective.`,
    };
  });
}

/** Share of the runs, or of the tasks, in which a measure is undefined; waiting without end is another matter. */
function gapOf({ measure, n }: SummaryRow, { tasks, load }: PatternRuns, runs: number): number {
  if (measure.waits === true && load?.isSteady === false) return 0;
  const values = tasks?.get(measure.id);
  return values === undefined ? (runs - n) / runs : 1 - defined(values).length / values.length;
}

function broken(threshold: ThresholdResult, { summary }: Pick<Comparison, 'summary'>): StudyWarning {
  const { pattern, measure, condition, value } = threshold;
  const name = `${pattern}.${measure}`;
  const row = summary.find((candidate) => candidate.pattern === pattern && candidate.measure.id === measure);
  if (row === undefined || Number.isNaN(value)) {
    return {
      message: `Threshold '${name} ${condition}' could not be checked: nothing was measured for it.`,
      next: 'Compare that pattern too, correct the names under `thresholds`, or remove the threshold.',
    };
  }
  const limit = Number(condition.split(' ')[1]);
  const open = row.low <= limit && limit <= row.high;
  const interval = Number.isNaN(row.low) ? '' : ` (${short(row.low)} to ${short(row.high)})`;
  return {
    message: `Threshold failed: ${name} is ${short(value)}${interval}, required ${condition}.`,
    next: open
      ? 'The limit lies within the interval: raise --runs before you act on it.'
      : 'Change the pattern, its options or its policies, or the limit.',
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** "every pattern" in place of a long list of all of them. */
function named(names: readonly string[], all: number): string {
  return names.length === all && all > 3 ? 'every pattern' : listed(names);
}

/** "a", "a and b", "a, b and c". */
function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
