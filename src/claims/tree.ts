import type { Scenario, StepSpec } from '../scenario/scenario.js';
import { mean, pairedDifference } from '../statistics/estimates.js';
import { firstObjective } from '../study/effort.js';
import type { Claim, ClaimReading, ClaimSetting, Condition } from './claim.js';
import { ARTICLES, below, defineClaim, reading, when } from './say.js';

/** What the tree can end in, and what each scenario compares beside it. */
const LEAVES = ['pipeline', 'fan-out', 'fan-out-fan-in', 'supervisor', 'handoff'];

/** By scenario: the measure of its heaviest objective, and its own candidates. */
const SCENARIOS: Readonly<Record<string, readonly [measure: string, ...others: string[]]>> = {
  announce: ['correct', 'workflow', 'choreography', 'lead-and-subagents'],
  article: ['correct', 'workflow', 'maker-checker', 'debate', 'lead-and-subagents', 'choreography'],
  coding: ['correct', 'workflow', 'lead-and-subagents', 'group-chat', 'choreography', 'maker-checker'],
  content: ['operationalFailures', 'workflow', 'choreography', 'overseer'],
  debate: ['correct', 'debate', 'maker-checker', 'vote', 'mixed-vote', 'polite-debate'],
  growth: ['correct', 'workflow', 'lead-and-subagents', 'choreography', 'mesh'],
  payments: ['operationalFailures', 'workflow', 'choreography', 'critical-path-hybrid'],
  research: ['correct', 'workflow', 'lead-and-subagents', 'choreography', 'blackboard', 'mesh', 'trunk-and-meshes'],
  scraping: ['operationalFailures', 'workflow', 'lead-and-subagents', 'choreography', 'overseer'],
  shipment: ['operationalFailures', 'workflow', 'choreography', 'critical-path-hybrid'],
  support: ['correct', 'router', 'choreography', 'blackboard'],
};

/** Behind by less than this share of the tasks is as good. */
const MARGIN = 0.02;

/** Which pattern the tree advises for a scenario's task, by what its steps need of each other. */
export function advised({ task }: Scenario): string {
  const steps = task.steps.filter(({ critical, probability, topic }) => critical && probability > 0 && topic === null);
  if (steps.length > 2 && 2 * longestChain(steps) > steps.length) return 'pipeline';
  if (listenTogether(steps)) return steps.some(({ after }) => after.length > 1) ? 'fan-out-fan-in' : 'fan-out';
  const isDecided = task.topics.length > 0 || task.steps.some(({ foreseen }) => foreseen < 1);
  return isDecided ? 'supervisor' : 'handoff';
}

/** Steps of the longest chain in which each needs the one before. */
function longestChain(steps: readonly StepSpec[]): number {
  const lengths = new Map<string, number>();
  const lengthOf = (name: string): number => {
    const step = steps.find((candidate) => candidate.name === name);
    if (step === undefined) return 0;
    const known = lengths.get(name) ?? 1 + Math.max(0, ...step.after.map(lengthOf));
    lengths.set(name, known);
    return known;
  };
  return Math.max(0, ...steps.map(({ name }) => lengthOf(name)));
}

/** Two steps or more start on the same event. */
function listenTogether(steps: readonly StepSpec[]): boolean {
  const events = steps.map(({ after }) => [...after].sort().join(' '));
  return new Set(events).size < events.length;
}

const candidates = (scenario: string): string[] => {
  const [, ...others] = SCENARIOS[scenario]!;
  return [...LEAVES, ...others];
};

const settings = Object.keys(SCENARIOS).map((scenario): ClaimSetting => {
  return { name: scenario, scenario, patterns: candidates(scenario), times: 2 };
});

/** By how much the best candidate is ahead of the advised one: chosen in every other replication, measured in the rest. */
const conditions = Object.entries(SCENARIOS).map(([name, [measure]]): Condition => {
  const readings = candidates(name).map((pattern): ClaimReading => reading(pattern, measure, name));
  const isHigher = measure === 'correct';
  return when(
    `in ${name}`,
    below(
      `${isHigher ? 'correct' : 'operational failures'}, how far the best candidate is ahead of the advised one in ${name}`,
      {
        kind: 'computed',
        unit: 'share',
        isDifference: true,
        readings,
        compute: (read, scenario) => {
          if (firstObjective(scenario(name)).id !== measure) throw new RangeError(`${name} is about another measure.`);
          const every = (values: Float64Array, rest: number): Float64Array => values.filter((_, i) => i % 2 === rest);
          const columns = readings.map((one) => read(one).map((value) => (isHigher ? value : -value)));
          const means = columns.map((values) => mean(every(values, 0)));
          const best = means.indexOf(Math.max(...means));
          const advice = candidates(name).indexOf(advised(scenario(name)));
          const { n, mean: behind, low, high } = pairedDifference(every(columns[best]!, 1), every(columns[advice]!, 1));
          return { n, mean: behind, low, high };
        },
      },
      MARGIN,
    ),
  );
});

/** The advice of a decision tree against the measured winner, over all built-in scenarios. */
export const tree: Claim = defineClaim({
  id: 'decision-tree',
  claim:
    'Strict dependencies: a pipeline; many on the same event: fan-out; it needs a manager: a supervisor; else a swarm.',
  source: ARTICLES,
  type: 'E',
  means:
    "For each built-in scenario the tree's advice, read off its steps, is less than two points behind the best candidate on the heaviest objective. The best one is chosen in every other replication and compared in the others, so that luck does not choose it.",
  dependsOn:
    'How its questions are read: strict is a chain of more than half of the critical steps, a manager is needed where tasks have topics or steps nobody foresaw, a swarm is agents that hand over. The heaviest objective alone is compared, not the price.',
  settings,
  conditions,
});
