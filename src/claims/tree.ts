import { flowOf, type TaskFlow } from '../scenario/flow.js';
import type { Scenario } from '../scenario/scenario.js';
import { mean, pairedDifference } from '../statistics/estimates.js';
import { firstObjective } from '../study/effort.js';
import type { Claim, ClaimReading, ClaimSetting, Condition } from './claim.js';
import { ARTICLES, below, defineClaim, reading, when } from './say.js';

/** The patterns that the tree can advise; every scenario compares these. */
const LEAVES = ['pipeline', 'fan-out', 'fan-out-fan-in', 'supervisor', 'handoff'];

/** By scenario: the measure of its first objective, and its own candidates. */
const SCENARIOS: Readonly<Record<string, readonly [measure: string, ...others: string[]]>> = {
  announce: ['correct', 'workflow', 'choreography', 'lead-and-subagents'],
  article: ['correct', 'workflow', 'maker-checker', 'debate', 'lead-and-subagents', 'choreography'],
  coding: ['correct', 'workflow', 'lead-and-subagents', 'group-chat', 'choreography', 'maker-checker'],
  content: ['operationalFailures', 'workflow', 'choreography', 'overseer'],
  debate: ['correct', 'debate', 'maker-checker', 'vote', 'polite-debate'],
  growth: ['correct', 'workflow', 'lead-and-subagents', 'choreography', 'mesh'],
  payments: ['operationalFailures', 'workflow', 'choreography', 'critical-path-hybrid'],
  research: ['correct', 'workflow', 'lead-and-subagents', 'choreography', 'blackboard', 'mesh', 'trunk-and-meshes'],
  scraping: ['operationalFailures', 'workflow', 'lead-and-subagents', 'choreography', 'overseer'],
  shipment: ['operationalFailures', 'workflow', 'choreography', 'critical-path-hybrid'],
  support: ['correct', 'router', 'choreography', 'blackboard'],
};

/** A pattern that is behind by less than this share of tasks counts as equally good. */
const MARGIN = 0.02;

/** Which pattern the tree advises for a scenario's task, by what its steps need of each other. */
export function advised({ task }: Scenario): string {
  return ADVICE[flowOf(task)];
}

const ADVICE: Readonly<Record<TaskFlow, string>> = {
  chain: 'pipeline',
  merged: 'fan-out-fan-in',
  apart: 'fan-out',
  decided: 'supervisor',
  other: 'handoff',
};

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
      `${isHigher ? 'correct' : 'operational failures'}, best candidate minus advised pattern in ${name}`,
      {
        kind: 'computed',
        unit: 'share',
        isDifference: true,
        readings,
        compute: (read, scenario) => {
          if (firstObjective(scenario(name)).id !== measure)
            throw new RangeError(`The first objective of ${name} is another measure.`);
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
    'Strict dependencies: pipeline. Several steps on one event: fan-out. A manager is needed: supervisor. Otherwise: swarm.',
  short: 'Dependencies: pipeline. One event: fan-out. A manager: supervisor. Otherwise: swarm.',
  source: ARTICLES,
  type: 'E',
  means:
    'In each built-in scenario, the pattern that the tree advises for its steps is less than two points behind the best candidate on the first objective. The best candidate is chosen from one half of the replications and compared in the other half, so that chance does not choose it.',
  dependsOn:
    'How the questions of the tree are read: dependencies are strict if more than half of the critical steps form a chain; a manager is needed if tasks have topics or unforeseen steps; a swarm means handoff. Only the first objective is compared, not the cost.',
  settings,
  conditions,
});
