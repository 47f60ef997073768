import type { Claim, ClaimSweep, Statement } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, when } from './say.js';

const GROWN = ['task.steps.specialise.replicas', 'agents.specialist.instances'];
const set = (n: number): string[] => GROWN.map((path) => `${path}=${n}`);

/** By which of its objectives two patterns are compared: what is better, and which way. */
const OBJECTIVES = [
  ['correct', 'above'],
  ['cost', 'below'],
  ['latency', 'below'],
] as const;

const flipOf = (measure: string, is: 'above' | 'below', orchestrator: string): ClaimSweep => ({
  label: `the number of specialists, by ${measure} and against a ${orchestrator},`,
  paths: GROWN,
  values: [1, 2, 3, 4, 8, 16],
  isWhole: true,
  scenario: 'growth',
  patterns: ['choreography', orchestrator],
  times: 0.5,
  says: `${measure}, choreography less ${orchestrator}`,
  contrast: against(measure, 'choreography', orchestrator),
  is,
  than: 0,
  flipsWithin: [3, 5],
});

const ahead = (measure: string, is: 'above' | 'below', other: string, at: string): Statement =>
  (is === 'above' ? above : below)(
    `${measure}, choreography less ${other}`,
    against(measure, 'choreography', other, at),
  );

/** From how many agents on which coordination pays. */
export const size: readonly Claim[] = [
  defineClaim({
    id: 'under-three',
    claim: 'Under three agents simple orchestration is enough; event-driven coordination pays from four or five on.',
    source: ARTICLES,
    figure: 'four to five agents',
    type: 'E',
    means:
      'The team size from which choreography is ahead of a supervisor, and of a workflow, on each objective: it must lie at four or five agents, one of whom merges.',
    dependsOn: 'What "simple orchestration" is: a model that decides is behind at any size, code at none.',
    sweeps: ['supervisor', 'workflow'].flatMap((other) =>
      OBJECTIVES.map(([measure, is]) => flipOf(measure, is, other)),
    ),
  }),
  defineClaim({
    id: 'over-ten',
    claim: 'Over ten agents, use choreography.',
    source: ARTICLES,
    figure: 'ten agents',
    type: 'E',
    means:
      'With 12 and with 30 specialists, choreography is ahead of each kind of orchestration by correct, cost and latency alike.',
    dependsOn: 'Again what orchestrates: against code there is nothing to gain where nothing fails and nobody queues.',
    settings: [12, 30].map((n) => ({
      name: `${n} specialists`,
      scenario: 'growth',
      set: set(n),
      patterns: ['choreography', 'supervisor', 'lead-and-subagents', 'workflow', 'fan-out-fan-in'],
      times: 0.5,
    })),
    conditions: ['supervisor', 'lead-and-subagents', 'workflow', 'fan-out-fan-in'].flatMap((other) =>
      OBJECTIVES.map(([measure, is]) =>
        when(`by ${measure} against a ${other}`, ...[12, 30].map((n) => ahead(measure, is, other, `${n} specialists`))),
      ),
    ),
  }),
];
