import type { AgentSpec, Difficulty, ModelSpec, Scenario, StepSpec } from '../../scenario/scenario.js';
import { constant, MODEL, type PlainForm, plainAgent, plainScenario, plainStep } from '../plain.js';
import type { Chooser } from './chooser.js';

/** Two families of models. */
export const ONE: ModelSpec = { ...MODEL, name: 'one', family: 'one' };
export const OTHER: ModelSpec = { ...MODEL, name: 'other', family: 'other' };

/** A worker's skills, of any kind. */
export function anybody(role: string, choose: Chooser): AgentSpec {
  const credulity = choose.between(0.4, 1);
  return plainAgent(role, {
    model: choose.one([ONE, OTHER]),
    output: constant(choose.whole(10, 90)),
    hallucination: choose.between(0, 0.4),
    credulity,
    doubt: choose.unit() * (1 - credulity),
    deference: choose.one([0, 0, 0.3]),
    detection: choose.between(0, 0.9),
    falseAlarm: choose.between(0, 0.4),
    guess: choose.between(0, 1),
  });
}

/** How errors go together, and whether claims take room. */
export function anyConditions(choose: Chooser): { readonly difficulty: Difficulty; readonly claimTokens: number } {
  const correlation = choose.one([0, 0.4, 0.8]);
  return {
    difficulty: {
      correlation,
      acrossFamilies: correlation * choose.unit(),
      withinTask: correlation * choose.unit(),
      wrongAnswers: choose.one([1, 3]),
    },
    claimTokens: choose.one([0, 0, 8]),
  };
}

export function withRoom(form: PlainForm, claimTokens: number, tolerance: Scenario['policies']['tolerance']): Scenario {
  const scenario = plainScenario({ ...form, policies: { ...form.policies, tolerance } });
  return { ...scenario, task: { ...scenario.task, claimTokens } };
}

/** One to three writers, one after the other or side by side, and somebody who checks, or nobody. */
export function anyWork(choose: Chooser): { readonly agents: AgentSpec[]; readonly steps: StepSpec[] } {
  const writers = choose.whole(1, 3);
  const agents: AgentSpec[] = [];
  const steps: StepSpec[] = [];
  for (let i = 0; i < writers; i++) {
    const role = `writer-${i}`;
    agents.push(anybody(role, choose));
    const after = i > 0 && choose.unit() < 0.7 ? [`writer-${i - 1}`] : [];
    steps.push(plainStep(role, role, { after, claims: choose.whole(1, 4) }));
  }
  if (choose.unit() < 0.5) {
    agents.push(anybody('checker', choose));
    steps.push(plainStep('checker', 'checker', { after: steps.map(({ name }) => name), checks: true }));
  }
  return { agents, steps };
}

/** Those who read all that came before, add nothing, and check nothing. */
export function readersAfter(steps: readonly StepSpec[], count: number, choose: Chooser) {
  const readers = Array.from({ length: count }, (_, i) => anybody(`reader-${i}`, choose));
  const last = steps.filter((step) => !steps.some(({ after }) => after.includes(step.name))).map(({ name }) => name);
  return {
    agents: readers,
    steps: readers.map(({ role }, i) => plainStep(role, role, { after: i === 0 ? last : [`reader-${i - 1}`] })),
  };
}
