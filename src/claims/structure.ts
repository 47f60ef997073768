import type { Claim } from './claim.js';
import { interactions } from './interactions.js';
import { ARTICLES, above, against, below, defineClaim, exactly, level, ratio, reading, when } from './say.js';

/** Specialists, written as the growth scenario wants them. */
const specialists = (n: number): string[] => [
  `task.steps.specialise.replicas=${n}`,
  `agents.specialist.instances=${n}`,
];

const SIZES = [2, 3, 4, 8, 16, 30];

/** What follows from counting who speaks with whom. */
export const structure: readonly Claim[] = [
  defineClaim({
    id: 'edges-quadratic',
    claim: 'A free mesh of n agents has n(n-1)/2 edges, an orchestrated team n-1: of five agents 10 and 4.',
    source: ARTICLES,
    figure: 'n(n-1)/2 and n-1; 10 and 4 of five',
    type: 'A',
    means:
      'Edges are counted from the messages of each run, of 3 to 31 agents. With the one who merges, a mesh of four specialists has five agents; with the coordinator, so has a supervisor of three.',
    dependsOn: 'Everybody reads everybody (mesh.reads: everybody) and everybody is needed; nothing fails.',
    byConstruction: 'Who reads whom is what the two patterns are; that messages agree with it is all that is tested.',
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
              `edges of a mesh with ${n} specialists, less those of all pairs`,
              level(reading('mesh', 'edgesOfPairs', at)),
              0,
            ),
            exactly(
              `edges of a supervisor's team with ${n} specialists, less those of a star`,
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
    source: ARTICLES,
    type: 'A/E',
    means:
      'The same article with a model, or code, in the centre takes longer than with events; and, of the model, its chain of calls is longer.',
    dependsOn:
      'How long the coordinator takes against the broker, and how much of the work could go on at the same time. Model time dominates: code in the centre decides in no time.',
    settings: [{ name: 'article', scenario: 'article', patterns: ['supervisor', 'workflow', 'choreography'] }],
    conditions: [
      when(
        'a model is the centre',
        above(
          'calls in a row, supervisor less choreography',
          against('criticalPathCalls', 'supervisor', 'choreography'),
        ),
        above('latency, supervisor less choreography', against('latency', 'supervisor', 'choreography')),
      ),
      when(
        'code is the centre',
        above('latency, workflow less choreography', against('latency', 'workflow', 'choreography')),
      ),
    ],
    sweeps: [
      {
        label: 'the delay of the broker',
        paths: ['faults.messages.delay'],
        values: [0, 2, 4, 8, 16],
        unit: 's',
        scenario: 'article',
        patterns: ['supervisor', 'choreography'],
        says: 'latency, supervisor less choreography',
        contrast: against('latency', 'supervisor', 'choreography'),
        is: 'above',
        than: 0,
      },
    ],
  }),
  defineClaim({
    id: 'change-cost',
    claim: 'Adding a step edits the coordinator; choreographed, it adds an agent and edits nobody.',
    source: ARTICLES,
    type: 'A',
    means:
      'A step with an agent of its own is added after each step in turn; counted are the participants there already whose neighbours change.',
    dependsOn:
      'Neighbours are not code: an agent whose events somebody new listens to has a new neighbour and need not be edited. Counted that way, events leave nobody untouched.',
    settings: [
      { name: 'article', scenario: 'article', patterns: ['workflow', 'supervisor', 'choreography'], disturbed: true },
    ],
    conditions: [
      when(
        '',
        exactly('participants touched, supervisor', level(reading('supervisor', 'changeImpact')), 1),
        exactly('participants touched, workflow', level(reading('workflow', 'changeImpact')), 1),
        below(
          'participants touched, choreography less supervisor',
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
    means: 'Messages of a task without a centre over those under code, and under a model, in the centre.',
    dependsOn: 'Who must hear of what: a chain or a fan-in sends each result once, a mesh to everybody.',
    byConstruction: 'Who hears what is what the patterns are; nothing fails here.',
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
        `peers are a ${peers}`,
        above(
          `messages, ${peers} over workflow`,
          ratio(reading(peers, 'messages'), reading('workflow', 'messages')),
          1,
        ),
        above(
          `messages, ${peers} over supervisor`,
          ratio(reading(peers, 'messages'), reading('supervisor', 'messages')),
          1,
        ),
      ),
    ),
  }),
  defineClaim({
    id: 'critical-path',
    claim: 'The critical path of the work bounds the latency, and latency should approach it.',
    source: 'AWS, Agentic AI Lens, AGENTPERF05',
    type: 'A',
    means:
      'With the same luck, no pattern that keeps the order of the steps is faster than the workflow, whose latency is the longest path of its steps.',
    dependsOn: 'That the order is kept: who starts every step at once lets steps guess what they should have read.',
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
            `latency, ${pattern} over workflow`,
            ratio(reading(pattern, 'latency'), reading('workflow', 'latency')),
            0.999,
          ),
        ),
      ),
      when(
        'steps start before what they need is there',
        above(
          'latency, fan-out over workflow',
          ratio(reading('fan-out', 'latency'), reading('workflow', 'latency')),
          0.999,
        ),
      ),
    ],
  }),
];
