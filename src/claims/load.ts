import type { Claim, ClaimSweep } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, ratio, reading, when } from './say.js';

/** Tickets that come faster and faster. */
const RATE: Pick<ClaimSweep, 'label' | 'paths' | 'unit' | 'scenario'> = {
  label: 'tickets an hour',
  paths: ['workload.arrivals.poisson'],
  unit: '/h',
  scenario: 'support',
};

/** Queues, limits, and work that could go on at once. */
export const load: readonly Claim[] = [
  defineClaim({
    id: 'orchestrator-bottleneck',
    claim: 'A central coordinator becomes a bottleneck.',
    source: `${ARTICLES}; Azure Architecture Center, Choreography pattern`,
    type: 'E',
    means:
      'Tickets that end well, with events less with a supervisor, as they come faster: the rate at which events overtake. Beside it, the tickets that its busiest part can take at most.',
    dependsOn: 'How long the coordinator takes a decision, how many it takes at once, and the deadline.',
    settings: [{ name: 'support', scenario: 'support', patterns: ['supervisor', 'choreography'] }],
    conditions: [
      when(
        '',
        below(
          'tickets an hour that its busiest part can take, supervisor over choreography',
          ratio(reading('supervisor', 'saturation'), reading('choreography', 'saturation')),
          1,
        ),
      ),
    ],
    sweeps: [
      {
        ...RATE,
        values: [40, 80, 120, 160, 200, 280, 360],
        patterns: ['supervisor', 'choreography'],
        says: 'correct, choreography less supervisor',
        contrast: against('correct', 'choreography', 'supervisor'),
        is: 'above',
        than: 0,
      },
    ],
  }),
  defineClaim({
    id: 'fan-out-wasteful',
    claim: 'For wide independent fan-out, a synchronous centre is wasteful.',
    source: ARTICLES,
    type: 'E',
    means:
      'A supervisor, one call at a time, costs more and takes longer than code that starts all at once and merges, and is not more often right.',
    dependsOn:
      'Whether the work was foreseen: what nobody wrote down, only who decides at run time can do, and that may be worth the waste.',
    settings: [
      { name: 'announce', scenario: 'announce', patterns: ['supervisor', 'fan-out-fan-in', 'workflow'] },
      { name: 'research', scenario: 'research', patterns: ['supervisor', 'workflow'] },
      {
        name: 'research, all foreseen',
        scenario: 'research',
        set: [
          'task.steps.follow-1.foreseen=1',
          'task.steps.follow-2.foreseen=1',
          'task.steps.follow-3.foreseen=1',
          'task.steps.follow-4.foreseen=1',
        ],
        patterns: ['supervisor', 'workflow'],
      },
    ],
    conditions: (
      [
        ['four channels are announced', 'announce', 'fan-out-fan-in'],
        ['research was foreseen', 'research, all foreseen', 'workflow'],
        ['research is partly not foreseen', 'research', 'workflow'],
      ] as const
    ).map(([name, at, other]) =>
      when(
        name,
        above(
          `cost, supervisor over ${other}`,
          ratio(reading('supervisor', 'cost', at), reading(other, 'cost', at)),
          1,
        ),
        above(
          `latency, supervisor over ${other}`,
          ratio(reading('supervisor', 'latency', at), reading(other, 'latency', at)),
          1,
        ),
        below(`correct, supervisor less ${other}`, against('correct', 'supervisor', other, at), 0.05),
      ),
    ),
  }),
  defineClaim({
    id: 'fan-out-not-merge',
    claim: 'Fan-out fails when results must be merged or put in order.',
    source: ARTICLES,
    type: 'E',
    means:
      'Posts that end well, with fire and forget less with a workflow that waits for the channels, as more posts need a digest of all of them.',
    dependsOn:
      'How good a guess is (agents.defaults.guess), and what else fire and forget loses: nobody tries again what failed.',
    byConstruction: 'Who starts all steps at once has steps guess what they should have read.',
    sweeps: [
      {
        label: 'the share of posts that need a digest',
        paths: ['task.steps.digest.probability'],
        values: [0, 0.1, 0.25, 0.5, 1],
        scenario: 'announce',
        set: ['agents.defaults.failure=0'],
        patterns: ['fan-out', 'workflow'],
        says: 'correct, fan-out less workflow',
        contrast: against('correct', 'fan-out', 'workflow'),
        is: 'below',
        than: 0,
      },
    ],
  }),
  defineClaim({
    id: 'concurrent-quota',
    claim: 'Concurrent work suffers where the quota of the model is tight.',
    source: 'Azure Architecture Center, AI agent design patterns',
    type: 'E',
    means:
      'Latency of sixteen at once and one who merges, over that of the same work one after the other: above 1 the quota has eaten what was gained.',
    dependsOn: 'The quota against what the work takes; whether a refused call waits (maxQueue) or fails.',
    sweeps: [
      {
        label: 'requests a minute',
        paths: ['provider.requestsPerMinute'],
        values: [2, 5, 10, 30, 100, 600],
        scale: 'log',
        scenario: 'growth',
        set: ['task.steps.specialise.replicas=16', 'agents.specialist.instances=16', 'policies.deadline=3m'],
        patterns: ['fan-out-fan-in', 'pipeline'],
        times: 0.25,
        says: 'latency, fan-out with a collector over pipeline',
        contrast: ratio(reading('fan-out-fan-in', 'latency'), reading('pipeline', 'latency')),
        is: 'above',
        than: 1,
      },
      {
        label: 'requests a minute, where four calls may wait and others are refused,',
        paths: ['provider.requestsPerMinute'],
        values: [2, 5, 10, 30, 100, 600],
        scale: 'log',
        scenario: 'growth',
        set: [
          'task.steps.specialise.replicas=16',
          'agents.specialist.instances=16',
          'provider.maxQueue=4',
          'policies.retry.attempts=3',
        ],
        patterns: ['fan-out-fan-in', 'pipeline'],
        times: 0.25,
        says: 'failed, fan-out with a collector less pipeline',
        contrast: against('failed', 'fan-out-fan-in', 'pipeline'),
        is: 'above',
        than: 0,
      },
    ],
  }),
];
