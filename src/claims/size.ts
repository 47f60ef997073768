import type { Claim, ClaimSweep, Statement } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, when } from './say.js';

const GROWN = ['task.steps.specialise.replicas', 'agents.specialist.instances'];
const set = (n: number): string[] => GROWN.map((path) => `${path}=${n}`);

/** The objectives on which two patterns are compared, each with its better direction. */
const OBJECTIVES = [
  ['correct', 'above'],
  ['cost', 'below'],
  ['latency', 'below'],
] as const;

const flipOf = (measure: string, is: 'above' | 'below', orchestrator: string): ClaimSweep => ({
  label: `the number of specialists (${measure}, against ${orchestrator})`,
  paths: GROWN,
  values: [1, 2, 3, 4, 8, 16],
  isWhole: true,
  scenario: 'growth',
  patterns: ['choreography', orchestrator],
  times: 0.5,
  says: `${measure}, choreography minus ${orchestrator}`,
  contrast: against(measure, 'choreography', orchestrator),
  is,
  than: 0,
  flipsWithin: [3, 5],
});

const ahead = (measure: string, is: 'above' | 'below', other: string, at: string): Statement =>
  (is === 'above' ? above : below)(
    `${measure}, choreography minus ${other}`,
    against(measure, 'choreography', other, at),
  );

/** From which team size on a kind of coordination pays. */
export const size: readonly Claim[] = [
  defineClaim({
    id: 'under-three',
    claim: 'Under three agents simple orchestration is enough; event-driven coordination pays from four or five on.',
    short: 'Under three agents orchestration is enough; events pay from four on.',
    source: ARTICLES,
    figure: 'four to five agents',
    type: 'E',
    means:
      'The team size from which choreography is ahead of a supervisor, and of a workflow, on each objective: it must be four or five agents, the merging agent included.',
    dependsOn: 'What "simple orchestration" means: a model that decides is behind at every size, code at none.',
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
      'With 12 and with 30 specialists, choreography is ahead of each kind of orchestration on correct, cost and latency.',
    dependsOn: 'What orchestrates: compared with code, choreography gains nothing if nothing fails and no task queues.',
    settings: [12, 30].map((n) => ({
      name: `${n} specialists`,
      scenario: 'growth',
      set: set(n),
      patterns: ['choreography', 'supervisor', 'lead-and-subagents', 'workflow', 'fan-out-fan-in'],
      times: 0.5,
    })),
    conditions: ['supervisor', 'lead-and-subagents', 'workflow', 'fan-out-fan-in'].flatMap((other) =>
      OBJECTIVES.map(([measure, is]) =>
        when(`by ${measure} against ${other}`, ...[12, 30].map((n) => ahead(measure, is, other, `${n} specialists`))),
      ),
    ),
  }),
];
