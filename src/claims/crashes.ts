import type { Claim } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, difference, level, ratio, reading, when } from './say.js';

/** Ways to coordinate: by code, by a model, by a fixed order, by events, by both. */
const COORDINATED = ['workflow', 'supervisor', 'pipeline', 'choreography', 'critical-path-hybrid'];

const CENTRES = ['router', 'supervisor', 'workflow'];
const SWARMS = ['handoff', 'blackboard', 'mesh', 'choreography'];

/** Who goes down, what goes with it, and who brings it back. */
export const crashes: readonly Claim[] = [
  defineClaim({
    id: 'single-point',
    claim: 'If the coordinator crashes, everything stops.',
    source: ARTICLES,
    type: 'E',
    means:
      'The worst single participant goes down for good at a random moment of the task: with a coordinator more than 95 % of such tasks are lost, and more than with events. Where it comes back, more than one shipment in twenty is late or lost by its crashes.',
    dependsOn:
      'Whether it comes back, and remembers: then tasks are late by the repair, not lost. Knock-outs are for good; without instances to spare a lone specialist is a single point, too.',
    byConstruction:
      'A coordinator that is in every hop is in each of them when it goes down; the share lost with events is not given.',
    settings: [
      { name: 'article', scenario: 'article', patterns: ['supervisor', 'choreography'], disturbed: true },
      { name: 'support', scenario: 'support', patterns: ['supervisor', 'choreography'], disturbed: true },
      { name: 'nothing is durable', scenario: 'shipment', patterns: ['supervisor'], times: 3 },
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
        'it never comes back',
        above('tasks lost with the worst participant, supervisor', level(reading('supervisor', 'singlePoint')), 0.95),
      ),
      when(
        'the alternative is events among agents with instances to spare',
        above(
          'tasks lost with the worst participant, supervisor less choreography',
          against('singlePoint', 'supervisor', 'choreography', 'support'),
        ),
      ),
      when(
        'the alternative is events among lone specialists',
        above(
          'tasks lost with the worst participant, supervisor less choreography',
          against('singlePoint', 'supervisor', 'choreography', 'article'),
        ),
      ),
      when(
        'it comes back and has forgotten',
        above(
          'operational failures of the supervisor, with its crashes less without',
          difference(
            reading('supervisor', 'operationalFailures', 'nothing is durable'),
            reading('supervisor', 'operationalFailures', 'no crash'),
          ),
          0.05,
        ),
      ),
      when(
        'it comes back and remembers',
        above(
          'operational failures of the supervisor, with its crashes less without',
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
    source: ARTICLES,
    figure: '40 % fewer',
    type: 'E',
    means:
      'Operational failures of the hybrid over those of the workflow that orchestrates everything: below 1 for the direction, below 0.6 for the figure.',
    dependsOn:
      'How often the engine goes down and what it forgets. The side steps must take long, or the engine holds the task hardly longer than the hybrid does.',
    settings: [
      { name: 'nothing is durable', scenario: 'shipment', patterns: ['critical-path-hybrid', 'workflow'], times: 2 },
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
        'nothing is durable',
        below(
          'operational failures, hybrid over workflow',
          ratio(
            reading('critical-path-hybrid', 'operationalFailures', 'nothing is durable'),
            reading('workflow', 'operationalFailures', 'nothing is durable'),
          ),
          1,
        ),
      ),
      when('40 % is asked for and nothing is durable', {
        ...below(
          'operational failures, hybrid over workflow',
          ratio(
            reading('critical-path-hybrid', 'operationalFailures', 'nothing is durable'),
            reading('workflow', 'operationalFailures', 'nothing is durable'),
          ),
          0.6,
        ),
        claimed: 0.6,
      }),
      when(
        'results are durable',
        below(
          'operational failures, hybrid less workflow',
          against('operationalFailures', 'critical-path-hybrid', 'workflow', 'durable'),
        ),
      ),
    ],
    sweeps: [
      {
        label: 'the time between crashes of the engine',
        paths: ['faults.engine.crash.mtbf', 'faults.coordinator.crash.mtbf'],
        values: [2, 7, 30],
        unit: 'd',
        scale: 'log',
        scenario: 'shipment',
        patterns: ['critical-path-hybrid', 'workflow'],
        says: 'operational failures, hybrid over workflow',
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
    source: ARTICLES,
    type: 'E',
    means:
      'Pages that are not there in time: with an overseer that goes down for two hours, longer than anybody waits, against one that never does; then where it restarts, and where another one watches it.',
    dependsOn: 'How often the overseer goes down against how often those that it watches do, and how soon it is back.',
    settings: [
      {
        name: 'never down',
        scenario: 'scraping',
        set: ['faults.coordinator.crash.mtbf=100000d'],
        patterns: ['overseer'],
        times: 4,
      },
      {
        name: 'down for good',
        scenario: 'scraping',
        set: ['faults.coordinator.crash.repair=2h'],
        patterns: ['overseer', 'overseer-of-overseers'],
        times: 4,
      },
      { name: 'restarts', scenario: 'scraping', patterns: ['overseer', 'overseer-of-overseers'], times: 4 },
    ],
    conditions: [
      when(
        'it goes down for good',
        above(
          'operational failures, overseer that goes down less one that does not',
          difference(
            reading('overseer', 'operationalFailures', 'down for good'),
            reading('overseer', 'operationalFailures', 'never down'),
          ),
        ),
      ),
      when(
        'it restarts',
        below(
          'operational failures, where it restarts less where it does not',
          difference(
            reading('overseer', 'operationalFailures', 'restarts'),
            reading('overseer', 'operationalFailures', 'down for good'),
          ),
        ),
      ),
      when(
        'another one watches it',
        below(
          'operational failures, watched overseer less unwatched, down for good',
          against('operationalFailures', 'overseer-of-overseers', 'overseer', 'down for good'),
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'resume',
    claim: 'An interrupted run resumes from the last completed step, whichever model coordinates it.',
    source: ARTICLES,
    type: 'E',
    means:
      'Finished calls a task that are lost in crashes: fewer than one in twenty tasks loses one, under each way to coordinate.',
    dependsOn:
      'That results are written down, and that who takes over reads them; and on how often things crash: the engine and the coordinator every ten minutes here, agents every thirty.',
    byConstruction:
      'Durable results are read back by every pattern of the simulator; that nothing else is lost on the way is tested.',
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
      'Fewer tickets are lost with the worst participant than under any centre, and more logs must be joined to find who introduced a false claim.',
    dependsOn:
      'What is called a swarm: agents that hand over (LangGraph), a pool that takes what is ready, a mesh (Google), or listeners on a bus; and instances to spare.',
    settings: [{ name: 'support', scenario: 'support', patterns: [...CENTRES, ...SWARMS], disturbed: true, times: 1 }],
    conditions: SWARMS.map((swarm) =>
      when(
        `a swarm is a ${swarm}`,
        ...CENTRES.map((other) =>
          below(`tasks lost with the worst participant, ${swarm} less ${other}`, against('singlePoint', swarm, other)),
        ),
        ...CENTRES.map((other) => above(`logs to join, ${swarm} less ${other}`, against('logsToJoin', swarm, other))),
      ),
    ),
  }),
];
