import type { Claim, ClaimSweep } from './claim.js';
import { against, below, defineClaim, difference, level, MATRIX, reading, when } from './say.js';

/** Nothing fails, crashes or is written to disk: only service times, hops and queues are left. */
const QUIET = [
  'policies.deadline=100ms',
  'policies.durable=false',
  'agents.defaults.failure=0',
  'agents.shipper.failure=0',
  'faults.messages.loss=0',
  'faults.messages.delay=1ms',
  ...['agents.defaults', 'engine', 'coordinator', 'generalist'].map((part) => `faults.${part}.crash.mtbf=100000d`),
];

const exponential = (mean: string): string[] => [
  `agents.defaults.latency={exponential: {mean: ${mean}}}`,
  `coordinator.latency={exponential: {mean: ${mean}}}`,
];

/** A stream of orders, so that a centre can become a bottleneck. */
const STREAM = ['workload.tasks=200', 'workload.arrivals={poisson: 1/s}'];

const SERVICE: Pick<ClaimSweep, 'label' | 'paths' | 'values' | 'unit' | 'scale' | 'scenario' | 'set' | 'patterns'> = {
  label: 'the mean service time of a call',
  paths: ['agents.defaults.latency.exponential.mean', 'coordinator.latency.exponential.mean'],
  values: [3, 10, 30, 100],
  unit: 'ms',
  scale: 'log',
  scenario: 'payments',
  set: [...QUIET, ...exponential('10ms')],
  patterns: ['supervisor', 'choreography'],
};

const missed = (pattern: string, at?: string) => level(reading(pattern, 'operationalFailures', at));

/** A deadline of 100 ms. */
export const sla: Claim = defineClaim({
  id: 'sla',
  claim: 'For a response within 100 ms orchestration is the bottleneck, and choreography fits.',
  short: 'For 100 ms orchestration is the bottleneck, and choreography fits.',
  source: MATRIX,
  figure: '100 ms',
  type: 'E',
  means:
    'Share of orders that miss a deadline of 100 ms, where nothing fails: lower under choreography than under a supervisor, and at a growing arrival rate by five points; where the centre is code, which hardly adds to the time, the latency of choreography is to be below that of a workflow. It also has to fit: fewer than half of the orders of the choreography are late. Calls take the time to the first token of the built-in small language model, or a mean of 10 ms as a small classifier does (the decisions of the supervisor too); then the mean is varied.',
  dependsOn:
    'How long a call takes. An order has four calls one after the other, so no pattern can answer within 100 ms if a call takes longer than a quarter of that; a language model takes longer than 100 ms to its first token. A supervisor adds a decision before each step. Code decides without delay, and its calls do not pass the broker (1 ms here).',
  byConstruction:
    'An engine decides in no time and has no capacity that could be used up, so it cannot be a bottleneck here.',
  settings: [
    { name: '10 ms', scenario: 'payments', set: SERVICE.set!, patterns: ['supervisor', 'workflow', 'choreography'] },
    {
      name: 'small language model',
      scenario: 'payments',
      set: [
        ...QUIET,
        // No call is shorter than the time to the first token of the built-in small model.
        'agents.defaults.latency={lognormal: {median: 0.9s, p95: 2.5s}}',
        'coordinator.latency={lognormal: {median: 0.9s, p95: 2.5s}}',
      ],
      patterns: ['choreography'],
    },
  ],
  conditions: [
    when(
      'the centre is a model and each call takes 10 ms',
      below(
        'late orders, choreography minus supervisor',
        against('operationalFailures', 'choreography', 'supervisor', '10 ms'),
      ),
      below('late orders, choreography', missed('choreography', '10 ms'), 0.5),
    ),
    when(
      'the centre is code and each call takes 10 ms',
      below('latency, choreography minus workflow', against('latency', 'choreography', 'workflow', '10 ms')),
      below('late orders, choreography', missed('choreography', '10 ms'), 0.5),
    ),
    when(
      'agents are small language models',
      below('late orders, choreography', missed('choreography', 'small language model'), 0.5),
    ),
  ],
  sweeps: [
    {
      ...SERVICE,
      says: 'late orders, choreography minus supervisor',
      contrast: against('operationalFailures', 'choreography', 'supervisor'),
      is: 'below',
      than: 0,
    },
    {
      ...SERVICE,
      aside: true,
      label: `${SERVICE.label}, counting the late orders of the choreography,`,
      says: 'late orders, choreography',
      contrast: missed('choreography'),
      is: 'below',
      than: 0.5,
    },
    {
      label: 'the arrival rate (if calls take 5 ms)',
      paths: ['workload.arrivals.poisson'],
      values: [1, 10, 20, 30, 40],
      unit: '/s',
      scenario: 'payments',
      set: [...QUIET, ...exponential('5ms'), ...STREAM],
      patterns: ['supervisor', 'choreography'],
      says: 'late orders, supervisor minus choreography',
      contrast: difference(
        reading('supervisor', 'operationalFailures'),
        reading('choreography', 'operationalFailures'),
      ),
      is: 'above',
      than: 0.05,
    },
  ],
});
