import type { Claim, ClaimSweep } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, ratio, reading, when } from './say.js';

/** Tickets at a growing arrival rate. */
const RATE: Pick<ClaimSweep, 'label' | 'paths' | 'unit' | 'scenario'> = {
  label: 'the arrival rate',
  paths: ['workload.arrivals.poisson'],
  unit: '/h',
  scenario: 'support',
};

/** Of orchestrator-bottleneck: its settings by name, and what they change in support. */
const LIMITED = 'provider limits';
const FREE = 'no limits';
const ONE = 'one call at a time';
const TEAMS = ['supervisor', 'choreography'];
/** Agents as stateless calls. */
const ANY_NUMBER = ['agents.defaults.capacity=.inf', 'coordinator.capacity=.inf'];
const BUSY = 'workload.arrivals.poisson=360/h';
/** All call one model on a first tier. */
const LIMITS = [
  ...ANY_NUMBER,
  'coordinator.model=medium',
  'models.medium={ limits: { tier: anthropic/tier-1, whenExceeded: wait } }',
];

/** Queues, rate limits, and parallel work. */
export const load: readonly Claim[] = [
  defineClaim({
    id: 'orchestrator-bottleneck',
    claim: 'A central coordinator becomes a bottleneck.',
    source: `${ARTICLES}; Azure Architecture Center, Choreography pattern`,
    type: 'E',
    means:
      'Share of correct tickets, choreography minus supervisor, as the arrival rate grows: the rate from which choreography is ahead. Agents and coordinator serve any number of calls at once, as agents on an API do; all of them call one model, whose provider limits them (anthropic/tier-1, calls over a limit wait). Also measured: the arrival rate at which the first limit is reached, the same without limits, and with a coordinator that serves one call at a time.',
    dependsOn:
      'What the provider admits. A coordinator is one more reader of everything: it is its tokens that reach the limit, not the coordinator itself. Without limits it is no bottleneck.',
    settings: [
      { name: LIMITED, scenario: 'support', set: LIMITS, patterns: TEAMS },
      { name: FREE, scenario: 'support', set: [...ANY_NUMBER, BUSY], patterns: TEAMS },
      { name: ONE, scenario: 'support', patterns: TEAMS },
    ],
    conditions: [
      when(
        'the provider limits the model that all call',
        below(
          'arrival rate at saturation, supervisor relative to choreography',
          ratio(reading('supervisor', 'saturation', LIMITED), reading('choreography', 'saturation', LIMITED)),
          1,
        ),
      ),
      when(
        'nothing is limited and 360 tickets come an hour',
        above('correct, choreography minus supervisor', against('correct', 'choreography', 'supervisor', FREE)),
      ),
      when(
        'a coordinator serves one call at a time',
        below(
          'arrival rate at saturation, supervisor relative to choreography',
          ratio(reading('supervisor', 'saturation', ONE), reading('choreography', 'saturation', ONE)),
          1,
        ),
      ),
    ],
    sweeps: [
      {
        ...RATE,
        set: LIMITS,
        values: [40, 80, 120, 160, 200, 280, 360],
        patterns: TEAMS,
        says: 'correct, choreography minus supervisor',
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
      'A supervisor, one call at a time, costs more and takes longer than code that starts all steps at once and merges them, and is correct at most five points more often.',
    dependsOn:
      'Whether the work was foreseen: only a model that decides at run time can do steps that were not designed into the flow, and that may be worth the cost.',
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
        ['a post goes to four channels', 'announce', 'fan-out-fan-in'],
        ['all research steps are foreseen', 'research, all foreseen', 'workflow'],
        ['some research steps are not foreseen', 'research', 'workflow'],
      ] as const
    ).map(([name, at, other]) =>
      when(
        name,
        above(
          `cost, supervisor relative to ${other}`,
          ratio(reading('supervisor', 'cost', at), reading(other, 'cost', at)),
          1,
        ),
        above(
          `latency, supervisor relative to ${other}`,
          ratio(reading('supervisor', 'latency', at), reading(other, 'latency', at)),
          1,
        ),
        below(`correct, supervisor minus ${other}`, against('correct', 'supervisor', other, at), 0.05),
      ),
    ),
  }),
  defineClaim({
    id: 'fan-out-not-merge',
    claim: 'Fan-out fails when results must be merged or put in order.',
    source: ARTICLES,
    type: 'E',
    means:
      'Share of correct posts, fan-out (fire and forget) minus workflow, which waits for the channels, as more posts need a digest of all channels.',
    dependsOn:
      'How good a guess is (agents.defaults.guess), and what else fire and forget loses: failed calls are not retried.',
    byConstruction: 'A pattern that starts all steps at once makes steps guess inputs that they should have read.',
    sweeps: [
      {
        label: 'the share of posts that need a digest',
        paths: ['task.steps.digest.probability'],
        values: [0, 0.1, 0.25, 0.5, 1],
        scenario: 'announce',
        set: ['agents.defaults.failure=0'],
        patterns: ['fan-out', 'workflow'],
        says: 'correct, fan-out minus workflow',
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
      'Latency of sixteen parallel steps and a merge, relative to the same steps in sequence: above 1, waiting for the quota costs more than parallel work saves.',
    dependsOn:
      'The quota compared with the requests of the work; whether calls above the quota wait (provider.maxQueue) or are refused.',
    sweeps: [
      {
        label: 'the request limit per minute',
        paths: ['provider.requestsPerMinute'],
        values: [2, 5, 10, 30, 100, 600],
        scale: 'log',
        scenario: 'growth',
        set: ['task.steps.specialise.replicas=16', 'agents.specialist.instances=16', 'policies.deadline=3m'],
        patterns: ['fan-out-fan-in', 'pipeline'],
        times: 0.25,
        says: 'latency, fan-out-fan-in relative to pipeline',
        contrast: ratio(reading('fan-out-fan-in', 'latency'), reading('pipeline', 'latency')),
        is: 'above',
        than: 1,
      },
      {
        label: 'the request limit per minute, if at most four calls may wait,',
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
        says: 'failed, fan-out-fan-in minus pipeline',
        contrast: against('failed', 'fan-out-fan-in', 'pipeline'),
        is: 'above',
        than: 0,
      },
    ],
  }),
];
