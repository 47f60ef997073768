/** Decisions on the built-in scenarios, of few replications: much is not shown, and a good deal only perhaps. */
import { readdirSync } from 'node:fs';
import { decide } from '../../src/decide/decide.js';
import type { RehearsedDecision } from '../../src/decide/decision.js';
import { plansFor } from '../../src/patterns/plan.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { NOBODY } from '../explain/explanations.js';
import { builtin, chain, scenarioOf, yaml } from '../sim/helper.js';

/** All that come with the package. */
export const BUILT_IN: readonly string[] = readdirSync('scenarios').flatMap((file) =>
  file.endsWith('.yaml') ? [file.slice(0, -5)] : [],
);

const SOME = ['pipeline', 'supervisor', 'choreography', 'debate'];

/** Two costs that cross as a prompt grows. */
export function crossing(): Promise<RehearsedDecision> {
  const text = yaml(
    chain('decision: { objectives: { cost: {} }, uncertain: { generalist.prompt: [0, 400] } }'),
  ).replace('coordinator:', 'generalist: { prompt: 300 }\ncoordinator:');
  const effort = { seed: 'a', runs: 20, precision: null, only: ['pipeline'], samples: 9, tasksPerSample: 4 };
  return decide(scenarioOf(text, ['agents.defaults.prompt=100']), effort, new LocalExecutor(NOBODY));
}

export function decided(name: string, ...overrides: string[]): Promise<RehearsedDecision> {
  const whole = scenarioOf(builtin(name), overrides);
  const isStream = whole.workload.tasks > 1;
  const scenario: Scenario = isStream
    ? scenarioOf(builtin(name), ['workload.tasks=12', 'workload.warmup=0', ...overrides])
    : whole;
  const only = SOME.filter((one) => plansFor(scenario, [one]).plans.length > 0);
  const [runs, tasksPerSample] = isStream ? [6, 1] : [40, 2];
  const effort = { seed: 'shown', runs, precision: null, only, samples: 4, tasksPerSample };
  return decide(scenario, effort, new LocalExecutor(NOBODY));
}
