import { flowOf, type TaskFlow } from '../scenario/flow.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Answers, QuestionId } from './questions.js';
import { recommend } from './recommend.js';

/** The step that the result does not wait for, as the template does not have one; it stands before what follows the review. */
const SIDE_STEP =
  '    tell: { role: writer, after: [draft], claims: 1, critical: false }  # assumed: a message that the result does not wait for\n';
const AFTER_STEPS = '\n# Who does it.';

/** The template with the steps that the answers ask for, before the settings. */
export function withSideStep(template: string, { side }: Answers): string {
  if (side !== 'yes') return template;
  return template.replace(AFTER_STEPS, `${SIDE_STEP}${AFTER_STEPS}`);
}

/** `path=value` settings that write the answers into the template. */
export function templateSettings(answers: Answers): string[] {
  const { flow, size } = answers;
  return [
    'scenario=advised',
    ...(flow === 'chain'
      ? ['task.steps.background.after=[research]', 'task.steps.draft.after=[background]', ...needed]
      : []),
    ...(flow === 'parts' ? needed : []),
    ...(flow === 'apart'
      ? [...needed, 'task.steps.draft.after=[research]', 'task.steps.background.after=[research]']
      : []),
    ...(flow === 'apart' ? ['task.steps.review.after=[research]'] : []),
    ...(flow === 'open' ? ['task.steps.background.foreseen=0.5', 'task.steps.review.foreseen=0.5'] : []),
    ...(size === 'few' ? ['task.steps.background.probability=0'] : []),
    ...(size === 'many' ? ['task.steps.research.replicas=10', 'agents.researcher.instances=10'] : []),
    ...(answers.load === 'yes' ? ['workload.tasks=200', 'workload.arrivals={ poisson: 60/h }'] : []),
    ...(answers.worse === 'late' ? ['task.steps.review.probability=0'] : []),
    ...wantedSettings(answers),
  ];
}

const needed = ['task.steps.background.probability=1'];

/** The settings of what is wanted, whatever the work is. */
export function wantedSettings(answers: Answers): string[] {
  const { speed, recovery, trace, load, worse } = answers;
  const { pattern, others } = recommend(answers);
  return [
    `question=Is ${pattern} the right pattern for this work?`,
    `patterns.only=[${[pattern, ...others].join(', ')}]`,
    ...(speed === 'yes' ? ['agents.defaults.latency=10ms', 'coordinator.latency=10ms', 'policies.deadline=100ms'] : []),
    ...(speed === 'yes' ? ['policies.timeout=100ms'] : []),
    ...(recovery === undefined ? [] : [`policies.durable=${recovery === 'yes'}`]),
    ...(recovery === 'yes' ? ['policies.redelivery={ attempts: 3, idle: 60s }'] : []),
    ...(trace === undefined ? [] : [`policies.tracing=${trace === 'yes'}`]),
    ...(load === 'yes' ? ['agents.defaults.instances=4', 'coordinator.instances=4'] : []),
    ...(worse === undefined ? [] : weights(worse)),
  ];
}

const weights = (worse: string): string[] =>
  worse === 'wrong'
    ? ['decision.objectives.correct={ weight: 3 }', 'decision.objectives.cost={ weight: 1 }']
    : [
        'decision.objectives.latency={ weight: 3 }',
        'decision.objectives.cost={ weight: 2 }',
        'decision.objectives.correct={ weight: 1 }',
      ];

/** Where nothing else is said, the order of the steps is known. */
const FLOWS: Readonly<Record<TaskFlow, string>> = {
  chain: 'chain',
  merged: 'parts',
  apart: 'apart',
  decided: 'open',
  other: 'chain',
};

/** What a scenario itself says of the work: those questions are not asked. */
export function answersOf({ task, agents, workload }: Scenario): Answers {
  const { steps } = task;
  const count = agents.filter(({ role }) => steps.some((step) => step.role === role)).length;
  const atOnce = Math.max(count, steps.length);
  const found: Record<Extract<QuestionId, 'flow' | 'size' | 'side' | 'load'>, string> = {
    flow: FLOWS[flowOf(task)],
    size: atOnce < 3 ? 'few' : atOnce > 10 ? 'many' : 'some',
    side: steps.some(({ critical }) => !critical) ? 'yes' : 'no',
    load: workload.tasks > 1 ? 'yes' : 'no',
  };
  return found;
}
