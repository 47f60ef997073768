import { measureNamed, measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Growth, Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/seed.js';
import type { Comparison, PatternRuns, Warning } from './comparison.js';
import { crossoversOf } from './crossovers.js';
import { withDisturbances } from './disturbances.js';
import { type Effort, firstObjective, replicationsFor } from './effort.js';
import { followed, type Grown, grow, growthRows } from './growth.js';
import { Replications } from './replicate.js';
import { intervalFor } from './statistics.js';
import { BASELINE, summarise } from './summarise.js';
import { rehearseAll, type Watch } from './watch.js';

/** Tasks between two looks at the watch. */
const BATCH = 50;
/** Tasks between two looks at the precision. */
const LOOK = 200;

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
  const shareOfRuns = sizes === 0 ? 0.95 : 0.3;
  const stopped = await replicate(
    replications,
    scenario,
    effort,
    (share) => watch.progress(share * shareOfRuns, 'replications'),
    watch,
    warnings,
  );
  const grown: Grown[] = [];
  const growing = followed(scenario);
  if (scenario.growth !== null && !stopped) {
    const { label } = scenario.growth;
    for (const [i, size] of scenario.growth.sizes.entries()) {
      watch.progress(shareOfRuns + (0.95 - shareOfRuns) * (i / sizes), `${label}: ${size}`);
      grown.push(grow(sized(scenario.growth, size), size, growing, effort, chosen));
      if (await watch.pause()) {
        warnings.push({
          message: `The growth study was interrupted after ${size} ${label}.`,
          next: 'Run the same command again for all sizes.',
        });
        break;
      }
    }
  }
  const patterns: PatternRuns[] = [];
  for (const [p, runs] of replications.results().entries()) {
    watch.progress(0.95 + (0.05 * p) / plans.length, `disturbing ${runs.name}`);
    patterns.push(stopped ? runs : withDisturbances(runs, scenario, plans[p]!, keyOf(effort.seed)));
    await watch.pause();
  }
  watch.progress(1, 'done');
  return summarise({
    scenario,
    seed: effort.seed,
    requested: effort.runs,
    runs: replications.done,
    interrupted: stopped,
    measures,
    patterns,
    leftOut,
    growth: grown.flatMap((one) => growthRows(one, growing)),
    crossovers: crossoversOf(grown, decisive(scenario)),
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
  const { precision } = effort;
  const { tasks } = scenario.workload;
  const look = replicationsFor(LOOK, scenario);
  const enough = (): boolean =>
    precision !== null && replications.done % look === 0 && widest(replications, objective, tasks) <= precision;
  if (await rehearseAll(replications, effort.runs, progress, watch, enough, Math.ceil(BATCH / tasks))) return true;
  if (precision !== null && widest(replications, objective, tasks) > precision) {
    warnings.push({
      message: `The precision of ${precision} on ${objective.id} was not reached within ${effort.runs} replications.`,
      next: 'Raise --runs, or ask for less precision.',
    });
  }
  return false;
}

/** Measures on which it matters who is ahead: the first objective, and whether and when tasks are done. */
function decisive(scenario: Scenario): Measure[] {
  return [...new Set([firstObjective(scenario).id, 'correct', 'latency'])].map((id) => measureNamed(id)!);
}

/** The widest half of the first objective's interval under any pattern under which it has a value at all. */
function widest(replications: Replications, objective: Measure, tasks: number): number {
  const m = measures.indexOf(objective);
  const interval = intervalFor(objective.interval, tasks);
  let half = 0;
  for (let p = 0; p < replications.plans.length; p++) {
    if (!replications.hasValue(p, objective)) continue;
    const { low, high } = interval(replications.column(p, m));
    half = Math.max(half, (high - low) / 2);
  }
  return half;
}
