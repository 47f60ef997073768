import type { Claim } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, difference, level, ratio, reading, when } from './say.js';

const NO_REDELIVERY = [
  'policies.retry.attempts=3',
  'policies.redelivery.attempts=1',
  'policies.deadLetters.alertAfter=.inf',
];

/** What happens where something goes wrong. */
export const faults: readonly Claim[] = [
  defineClaim({
    id: 'silent-failure',
    claim: 'A choreographed agent that fails, fails silently; redelivery and dead letters mend it.',
    source: ARTICLES,
    type: 'E',
    means:
      'Without redelivery the choreography stalls more often than the workflow does, and more often than it fails aloud; with redelivery, and somebody who looks at the dead letters, it stalls less.',
    dependsOn: 'How often calls fail: what nobody waits for nobody misses.',
    byConstruction:
      'That an event has no caller who waits is what choreography is; how much redelivery mends is not given.',
    settings: ['payments', 'shipment'].flatMap((scenario) => [
      {
        name: `${scenario}, nothing is redelivered`,
        scenario,
        set: NO_REDELIVERY,
        patterns: ['choreography', 'workflow'],
        times: scenario === 'payments' ? 2 : 1,
      },
      {
        name: `${scenario}, redelivered`,
        scenario,
        set: ['policies.retry.attempts=3', 'policies.redelivery.attempts=3', 'policies.deadLetters.alertAfter=5m'],
        patterns: ['choreography', 'workflow'],
        times: scenario === 'payments' ? 2 : 1,
      },
    ]),
    conditions: ['payments', 'shipment'].map((scenario) =>
      when(
        `in ${scenario}`,
        above(
          'stalled without redelivery, choreography less workflow',
          against('stalled', 'choreography', 'workflow', `${scenario}, nothing is redelivered`),
        ),
        above(
          'stalled less failed without redelivery, choreography',
          difference(
            reading('choreography', 'stalled', `${scenario}, nothing is redelivered`),
            reading('choreography', 'failed', `${scenario}, nothing is redelivered`),
          ),
        ),
        below(
          'stalled, choreography with redelivery less without',
          difference(
            reading('choreography', 'stalled', `${scenario}, redelivered`),
            reading('choreography', 'stalled', `${scenario}, nothing is redelivered`),
          ),
        ),
      ),
    ),
  }),
  defineClaim({
    id: 'pipeline-stalls',
    claim: 'A slow step stalls the pipeline; time-outs and fallback paths mend it.',
    source: ARTICLES,
    type: 'E',
    means:
      'Posts that are late or lost, with the slow editor against one whose answers come in time; then with a time-out and a stand-in against waiting. The price is told: false claims that the stand-in lets through.',
    dependsOn: 'The share of answers that never come, and the deadline.',
    settings: [
      { name: 'slow, and nobody gives up', scenario: 'content', set: ['policies.timeout=10h'], patterns: ['pipeline'] },
      {
        name: 'an editor without a tail',
        scenario: 'content',
        set: ['policies.timeout=10h', 'agents.editor.latency=30s', 'agents.editor.hang=0'],
        patterns: ['pipeline'],
      },
      { name: 'slow, with a time-out and a stand-in', scenario: 'content', patterns: ['pipeline'] },
    ],
    conditions: [
      when(
        '',
        above(
          'operational failures, with the slow editor less without its tail',
          difference(
            reading('pipeline', 'operationalFailures', 'slow, and nobody gives up'),
            reading('pipeline', 'operationalFailures', 'an editor without a tail'),
          ),
        ),
        below(
          'operational failures, with the time-out less without',
          difference(
            reading('pipeline', 'operationalFailures', 'slow, with a time-out and a stand-in'),
            reading('pipeline', 'operationalFailures', 'slow, and nobody gives up'),
          ),
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'race-on-persist',
    claim: 'Two listeners on one event race on persist, and one of the two writes is lost.',
    source: ARTICLES,
    type: 'E',
    means:
      'Lost updates a task, where writes overwrite and where they merge, with events and with an engine that writes.',
    dependsOn:
      'How close together the two writers finish: they lose nothing where one reads what the other has written.',
    settings: [
      {
        name: 'overwrite',
        scenario: 'article',
        set: ['policies.writes=overwrite'],
        patterns: ['choreography', 'workflow'],
      },
      { name: 'merge', scenario: 'article', patterns: ['choreography', 'workflow'] },
    ],
    conditions: [
      when(
        'writes overwrite',
        above('lost updates, choreography', level(reading('choreography', 'lostUpdates', 'overwrite'))),
        above(
          'lost updates, choreography less workflow',
          against('lostUpdates', 'choreography', 'workflow', 'overwrite'),
        ),
      ),
      when('writes merge', above('lost updates, choreography', level(reading('choreography', 'lostUpdates', 'merge')))),
    ],
  }),
  defineClaim({
    id: 'handoff-loops',
    claim: 'Handoffs loop: agents hand work to and fro without an end.',
    source: 'Azure Architecture Center, AI agent design patterns',
    type: 'E',
    means:
      'Tickets that are broken off at twelve handoffs: more than one in a hundred. Beside it, detours: a tenth more handoffs than without wrong ones.',
    dependsOn: 'How often an agent hands over to the wrong one, and the cap.',
    sweeps: [
      {
        label: 'the share of wrong handoffs',
        paths: ['agents.defaults.misroute'],
        values: [0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8],
        scenario: 'support',
        patterns: ['handoff'],
        says: 'tickets broken off',
        contrast: level(reading('handoff', 'failed')),
        is: 'above',
        than: 0.01,
      },
      {
        aside: true,
        label: 'the share of wrong handoffs, where detours count,',
        paths: ['agents.defaults.misroute'],
        values: [0.01, 0.05, 0.1, 0.2, 0.4],
        scenario: 'support',
        patterns: ['handoff'],
        arms: { 'with wrong handoffs': [], 'without any': ['agents.defaults.misroute=0'] },
        says: 'messages, with wrong handoffs over without any',
        contrast: ratio(
          reading('handoff', 'messages', 'with wrong handoffs'),
          reading('handoff', 'messages', 'without any'),
        ),
        is: 'above',
        than: 1.1,
      },
    ],
  }),
];
