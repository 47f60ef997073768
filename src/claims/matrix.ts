import type { Claim } from './claim.js';
import { above, against, below, defineClaim, exactly, level, ratio, reading, when } from './say.js';

const MATRIX = 'a decision matrix in articles on agent orchestration, quoted without data';

/** As many attempts for who waits as the bus makes. */
const EQUAL = ['policies.retry.attempts=3'];

/** The rows of a decision matrix: orchestrate or choreograph? */
export const matrix: readonly Claim[] = [
  defineClaim({
    id: 'sequence-matters',
    claim: 'Where the sequence matters, orchestrate.',
    source: MATRIX,
    type: 'E',
    means:
      'Orders of which each step must come after others end well more often under an engine than with events, of which one in five is overtaken by later ones.',
    dependsOn: 'Whether a listener waits for all that its step needs: then the order is kept by whoever needs it.',
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
        'listeners wait for all that they need',
        above('correct, workflow less choreography', against('correct', 'workflow', 'choreography', 'listeners wait')),
      ),
      when(
        'listeners begin with the first event',
        above('correct, workflow less choreography', against('correct', 'workflow', 'choreography', 'listeners begin')),
      ),
    ],
  }),
  defineClaim({
    id: 'recovery-critical',
    claim: 'Where recovery is critical, orchestrate.',
    source: MATRIX,
    type: 'E',
    means:
      'Orders that are not delivered in time, under an engine less with events, while everything crashes now and then.',
    dependsOn: 'Whether results are durable, and whether events are delivered again.',
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
        name: 'nothing is redelivered',
        scenario: 'payments',
        set: [...EQUAL, 'policies.redelivery.attempts=1', 'policies.deadLetters.alertAfter=.inf'],
        patterns: ['workflow', 'choreography'],
        times: 2,
      },
    ],
    conditions: (
      [
        ['results are durable, and events are delivered again', 'durable'],
        ['results are not durable, and events are delivered again', 'not durable'],
        ['results are durable, and events are not delivered again', 'nothing is redelivered'],
      ] as const
    ).map(([name, at]) =>
      when(
        name,
        below(
          'operational failures, workflow less choreography',
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
      'With twice as many of every agent, the tickets an hour that the busiest part can take rise by half or more with events, and by less than a tenth under a supervisor.',
    dependsOn: 'That the coordinator is one: where it can be multiplied too, the difference goes.',
    byConstruction:
      'With events agents are the only thing that can be busy; a coordinator that is not multiplied stays what it is.',
    settings: [
      { name: 'four of each', scenario: 'support', patterns: ['supervisor', 'choreography'] },
      {
        name: 'eight of each',
        scenario: 'support',
        set: ['agents.defaults.instances=8'],
        patterns: ['supervisor', 'choreography'],
      },
      {
        name: 'eight of each, and the coordinator does two at once',
        scenario: 'support',
        set: ['agents.defaults.instances=8', 'coordinator.capacity=2'],
        patterns: ['supervisor', 'choreography'],
      },
    ],
    conditions: (
      [
        ['the coordinator stays one', 'eight of each'],
        ['the coordinator scales too', 'eight of each, and the coordinator does two at once'],
      ] as const
    ).map(([name, at]) =>
      when(
        name,
        above(
          'tickets an hour at most, choreography, twice the agents over once',
          ratio(reading('choreography', 'saturation', at), reading('choreography', 'saturation', 'four of each')),
          1.5,
        ),
        below(
          'tickets an hour at most, supervisor, twice the agents over once',
          ratio(reading('supervisor', 'saturation', at), reading('supervisor', 'saturation', 'four of each')),
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
      'Logs to join for an escaped false claim: one under an engine and a supervisor, and more in each pattern of peers.',
    dependsOn: 'Whether messages are traced; and how many hops a false claim takes, which is what peers differ in.',
    byConstruction: 'A centre sees every hop.',
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
        `the other is a ${peers}`,
        exactly('logs to join, workflow', level(reading('workflow', 'logsToJoin')), 1),
        exactly('logs to join, supervisor', level(reading('supervisor', 'logsToJoin')), 1),
        above(`logs to join, ${peers} less workflow`, against('logsToJoin', peers, 'workflow')),
      ),
    ),
  }),
  defineClaim({
    id: 'sla',
    claim: 'Where an SLA must be met, orchestrate: somebody watches the clock.',
    source: MATRIX,
    type: 'E',
    means:
      'Orders that are not delivered by the deadline, under an engine less with events, as the deadline is drawn in.',
    dependsOn:
      'Redelivery waits for its idle time before it tries again, a caller retries at once; and what fails for good is compensated by the one and waits for somebody in the other.',
    sweeps: [
      {
        label: 'the deadline',
        paths: ['policies.deadline'],
        values: [30, 60, 120, 300, 600],
        unit: 's',
        scale: 'log',
        scenario: 'payments',
        set: EQUAL,
        patterns: ['workflow', 'choreography'],
        says: 'operational failures, workflow less choreography',
        contrast: against('operationalFailures', 'workflow', 'choreography'),
        is: 'below',
        than: 0,
      },
    ],
  }),
];
