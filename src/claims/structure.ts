import type { Claim } from './claim.js';
import { interactions } from './interactions.js';
import { ARTICLES, above, against, below, defineClaim, exactly, level, ratio, reading, when } from './say.js';

/** Specialists, written as the growth scenario wants them. */
const specialists = (n: number): string[] => [
  `task.steps.specialise.replicas=${n}`,
  `agents.specialist.instances=${n}`,
];

const SIZES = [2, 3, 4, 8, 16, 30];

/** Structure: what follows from counting messages and edges. */
export const structure: readonly Claim[] = [
  defineClaim({
    id: 'edges-quadratic',
    claim: 'A free mesh of n agents has n(n-1)/2 edges, an orchestrated team n-1: of five agents 10 and 4.',
    short: 'A free mesh has n(n-1)/2 edges, an orchestrated team n-1.',
    source: ARTICLES,
    figure: 'n(n-1)/2 and n-1; 10 and 4 of five',
    type: 'A',
    means:
      'Edges counted from the messages of each run, for 3 to 31 agents. A mesh of four specialists has five agents, because one more agent merges; a supervisor with three specialists has five: the merging agent and the coordinator count.',
    dependsOn:
      'In the mesh, every agent reads every other one (mesh.reads: everybody); every step is needed and nothing fails.',
    byConstruction:
      'Which agent reads which is the definition of the two patterns; the test only shows that the messages agree with it.',
    settings: SIZES.map((n) => ({
      name: `${n} specialists`,
      scenario: 'growth',
      set: specialists(n),
      patterns: ['mesh', 'supervisor'],
      times: 0.25,
    })),
    conditions: [
      when(
        '',
        { ...exactly('edges of a mesh of five', level(reading('mesh', 'edges', '4 specialists')), 10), claimed: 10 },
        {
          ...exactly('edges of a supervised team of five', level(reading('supervisor', 'edges', '3 specialists')), 4),
          claimed: 4,
        },
        ...SIZES.flatMap((n) => {
          const at = `${n} specialists`;
          return [
            exactly(
              `edges of a mesh with ${n} specialists, minus n(n-1)/2`,
              level(reading('mesh', 'edgesOfPairs', at)),
              0,
            ),
            exactly(
              `edges of a supervised team with ${n} specialists, minus n-1`,
              level(reading('supervisor', 'edgesOfStar', at)),
              0,
            ),
          ];
        }),
      ),
    ],
  }),
  interactions,
  defineClaim({
    id: 'hop-latency',
    claim: 'Orchestration loses on latency: every handoff is a round trip through the centre.',
    short: 'Orchestration loses on latency: every handoff is a round trip.',
    source: ARTICLES,
    type: 'A/E',
    means:
      'The same article takes longer with a model or with code in the centre than with events; with a model, the critical path has more calls too.',
    dependsOn:
      'How long a decision of the coordinator takes compared with the delay of the broker, and how much of the work can run in parallel. Model time dominates: code in the centre decides without delay.',
    settings: [{ name: 'article', scenario: 'article', patterns: ['supervisor', 'workflow', 'choreography'] }],
    conditions: [
      when(
        'the centre is a model',
        above(
          'calls on the critical path, supervisor minus choreography',
          against('criticalPathCalls', 'supervisor', 'choreography'),
        ),
        above('latency, supervisor minus choreography', against('latency', 'supervisor', 'choreography')),
      ),
      when(
        'the centre is code',
        above('latency, workflow minus choreography', against('latency', 'workflow', 'choreography')),
      ),
    ],
    sweeps: [
      {
        label: 'the delay of the broker (faults.messages.delay)',
        paths: ['faults.messages.delay'],
        values: [0, 2, 4, 8, 16],
        unit: 's',
        scenario: 'article',
        patterns: ['supervisor', 'choreography'],
        says: 'latency, supervisor minus choreography',
        contrast: against('latency', 'supervisor', 'choreography'),
        is: 'above',
        than: 0,
      },
    ],
  }),
  defineClaim({
    id: 'change-cost',
    claim: 'Adding a step changes the coordinator; in a choreography it adds an agent and changes no other.',
    short: 'A new step changes the coordinator, but nothing in a choreography.',
    source: ARTICLES,
    type: 'A',
    means:
      'A step with an agent of its own is added after each step in turn. Counted are the existing files and prompts that have to be edited; or the existing participants whose neighbours change.',
    dependsOn:
      'What counts as a change: an agent with a new listener on its events has a new neighbour, although nothing that it knows is edited. Counted by neighbours, choreography changes participants too.',
    byConstruction: 'Where a pattern writes down who does what is a part of its definition.',
    settings: [
      { name: 'article', scenario: 'article', patterns: ['workflow', 'supervisor', 'choreography'], disturbed: true },
    ],
    conditions: [
      when(
        'files and prompts are counted',
        exactly('places edited, supervisor', level(reading('supervisor', 'placesEdited')), 1),
        exactly('places edited, workflow', level(reading('workflow', 'placesEdited')), 1),
        exactly('places edited, choreography', level(reading('choreography', 'placesEdited')), 0),
      ),
      when(
        'neighbours are counted',
        exactly('participants changed, supervisor', level(reading('supervisor', 'changeImpact')), 1),
        exactly('participants changed, workflow', level(reading('workflow', 'changeImpact')), 1),
        below(
          'participants changed, choreography minus supervisor',
          against('changeImpact', 'choreography', 'supervisor'),
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'point-to-point',
    claim: 'Without a centre there are more point-to-point messages.',
    source: 'Azure Architecture Center, Choreography pattern (April 2026)',
    type: 'A',
    means:
      'Messages per task of a decentralized pattern, relative to those with code in the centre and with a model in the centre.',
    dependsOn:
      'Which agents need a result: a chain or a fan-in sends each result once, a mesh sends it to every agent.',
    byConstruction: 'Which agent receives what is the definition of the patterns, and nothing fails here.',
    settings: [
      {
        name: '8 specialists',
        scenario: 'growth',
        set: specialists(8),
        patterns: ['workflow', 'supervisor', 'choreography', 'handoff', 'blackboard', 'mesh'],
        times: 0.25,
      },
    ],
    conditions: ['choreography', 'handoff', 'blackboard', 'mesh'].map((peers) =>
      when(
        `the decentralized pattern is ${peers}`,
        above(
          `messages, ${peers} relative to workflow`,
          ratio(reading(peers, 'messages'), reading('workflow', 'messages')),
          1,
        ),
        above(
          `messages, ${peers} relative to supervisor`,
          ratio(reading(peers, 'messages'), reading('supervisor', 'messages')),
          1,
        ),
      ),
    ),
  }),
  defineClaim({
    id: 'critical-path',
    claim: 'The critical path of the work bounds the latency, and latency should approach it.',
    short: 'The critical path bounds the latency, and latency should approach it.',
    source: 'AWS, Agentic AI Lens, AGENTPERF05',
    type: 'A',
    means:
      'With the same random numbers, no pattern that keeps the order of the steps is faster than the workflow, whose latency is that of its longest path of steps.',
    dependsOn:
      'Whether the order is kept: a pattern that starts all steps at once makes steps guess inputs that they should have read.',
    settings: [
      {
        name: 'growth',
        scenario: 'growth',
        patterns: ['workflow', 'pipeline', 'supervisor', 'lead-and-subagents', 'choreography', 'group-chat', 'fan-out'],
        times: 0.25,
      },
    ],
    conditions: [
      when(
        'the order of the steps is kept',
        ...['pipeline', 'supervisor', 'lead-and-subagents', 'choreography', 'group-chat'].map((pattern) =>
          above(
            `latency, ${pattern} relative to workflow`,
            ratio(reading(pattern, 'latency'), reading('workflow', 'latency')),
            0.999,
          ),
        ),
      ),
      when(
        'steps start before their inputs are ready',
        above(
          'latency, fan-out relative to workflow',
          ratio(reading('fan-out', 'latency'), reading('workflow', 'latency')),
          0.999,
        ),
      ),
    ],
  }),
];
