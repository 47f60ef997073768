/**
 * A real application and the simulator live through the same replications: the same agents make the same calls, in the same
 * order, with the same claims. What this shows is coordination: the quality of the agents is shared by construction.
 */
import { describe, expect, it } from 'vitest';
import { builtin, type Options, scenarioOf } from '../sim/helper.js';
import { times } from '../thorough.js';
import { type App, fanOut, handoffs, pipeline, race, subAgents, supervisor } from './apps.js';
import { type Account, rehearse, simulated } from './harness.js';

interface Pair {
  readonly name: string;
  readonly app: App;
  readonly pattern: string;
  /** The limits of the application, and the lengths of its texts. */
  readonly options: Options;
}

const PAIRS: readonly Pair[] = [
  { name: 'a pipeline', app: pipeline, pattern: 'pipeline', options: {} },
  { name: 'branches and a collector', app: fanOut, pattern: 'fan-out-fan-in', options: {} },
  {
    name: 'a supervisor',
    app: supervisor,
    pattern: 'supervisor',
    options: { limit: 12, wording: { rosterBase: 12, rosterPerMember: 18, handoff: 19, handback: 0 } },
  },
  {
    name: 'handoffs',
    app: handoffs,
    pattern: 'handoff',
    options: { wording: { rosterBase: 12, rosterPerMember: 18, rosterNames: 0, answer: 8 } },
  },
  {
    name: 'a lead with sub-agents',
    app: subAgents,
    pattern: 'lead-and-subagents',
    options: { limit: 20, wording: { rosterPerMember: 28 } },
  },
];

/** Branches under Promise.all run on when one fails; the loop waits as long as it is told. */
const ALWAYS = ['policies.siblings=run-on'];
const CONDITIONS: readonly (readonly [string, readonly string[]])[] = [
  ['as it is', []],
  ['with misrouting .3', ['coordinator.misroute=0.3', 'agents.defaults.misroute=0.3']],
  [
    'with failures .3',
    ['agents.defaults.failure=0.3', 'agents.citation-finder.failure=0.3', 'coordinator.failure=0.3'],
  ],
];

const RUNS = times(16, 120);
const same = (real: Account, predicted: Account): boolean =>
  ['calls', 'outcome', 'escaped', 'delivered'].every(
    (part) => JSON.stringify(real[part as keyof Account]) === JSON.stringify(predicted[part as keyof Account]),
  );
const sum = (accounts: readonly Account[], part: 'input' | 'output' | 'latency'): number =>
  accounts.reduce((all, account) => all + (Number.isFinite(account[part]) ? account[part] : 0), 0);

describe.each(PAIRS)('$name', ({ app, pattern, options }) => {
  it('makes the calls and delivers the claims that the simulator predicts, replication by replication', async () => {
    let [met, all] = [0, 0];
    for (const [condition, overrides] of CONDITIONS) {
      const scenario = scenarioOf(builtin('article'), [...ALWAYS, ...overrides]);
      const predicted = simulated(scenario, pattern, options, RUNS);
      const real: Account[] = [];
      for (let replication = 0; replication < RUNS; replication++) {
        real.push(await rehearse(scenario, app, replication));
      }
      met += real.filter((account, i) => same(account, predicted[i]!)).length;
      all += RUNS;
      for (const [part, most] of [
        ['input', 0.011],
        ['output', 0.011],
        ['latency', 0.01],
      ] as const) {
        const off = sum(real, part) / sum(predicted, part) - 1;
        expect(Math.abs(off), `${condition}: ${part} is off by ${off}`).toBeLessThan(most);
      }
    }
    expect(met / all, `${met} of ${all} replications`).toBeGreaterThanOrEqual(0.99);
  });
});

it('takes exactly as long as predicted where the texts are as long as predicted', async () => {
  const scenario = scenarioOf(builtin('article'), [...ALWAYS, 'agents.citation-finder.hang=0', 'client.attempts=3']);
  const predicted = simulated(scenario, 'pipeline', {}, 10);
  for (let replication = 0; replication < 10; replication++) {
    const { latency } = await rehearse(scenario, pipeline, replication);
    expect(latency).toBeCloseTo(predicted[replication]!.latency, 5);
  }
});

it('finds the race of a tagger that works beside the check, as the workflow predicts it and not as the pipeline does', async () => {
  // The engine of a workflow leaves a step that is not needed out; an application does not know.
  const scenario = scenarioOf(builtin('article'), [...ALWAYS, 'task.steps.fact-check.probability=1']);
  const runs = times(20, 240);
  const asWorkflow = simulated(scenario, 'workflow', {}, runs);
  const asPipeline = simulated(scenario, 'pipeline', {}, runs);
  const real: Account[] = [];
  for (let replication = 0; replication < runs; replication++) real.push(await rehearse(scenario, race, replication));
  const alike = (predicted: readonly Account[]): number =>
    real.filter(({ delivered }, i) => JSON.stringify(delivered) === JSON.stringify(predicted[i]!.delivered)).length /
    runs;
  expect(alike(asWorkflow)).toBeGreaterThanOrEqual(0.99);
  expect(alike(asPipeline)).toBeLessThan(0.8);
});
