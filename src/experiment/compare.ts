import { measureNamed, measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Growth, Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/seed.js';
import type { Comparison, GrowthRow, PatternRuns, Warning } from './comparison.js';
import { Replications } from './replicate.js';
import { intervalFor } from './statistics.js';
import { BASELINE, summarise } from './summarise.js';

/** How much to rehearse. */
export interface Effort {
  readonly seed: string;
  /** Replications; with a precision, the most that will be made. */
  readonly runs: number;
  /** Half-width of the first objective's interval that is enough under every pattern, in the measure's own unit; null: make all runs. */
  readonly precision: number | null;
  /** Names of patterns and teams; null: what the scenario says. The single agent is always among them. */
  readonly only: readonly string[] | null;
}

/** The border to whoever waits: progress goes out, and between two batches a wish to stop comes in. */
export interface Watch {
  /** `share` of the work done, in [0, 1]. */
  readonly progress: (share: number, what: string) => void;
  /** Gives others a turn; true: stop here and keep what is finished. */
  readonly pause: () => Promise<boolean>;
}

/** Replications between two looks at the watch. */
const BATCH = 50;
/** Replications between two looks at the precision. */
const LOOK = 200;
/** Replications of each size of a growth study: structure needs one, quality some. */
const RUNS_PER_SIZE = 100;
/** What is followed as a scenario grows. */
const GROWING = [
  'correct',
  'edges',
  'messages',
  'calls',
  'inputTokens',
  'cost',
  'latency',
  'criticalPathCalls',
  'escaped',
];

/** Compares every pattern that fits on the same luck. `sized` gives the scenario at another size of its growth. */
export async function compare(
  scenario: Scenario,
  effort: Effort,
  watch: Watch,
  sized: (growth: Growth, size: number) => Scenario,
): Promise<Comparison> {
  const only = effort.only === null ? null : [...new Set([BASELINE, ...effort.only])];
  const chosen = only ?? (scenario.patterns.only === null ? null : [...new Set([BASELINE, ...scenario.patterns.only])]);
  const { plans, leftOut } = plansFor(scenario, chosen);
  const warnings: Warning[] = [];
  const replications = new Replications(scenario, plans, measures, keyOf(effort.seed));
  const sizes = scenario.growth === null ? 0 : scenario.growth.sizes.length;
  const shareOfRuns = sizes === 0 ? 1 : 0.3;
  const stopped = await replicate(
    replications,
    scenario,
    effort,
    (share) => watch.progress(share * shareOfRuns, 'replications'),
    watch,
    warnings,
  );
  const growth: GrowthRow[] = [];
  if (scenario.growth !== null && !stopped) {
    for (const [i, size] of scenario.growth.sizes.entries()) {
      watch.progress(shareOfRuns + (1 - shareOfRuns) * (i / sizes), `${scenario.growth.label}: ${size}`);
      growth.push(...growthRows(sized(scenario.growth, size), size, effort, chosen));
      if (await watch.pause()) {
        warnings.push({
          message: `The growth study was interrupted after ${size} ${scenario.growth.label}.`,
          next: 'Run the same command again for all sizes.',
        });
        break;
      }
    }
  }
  watch.progress(1, 'done');
  return summarise({
    scenario,
    seed: effort.seed,
    requested: effort.runs,
    runs: replications.done,
    interrupted: stopped,
    measures,
    patterns: replications.results(),
    leftOut,
    growth,
    warnings,
  });
}

/** Makes the replications; true when it was stopped before the end. */
async function replicate(
  replications: Replications,
  scenario: Scenario,
  effort: Effort,
  progress: (share: number) => void,
  watch: Watch,
  warnings: Warning[],
): Promise<boolean> {
  const objective = firstObjective(scenario);
  while (replications.done < effort.runs) {
    replications.next();
    const { done } = replications;
    if (done % BATCH === 0) {
      progress(done / effort.runs);
      if (await watch.pause()) return done < effort.runs;
    }
    if (effort.precision === null || done % LOOK !== 0) continue;
    if (widest(replications, objective) <= effort.precision) return false;
  }
  if (effort.precision !== null && widest(replications, objective) > effort.precision) {
    warnings.push({
      message: `The precision of ${effort.precision} on ${objective.id} was not reached within ${effort.runs} replications.`,
      next: 'Raise --runs, or ask for less precision.',
    });
  }
  return false;
}

function firstObjective(scenario: Scenario): Measure {
  const heaviest = [...scenario.decision.objectives].sort((a, b) => b.weight - a.weight)[0];
  return measureNamed(heaviest?.measure ?? 'correct') ?? measureNamed('correct')!;
}

/** The widest half of the first objective's interval under any pattern. */
function widest(replications: Replications, objective: Measure): number {
  const m = measures.indexOf(objective);
  const interval = intervalFor(objective.interval);
  let half = 0;
  for (let p = 0; p < replications.plans.length; p++) {
    const { low, high } = interval(replications.column(p, m));
    half = Math.max(half, (high - low) / 2);
  }
  return half;
}

function growthRows(scenario: Scenario, size: number, effort: Effort, only: readonly string[] | null): GrowthRow[] {
  const followed = GROWING.map((id) => measureNamed(id)!);
  const { plans } = plansFor(scenario, only);
  const replications = new Replications(scenario, plans, followed, keyOf(effort.seed));
  for (let r = 0; r < Math.min(effort.runs, RUNS_PER_SIZE); r++) replications.next();
  return replications.results().flatMap((runs) => followed.map((measure) => growthRow(runs, size, measure)));
}

function growthRow(runs: PatternRuns, size: number, measure: Measure): GrowthRow {
  const interval = intervalFor(measure.interval);
  const { n, mean, low, high } = interval(runs.columns.get(measure.id)!);
  return { pattern: runs.name, size, measure: measure.id, n, mean, low, high };
}
