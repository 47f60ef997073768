import type { Claim } from './claim.js';
import { above, against, below, defineClaim, exactly, level, MATRIX, ratio, reading, when } from './say.js';
import { sla } from './sla.js';

/** As many attempts for a caller as the bus makes deliveries. */
const EQUAL = ['policies.retry.attempts=3'];

/** The rows of a decision matrix: orchestrate or choreograph? */
export const matrix: readonly Claim[] = [
  defineClaim({
    id: 'sequence-matters',
    claim: 'Where the sequence matters, orchestrate.',
    source: MATRIX,
    type: 'E',
    means:
      'Share of correct orders, whose steps depend on each other: higher under an engine than with events, where later events overtake one in five.',
    dependsOn: 'Whether a listener waits for all inputs of its step: if it does, the listeners keep the order.',
    settings: [
      {
        name: 'listeners wait',
        scenario: 'payments',
        set: ['faults.messages.reorder={share: 0.2, by: 30s}', 'patterns.choreography.join=wait'],
        patterns: ['workflow', 'choreography'],
      },
      {
        name: 'listeners begin',
        scenario: 'payments',
        set: ['faults.messages.reorder={share: 0.2, by: 30s}', 'patterns.choreography.join=any'],
        patterns: ['workflow', 'choreography'],
      },
    ],
    conditions: [
      when(
        'listeners wait for all inputs',
        above('correct, workflow minus choreography', against('correct', 'workflow', 'choreography', 'listeners wait')),
      ),
      when(
        'listeners start at the first event',
        above(
          'correct, workflow minus choreography',
          against('correct', 'workflow', 'choreography', 'listeners begin'),
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'recovery-critical',
    claim: 'Where recovery is critical, orchestrate.',
    source: MATRIX,
    type: 'E',
    means:
      'Share of orders that are not delivered in time, workflow minus choreography, while all participants crash at times.',
    dependsOn: 'Whether results are durable, and whether events are redelivered.',
    settings: [
      { name: 'durable', scenario: 'payments', set: EQUAL, patterns: ['workflow', 'choreography'], times: 2 },
      {
        name: 'not durable',
        scenario: 'payments',
        set: [...EQUAL, 'policies.durable=false'],
        patterns: ['workflow', 'choreography'],
        times: 2,
      },
      {
        name: 'no redelivery',
        scenario: 'payments',
        set: [...EQUAL, 'policies.redelivery.attempts=1', 'policies.deadLetters.alertAfter=.inf'],
        patterns: ['workflow', 'choreography'],
        times: 2,
      },
    ],
    conditions: (
      [
        ['results are durable and events are redelivered', 'durable'],
        ['results are not durable and events are redelivered', 'not durable'],
        ['results are durable and events are not redelivered', 'no redelivery'],
      ] as const
    ).map(([name, at]) =>
      when(
        name,
        below(
          'operational failures, workflow minus choreography',
          against('operationalFailures', 'workflow', 'choreography', at),
        ),
      ),
    ),
  }),
  defineClaim({
    id: 'scale-independently',
    claim: 'Where agents must scale independently, choreograph.',
    source: MATRIX,
    type: 'E',
    means:
      'With twice as many instances of every agent, the arrival rate at saturation rises by 50 % or more with events, and by less than 10 % under a supervisor.',
    dependsOn: 'Whether there is one coordinator: if it scales too, the difference disappears.',
    byConstruction:
      'With events only the agents can be a bottleneck, and a coordinator that does not scale keeps its capacity.',
    settings: [
      { name: 'four instances per role', scenario: 'support', patterns: ['supervisor', 'choreography'] },
      {
        name: 'eight instances per role',
        scenario: 'support',
        set: ['agents.defaults.instances=8'],
        patterns: ['supervisor', 'choreography'],
      },
      {
        name: 'eight instances per role, coordinator with capacity 2',
        scenario: 'support',
        set: ['agents.defaults.instances=8', 'coordinator.capacity=2'],
        patterns: ['supervisor', 'choreography'],
      },
    ],
    conditions: (
      [
        ['the coordinator does not scale', 'eight instances per role'],
        ['the coordinator scales too', 'eight instances per role, coordinator with capacity 2'],
      ] as const
    ).map(([name, at]) =>
      when(
        name,
        above(
          'arrival rate at saturation, choreography, doubled agents relative to unchanged',
          ratio(
            reading('choreography', 'saturation', at),
            reading('choreography', 'saturation', 'four instances per role'),
          ),
          1.5,
        ),
        below(
          'arrival rate at saturation, supervisor, doubled agents relative to unchanged',
          ratio(
            reading('supervisor', 'saturation', at),
            reading('supervisor', 'saturation', 'four instances per role'),
          ),
          1.1,
        ),
      ),
    ),
  }),
  defineClaim({
    id: 'debugging-ease',
    claim: 'Where debugging must be easy, orchestrate.',
    source: MATRIX,
    type: 'A/E',
    means:
      'Logs that somebody who does not know the path opens to find the origin of an escaped false claim: one under a workflow and under a supervisor, more under each decentralized pattern.',
    dependsOn:
      'Whether messages are traced, how many hops a false claim takes, and from how many agents a reader could have it: the decentralized patterns differ in this.',
    byConstruction: 'The log of a central participant holds every hop.',
    settings: [
      {
        name: 'article',
        scenario: 'article',
        patterns: ['workflow', 'supervisor', 'choreography', 'handoff', 'blackboard', 'mesh', 'pipeline'],
        times: 2,
      },
    ],
    conditions: ['pipeline', 'handoff', 'choreography', 'blackboard', 'mesh'].map((peers) =>
      when(
        `the decentralized pattern is ${peers}`,
        exactly('logs opened, workflow', level(reading('workflow', 'logsOpened')), 1),
        exactly('logs opened, supervisor', level(reading('supervisor', 'logsOpened')), 1),
        above(`logs opened, ${peers} minus workflow`, against('logsOpened', peers, 'workflow')),
      ),
    ),
  }),
  sla,
];
