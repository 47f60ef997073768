import type { Claim, ClaimSweep } from './claim.js';
import { ARTICLES, above, against, below, beside, defineClaim, difference, ratio, reading, when } from './say.js';

const OVERWRITE = 'writes overwrite';
const MERGE = 'writes merge';

/** Failed attempts at shipping, with a cap on attempts and as good as without. */
const ATTEMPTS: Pick<ClaimSweep, 'paths' | 'values' | 'scenario' | 'set' | 'patterns' | 'arms' | 'times'> = {
  paths: ['agents.shipper.failure'],
  values: [0.05, 0.2, 0.5, 0.8, 0.95],
  scenario: 'payments',
  set: ['policies.retry.backoff.factor=1'],
  patterns: ['workflow'],
  arms: { 'without end': ['policies.retry.attempts=1000'], 'three attempts': ['policies.retry.attempts=3'] },
  times: 0.5,
};

const endless = (measure: string) =>
  [reading('workflow', measure, 'without end'), reading('workflow', measure, 'three attempts')] as const;

/** What is lost between two agents: parts of a document, attempts, and events that no agent can handle. */
export const delivery: readonly Claim[] = [
  defineClaim({
    id: 'explicit-handoffs',
    claim: 'Implement explicit handoff protocols between agents, not implicit ones through shared state.',
    source: ARTICLES,
    type: 'E',
    means:
      'Owed claims that are missing from the result, and the share of correct articles: with a document to which listeners write (choreography) and with a board that agents read (blackboard), compared with a conversation that is handed over. Less must be missing and more must be correct with the handoff.',
    dependsOn:
      'Whether concurrent writes to the document overwrite each other, and whether two agents write at the same time. A handoff has one agent active at a time, so it cannot lose a write, and pays for that with time.',
    byConstruction: 'A conversation that travels has one writer at a time.',
    settings: [
      {
        name: OVERWRITE,
        scenario: 'article',
        set: ['policies.writes=overwrite'],
        patterns: ['choreography', 'handoff', 'blackboard'],
      },
      { name: MERGE, scenario: 'article', patterns: ['choreography', 'handoff', 'blackboard'] },
    ],
    conditions: [
      ...(
        [
          ['the shared state is a document that writers overwrite', 'choreography', OVERWRITE],
          ['the shared state is a document that merges writes', 'choreography', MERGE],
          ['the shared state is a board', 'blackboard', MERGE],
        ] as const
      ).map(([name, shared, at]) =>
        when(
          name,
          above(`missing claims, ${shared} minus handoff`, against('missing', shared, 'handoff', at)),
          above(`correct, handoff minus ${shared}`, against('correct', 'handoff', shared, at)),
        ),
      ),
      beside(
        'the time that it takes is counted',
        below('latency, handoff minus choreography', against('latency', 'handoff', 'choreography', MERGE)),
      ),
    ],
  }),
  defineClaim({
    id: 'endless-retries',
    claim: 'Get the coordination wrong, and agents retry endlessly.',
    source: ARTICLES,
    type: 'E',
    means:
      'Calls per order if attempts are as good as not limited (1000), relative to a cap of three: 1.5 times or more. Also measured: whether fewer orders fail or are late.',
    dependsOn:
      'How likely the next attempt is to fail too, and the wait between attempts (1 s here, and it does not grow).',
    byConstruction: 'With independent attempts their mean number is 1 / (1 - failure), whatever coordinates them.',
    sweeps: [
      {
        ...ATTEMPTS,
        label: 'the share of attempts at shipping that fail (agents.shipper.failure)',
        says: 'calls, without a cap relative to three attempts',
        contrast: ratio(...endless('calls')),
        is: 'above',
        than: 1.5,
      },
      {
        ...ATTEMPTS,
        aside: true,
        label: 'the share of attempts at shipping that fail, counting orders that are not delivered in time,',
        says: 'operational failures, without a cap minus three attempts',
        contrast: difference(...endless('operationalFailures')),
        is: 'below',
        than: 0,
      },
    ],
  }),
  defineClaim({
    id: 'dead-letter-alerts',
    claim: 'Use a dead-letter queue, and set up alerts when events are unprocessed for more than X minutes.',
    short: 'Use a dead-letter queue, with alerts on events left unprocessed.',
    source: ARTICLES,
    figure: 'X minutes, without a number',
    type: 'E',
    means:
      'Share of orders that are not delivered within ten minutes, with an operator who is alerted after X minutes minus without an alert: below zero. X is varied.',
    dependsOn:
      'The deadline: the operator must be done before it, so X has to be well below it. How many events end there: one delivery in five of the shipper fails here, and none is repeated by the bus.',
    byConstruction: 'An operator delivers a dead letter once more, so an alert that comes in time cannot do harm.',
    sweeps: [
      {
        label: 'X (policies.deadLetters.alertAfter)',
        paths: ['policies.deadLetters.alertAfter'],
        values: [1, 2, 5, 8, 10, 15],
        unit: 'm',
        scenario: 'payments',
        set: ['policies.redelivery.attempts=1'],
        patterns: ['choreography'],
        arms: { alert: [], 'no alert': ['policies.deadLetters.alertAfter=.inf'] },
        says: 'operational failures, with the alert minus without',
        contrast: difference(
          reading('choreography', 'operationalFailures', 'alert'),
          reading('choreography', 'operationalFailures', 'no alert'),
        ),
        is: 'below',
        than: 0,
      },
    ],
  }),
];
