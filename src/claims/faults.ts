import type { Claim } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, difference, level, ratio, reading, when } from './say.js';

const NO_REDELIVERY = [
  'policies.retry.attempts=3',
  'policies.redelivery.attempts=1',
  'policies.deadLetters.alertAfter=.inf',
];

/** Failed calls, slow steps, concurrent writes and wrong handoffs. */
export const faults: readonly Claim[] = [
  defineClaim({
    id: 'silent-failure',
    claim: 'A choreographed agent fails silently; redelivery and dead letters repair that.',
    source: ARTICLES,
    type: 'E',
    means:
      'Without redelivery, the choreography stalls more often than the workflow, and more often than it fails with a reported error. With redelivery, and an operator who handles dead letters, it stalls less often.',
    dependsOn:
      'How often calls fail: no caller waits for an event, so no participant notices that its result is missing.',
    byConstruction:
      'Choreography means that no caller waits for an event. How much redelivery repairs is not given by construction.',
    settings: ['payments', 'shipment'].flatMap((scenario) => [
      {
        name: `${scenario}, no redelivery`,
        scenario,
        set: NO_REDELIVERY,
        patterns: ['choreography', 'workflow'],
        times: scenario === 'payments' ? 2 : 1,
      },
      {
        name: `${scenario}, redelivery`,
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
          'stalled without redelivery, choreography minus workflow',
          against('stalled', 'choreography', 'workflow', `${scenario}, no redelivery`),
        ),
        above(
          'stalled minus failed without redelivery, choreography',
          difference(
            reading('choreography', 'stalled', `${scenario}, no redelivery`),
            reading('choreography', 'failed', `${scenario}, no redelivery`),
          ),
        ),
        below(
          'stalled, choreography with redelivery minus without',
          difference(
            reading('choreography', 'stalled', `${scenario}, redelivery`),
            reading('choreography', 'stalled', `${scenario}, no redelivery`),
          ),
        ),
      ),
    ),
  }),
  defineClaim({
    id: 'pipeline-stalls',
    claim: 'A slow step stalls the pipeline; timeouts and fallback paths repair that.',
    source: ARTICLES,
    type: 'E',
    means:
      'Share of posts that are late or lost, with a slow editor compared with an editor that always answers in time; then with a timeout and a fallback role compared with waiting.',
    dependsOn: 'How often the editor hangs, and the deadline.',
    settings: [
      { name: 'slow editor, no timeout', scenario: 'content', set: ['policies.timeout=10h'], patterns: ['pipeline'] },
      {
        name: 'prompt editor',
        scenario: 'content',
        set: ['policies.timeout=10h', 'agents.editor.latency=30s', 'agents.editor.hang=0'],
        patterns: ['pipeline'],
      },
      { name: 'slow editor, timeout and fallback', scenario: 'content', patterns: ['pipeline'] },
    ],
    conditions: [
      when(
        '',
        above(
          'operational failures, slow editor minus prompt editor',
          difference(
            reading('pipeline', 'operationalFailures', 'slow editor, no timeout'),
            reading('pipeline', 'operationalFailures', 'prompt editor'),
          ),
        ),
        below(
          'operational failures, with timeout and fallback minus without',
          difference(
            reading('pipeline', 'operationalFailures', 'slow editor, timeout and fallback'),
            reading('pipeline', 'operationalFailures', 'slow editor, no timeout'),
          ),
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'race-on-persist',
    claim: 'Two listeners on one event race on persist, and one of the two writes is lost.',
    short: 'Two listeners race on persist, and one write is lost.',
    source: ARTICLES,
    type: 'E',
    means:
      'Lost updates per task, with writes that overwrite and with writes that merge; with events, and with an engine that writes.',
    dependsOn: 'How close together the two writers finish: no update is lost if one reads what the other has written.',
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
          'lost updates, choreography minus workflow',
          against('lostUpdates', 'choreography', 'workflow', 'overwrite'),
        ),
      ),
      when('writes merge', above('lost updates, choreography', level(reading('choreography', 'lostUpdates', 'merge')))),
    ],
  }),
  defineClaim({
    id: 'handoff-loops',
    claim: 'Handoffs loop: agents hand work back and forth without end.',
    source: 'Azure Architecture Center, AI agent design patterns',
    type: 'E',
    means:
      'Share of tickets that end at the cap of twelve handoffs: more than 1 %. Also measured, detours: at least 10 % more messages than without wrong handoffs. A misunderstanding may be shared: the more the decisions on one ticket have in common (task.difficulty.correlation), the more often the same wrong belief sends it back, so this is varied too, with one wrong handoff in five.',
    dependsOn:
      'How often an agent hands over to the wrong one (agents.*.misroute), whether the next agent makes the same mistake (task.difficulty.correlation), and the cap.',
    sweeps: [
      {
        label: 'the share of wrong handoffs (agents.defaults.misroute)',
        paths: ['agents.defaults.misroute'],
        values: [0, 0.05, 0.1, 0.2, 0.4, 0.8],
        scenario: 'support',
        patterns: ['handoff'],
        says: 'tickets that end at the cap',
        contrast: level(reading('handoff', 'failed')),
        is: 'above',
        than: 0.01,
      },
      {
        label:
          'the correlation of decisions on the same question (task.difficulty.correlation), one handoff in five wrong,',
        paths: ['task.difficulty.correlation'],
        values: [0, 0.2, 0.4, 0.6, 0.8],
        scenario: 'support',
        set: ['agents.defaults.misroute=0.2'],
        patterns: ['handoff'],
        says: 'tickets that end at the cap',
        contrast: level(reading('handoff', 'failed')),
        is: 'above',
        than: 0.01,
      },
      {
        aside: true,
        label: 'the share of wrong handoffs, counting detours,',
        paths: ['agents.defaults.misroute'],
        values: [0.01, 0.05, 0.1, 0.2, 0.4],
        scenario: 'support',
        patterns: ['handoff'],
        arms: { 'with wrong handoffs': [], 'without any': ['agents.defaults.misroute=0'] },
        says: 'messages, with wrong handoffs relative to without',
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
