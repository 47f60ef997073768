import type { Claim } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, difference, level, ratio, reading, when } from './say.js';

/** Ways to coordinate: by code, by a model, by a fixed order, by events, by both. */
const COORDINATED = ['workflow', 'supervisor', 'pipeline', 'choreography', 'critical-path-hybrid'];

const CENTRES = ['router', 'supervisor', 'workflow'];
const SWARMS = ['handoff', 'blackboard', 'mesh', 'choreography'];

/** Crashes: which participant, what is lost with it, and how it is recovered. */
export const crashes: readonly Claim[] = [
  defineClaim({
    id: 'single-point',
    claim: 'If the coordinator crashes, everything stops.',
    source: ARTICLES,
    type: 'E',
    means:
      'The worst single participant goes down permanently at a random moment of the task. With a coordinator, more than 95 % of such tasks must be lost, and more than with events. If the coordinator restarts, more than 5 % of shipments must be late or lost because of its crashes.',
    dependsOn:
      'Whether the coordinator restarts, and with its state: then tasks are late by the repair time, not lost. Knock-outs are permanent; a specialist with one instance is a single point of failure too.',
    byConstruction:
      'A coordinator takes part in every hop, so its crash stops every task. The share lost with events is not given by construction.',
    settings: [
      { name: 'article', scenario: 'article', patterns: ['supervisor', 'choreography'], disturbed: true },
      { name: 'support', scenario: 'support', patterns: ['supervisor', 'choreography'], disturbed: true },
      { name: 'results are not durable', scenario: 'shipment', patterns: ['supervisor'], times: 3 },
      { name: 'durable', scenario: 'shipment', set: ['policies.durable=true'], patterns: ['supervisor'], times: 3 },
      {
        name: 'no crash',
        scenario: 'shipment',
        set: ['faults.coordinator.crash.mtbf=100000d'],
        patterns: ['supervisor'],
        times: 3,
      },
    ],
    conditions: [
      when(
        'the coordinator does not restart',
        above('tasks lost with the worst participant, supervisor', level(reading('supervisor', 'singlePoint')), 0.95),
      ),
      when(
        'the alternative is choreography with spare instances',
        above(
          'tasks lost with the worst participant, supervisor minus choreography',
          against('singlePoint', 'supervisor', 'choreography', 'support'),
        ),
      ),
      when(
        'the alternative is choreography with one instance per role',
        above(
          'tasks lost with the worst participant, supervisor minus choreography',
          against('singlePoint', 'supervisor', 'choreography', 'article'),
        ),
      ),
      when(
        'the coordinator restarts without its state',
        above(
          'operational failures of the supervisor, with its crashes minus without',
          difference(
            reading('supervisor', 'operationalFailures', 'results are not durable'),
            reading('supervisor', 'operationalFailures', 'no crash'),
          ),
          0.05,
        ),
      ),
      when(
        'the coordinator restarts with its state',
        above(
          'operational failures of the supervisor, with its crashes minus without',
          difference(
            reading('supervisor', 'operationalFailures', 'durable'),
            reading('supervisor', 'operationalFailures', 'no crash'),
          ),
          0.05,
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'hybrid-failures',
    claim: 'The critical path orchestrated and the rest choreographed cuts operational failures by 40 %.',
    short: 'A critical path orchestrated, the rest choreographed, fails 40 % less.',
    source: ARTICLES,
    figure: '40 % fewer',
    type: 'E',
    means:
      'Operational failures of the hybrid relative to those of the workflow, which orchestrates every step: below 1 for the direction, below 0.6 for the figure.',
    dependsOn:
      'How often the engine crashes and what state it loses. The side steps must take long: otherwise the engine holds the task hardly longer in the workflow than in the hybrid.',
    settings: [
      {
        name: 'results are not durable',
        scenario: 'shipment',
        patterns: ['critical-path-hybrid', 'workflow'],
        times: 2,
      },
      {
        name: 'durable',
        scenario: 'shipment',
        set: ['policies.durable=true'],
        patterns: ['critical-path-hybrid', 'workflow'],
        times: 2,
      },
    ],
    conditions: [
      when(
        'results are not durable',
        below(
          'operational failures, hybrid relative to workflow',
          ratio(
            reading('critical-path-hybrid', 'operationalFailures', 'results are not durable'),
            reading('workflow', 'operationalFailures', 'results are not durable'),
          ),
          1,
        ),
      ),
      when('a reduction of 40 % is required and results are not durable', {
        ...below(
          'operational failures, hybrid relative to workflow',
          ratio(
            reading('critical-path-hybrid', 'operationalFailures', 'results are not durable'),
            reading('workflow', 'operationalFailures', 'results are not durable'),
          ),
          0.6,
        ),
        claimed: 0.6,
      }),
      when('a reduction of 40 % is required and results are durable', {
        ...below(
          'operational failures, hybrid relative to workflow',
          ratio(
            reading('critical-path-hybrid', 'operationalFailures', 'durable'),
            reading('workflow', 'operationalFailures', 'durable'),
          ),
          0.6,
        ),
        claimed: 0.6,
      }),
      when(
        'results are durable',
        below(
          'operational failures, hybrid minus workflow',
          against('operationalFailures', 'critical-path-hybrid', 'workflow', 'durable'),
        ),
      ),
    ],
    sweeps: [
      {
        label: 'the mean time between crashes of the engine',
        paths: ['faults.engine.crash.mtbf', 'faults.coordinator.crash.mtbf'],
        values: [2, 7, 30],
        unit: 'd',
        scale: 'log',
        scenario: 'shipment',
        patterns: ['critical-path-hybrid', 'workflow'],
        says: 'operational failures, hybrid relative to workflow',
        contrast: ratio(
          reading('critical-path-hybrid', 'operationalFailures'),
          reading('workflow', 'operationalFailures'),
        ),
        is: 'below',
        than: 0.6,
      },
    ],
  }),
  defineClaim({
    id: 'supervisor-of-supervisors',
    claim: 'A supervisor is a single point of failure: make it restartable, or supervise it.',
    short: 'A supervisor is a single point of failure: make it restartable.',
    source: ARTICLES,
    type: 'E',
    means:
      'Share of pages that are late or lost: with an overseer that is down for two hours, which is beyond every deadline, compared with an overseer that never crashes; then with an overseer that restarts sooner, and with one that a second overseer monitors.',
    dependsOn: 'How often the overseer crashes compared with the agents that it monitors, and how soon it is back.',
    settings: [
      {
        name: 'never crashes',
        scenario: 'scraping',
        set: ['faults.coordinator.crash.mtbf=100000d'],
        patterns: ['overseer'],
        times: 4,
      },
      {
        name: 'stays down',
        scenario: 'scraping',
        set: ['faults.coordinator.crash.repair=2h'],
        patterns: ['overseer', 'overseer-of-overseers'],
        times: 4,
      },
      { name: 'restarts', scenario: 'scraping', patterns: ['overseer', 'overseer-of-overseers'], times: 4 },
    ],
    conditions: [
      when(
        'the overseer stays down',
        above(
          'operational failures, overseer that stays down minus overseer that never crashes',
          difference(
            reading('overseer', 'operationalFailures', 'stays down'),
            reading('overseer', 'operationalFailures', 'never crashes'),
          ),
        ),
      ),
      when(
        'the overseer restarts',
        below(
          'operational failures, overseer that restarts minus overseer that stays down',
          difference(
            reading('overseer', 'operationalFailures', 'restarts'),
            reading('overseer', 'operationalFailures', 'stays down'),
          ),
        ),
      ),
      when(
        'a second overseer monitors the first',
        below(
          'operational failures, monitored overseer minus unmonitored, when it stays down',
          against('operationalFailures', 'overseer-of-overseers', 'overseer', 'stays down'),
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'resume',
    claim: 'An interrupted run resumes from the last completed step, whichever model coordinates it.',
    short: 'An interrupted run resumes from the last completed step.',
    source: ARTICLES,
    type: 'E',
    means: 'Finished calls per task that are lost in crashes: below 0.05 under each way to coordinate.',
    dependsOn:
      'Whether results are persisted and read back after a restart; and how often participants crash: here the engine and the coordinator every ten minutes, agents every thirty.',
    byConstruction:
      'Every pattern of the simulator reads durable results back. What is tested is that no other work is lost.',
    settings: [
      { name: 'durable', scenario: 'payments', patterns: COORDINATED, times: 2 },
      { name: 'not durable', scenario: 'payments', set: ['policies.durable=false'], patterns: COORDINATED, times: 2 },
    ],
    conditions: (
      [
        ['results are durable', 'durable'],
        ['results are not durable', 'not durable'],
      ] as const
    ).map(([name, at]) =>
      when(
        name,
        ...COORDINATED.map((pattern) =>
          below(`finished calls lost, ${pattern}`, level(reading(pattern, 'lostWork', at)), 0.05),
        ),
      ),
    ),
  }),
  defineClaim({
    id: 'swarm-resilient',
    claim: 'A swarm is the most resilient, and the hardest to debug.',
    source: ARTICLES,
    type: 'E',
    means:
      'Fewer tickets are lost with the worst participant than under any centralized pattern, and more logs must be opened to find the origin of a false claim.',
    dependsOn:
      'What counts as a swarm: agents that hand over (LangGraph), a pool of agents that take ready steps from a board, a mesh (Google), or listeners on a bus; and whether there are spare instances.',
    settings: [{ name: 'support', scenario: 'support', patterns: [...CENTRES, ...SWARMS], disturbed: true, times: 1 }],
    conditions: SWARMS.map((swarm) =>
      when(
        `swarm means ${swarm}`,
        ...CENTRES.map((other) =>
          below(`tasks lost with the worst participant, ${swarm} minus ${other}`, against('singlePoint', swarm, other)),
        ),
        ...CENTRES.map((other) => above(`logs opened, ${swarm} minus ${other}`, against('logsOpened', swarm, other))),
      ),
    ),
  }),
];
