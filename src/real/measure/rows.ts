import type { Comparison } from '../../compare/comparison.js';
import { kindMeasures } from '../../compare/kinds.js';
import { summarise } from '../../compare/summarise.js';
import { measures, partsOf } from '../../measures/index.js';
import type { Measure, SingleAgentRun } from '../../measures/measure.js';
import { plansFor } from '../../patterns/plan.js';
import type { Scenario } from '../../scenario/scenario.js';
import { keyOf } from '../../sim/luck/seed.js';
import type { RunRecord } from '../../sim/record/record.js';
import type { Plan } from '../../sim/team/plan.js';
import { World } from '../../sim/world.js';
import { BASELINE } from '../../study/baseline.js';
import { gathered } from '../../study/gather.js';
import { MessageCounts } from '../../study/graph.js';
import type { PatternRuns } from '../../study/pattern-runs.js';
import { rehearse } from '../../study/replicate.js';
import { Stream } from '../../study/stream.js';
import type { TypicalRun } from '../../study/typical.js';
import type { StudyWarning } from '../../study/warning.js';

/** Under these names both stand in tables, files and reports. */
export const ROWS = { measured: 'measured', predicted: 'predicted' } as const;

/** What the rows are made of. */
export interface RowsInput {
  /** One task at a time. */
  readonly scenario: Scenario;
  readonly seed: string;
  readonly plan: Plan;
  /** Measured runs by replication, from 0. */
  readonly records: readonly RunRecord[];
  readonly requested: number;
  readonly warnings: readonly StudyWarning[];
  readonly typical: readonly TypicalRun[];
}

/** The comparison of measured runs with the simulated ones of a plan, of the same replications. */
export function comparisonOf({ scenario, seed, plan, records, requested, warnings, typical }: RowsInput): Comparison {
  const read = [...measures, ...partsOf('tokens'), ...partsOf('escaped'), ...kindMeasures(scenario, measures)];
  const key = keyOf(seed);
  const singles = singleRuns(scenario, key, records.length);
  const measured = measuredRuns(read, records, singles);
  const predicted = predictedRuns(scenario, plan, read, key, records.length);
  return summarise({
    ...{ scenario, seed, requested, runs: records.length, measures, warnings },
    patterns: [measured, { ...predicted, name: ROWS.predicted }],
    leftOut: [],
    growth: [],
    typicalOf: () => typical,
  });
}

function measuredRuns(
  read: readonly Measure[],
  records: readonly RunRecord[],
  singles: readonly SingleAgentRun[],
): PatternRuns {
  const stream = new Stream(read, 1);
  const columns = read.map(() => new Float64Array(records.length));
  const messages = new MessageCounts();
  for (const [replication, record] of records.entries()) {
    stream.clear();
    stream.read(record, 0, singles[replication]!, false);
    for (const [m, measure] of read.entries()) {
      columns[m]![replication] = measure.readRun === undefined ? stream.mean(m, 0) : Number.NaN;
    }
    messages.add(record);
  }
  const byId = new Map(read.map(({ id }, m) => [id, columns[m]!]));
  return { name: ROWS.measured, columns: byId, graph: messages.perTask() };
}

function predictedRuns(
  scenario: Scenario,
  plan: Plan,
  read: readonly Measure[],
  key: number,
  runs: number,
): PatternRuns {
  const { plans } = plansFor(scenario, [BASELINE]);
  const batch = rehearse(
    scenario,
    [plan],
    read,
    key,
    { from: 0, to: runs },
    plans[0] === undefined ? {} : { single: plans[0] },
  );
  const found = gathered(scenario, read, [batch]).results()[0]!;
  const messages = new MessageCounts();
  const world = new World(scenario, plan, key);
  for (let replication = 0; replication < runs; replication++) messages.add(world.run(replication));
  return { ...found, graph: messages.perTask() };
}

/** What a single agent would have used: some measures are relative to it. */
function singleRuns(scenario: Scenario, key: number, runs: number): SingleAgentRun[] {
  const { plans } = plansFor(scenario, [BASELINE]);
  if (plans[0] === undefined) return Array.from({ length: runs }, () => ({ tokens: Number.NaN }));
  const world = new World(scenario, plans[0], key);
  const stream = new Stream([], 1);
  return Array.from({ length: runs }, (_, replication) => {
    stream.clear();
    stream.read(world.run(replication), 0, null, true);
    return stream.baseline(0);
  });
}
