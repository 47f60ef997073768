import type { Claim } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, difference, exactly, level, reading, when } from './say.js';

/** How false claims spread, and how they are traced back. */
export const errors: readonly Claim[] = [
  defineClaim({
    id: 'mesh-poisons',
    claim: 'One false belief poisons a free mesh; a gate bounds its blast radius.',
    short: 'One false belief poisons a mesh; a gate bounds its blast radius.',
    source: ARTICLES,
    type: 'E/Q',
    means:
      'Share of participants that ever accepted a false claim: above one half in a mesh, and less in a trunk with gated meshes. Then the effect of the gate alone, compared with a gate that detects nothing.',
    dependsOn:
      "How credulous readers are, and the gate's detection. Most of the bound comes from branches that do not read each other.",
    byConstruction:
      'The pattern decides which agent reads which, and the detection of a gate is assumed (agents.checker.detection, or coordinator.detection).',
    settings: [{ name: 'research', scenario: 'research', patterns: ['mesh', 'trunk-and-meshes'], times: 0.5 }],
    conditions: [
      when(
        '',
        above('participants that accepted a false claim, mesh', level(reading('mesh', 'reach')), 0.5),
        below(
          'participants that accepted a false claim, trunk-and-meshes minus mesh',
          against('reach', 'trunk-and-meshes', 'mesh'),
        ),
      ),
    ],
    sweeps: [
      {
        label: "the gate's detection (coordinator.detection)",
        paths: ['coordinator.detection'],
        values: [0.05, 0.25, 0.5, 0.75, 0.95],
        scenario: 'research',
        set: ['patterns.trunk-and-meshes.gate=coordinator'],
        arms: { gate: [], 'gate without detection': ['coordinator.detection=0'] },
        patterns: ['trunk-and-meshes'],
        times: 0.5,
        says: 'participants that accepted a false claim, with the gate minus with a gate that detects nothing',
        contrast: difference(
          reading('trunk-and-meshes', 'reach', 'gate'),
          reading('trunk-and-meshes', 'reach', 'gate without detection'),
        ),
        is: 'below',
        than: 0,
      },
      {
        label: "the readers' credulity (agents.defaults.credulity)",
        paths: ['agents.defaults.credulity'],
        values: [0, 0.1, 0.3, 0.6, 0.9],
        scenario: 'research',
        patterns: ['mesh'],
        times: 0.5,
        says: 'participants that accepted a false claim, mesh',
        contrast: level(reading('mesh', 'reach')),
        is: 'above',
        than: 0.5,
      },
    ],
  }),
  defineClaim({
    id: 'who-introduced-it',
    claim:
      'In a choreography, finding the origin of an error is a join over every log; in an orchestration it is one trace.',
    short: 'In a choreography the origin of an error needs every log.',
    source: ARTICLES,
    type: 'A/E',
    means:
      'Logs that somebody who does not know the path opens, from the delivered false claim backwards, until its origin is found: exactly one under an engine, and more with events. "Every log" is taken literally: as many logs as participants.',
    dependsOn:
      'How long the path of a false claim is, and from how many an agent could have heard it. With trace ids in messages, one query is enough under every pattern.',
    byConstruction:
      "An engine's log holds what each agent was sent and gave back, and a trace is one log by definition.",
    settings: [
      { name: 'no tracing', scenario: 'payments', patterns: ['workflow', 'choreography', 'pipeline'], times: 2 },
      {
        name: 'tracing',
        scenario: 'payments',
        set: ['policies.tracing=true'],
        patterns: ['workflow', 'choreography', 'pipeline'],
        times: 2,
      },
    ],
    conditions: [
      when(
        'messages are not traced',
        exactly('logs opened, workflow', level(reading('workflow', 'logsOpened', 'no tracing')), 1),
        above(
          'logs opened, choreography minus workflow',
          against('logsOpened', 'choreography', 'workflow', 'no tracing'),
        ),
      ),
      when(
        'messages are traced',
        above('logs opened, choreography minus workflow', against('logsOpened', 'choreography', 'workflow', 'tracing')),
      ),
      when(
        '"every log" is taken literally',
        above(
          'logs opened minus participants, choreography',
          difference(
            reading('choreography', 'logsOpened', 'no tracing'),
            reading('choreography', 'participants', 'no tracing'),
          ),
          -0.5,
        ),
      ),
    ],
  }),
  defineClaim({
    id: 'early-failures',
    claim: 'Sequential work propagates early failures.',
    source: 'Azure Architecture Center, AI agent design patterns',
    type: 'E',
    means:
      'All false claims relative to the root errors: more if the first agent of the pipeline errs than if the last ones do, and more than if all branches start from the brief.',
    dependsOn: 'How credulous the later agents are, and whether a check follows the first one.',
    settings: [
      {
        name: 'the first agent errs',
        scenario: 'article',
        set: ['agents.summariser.hallucination=0.3'],
        patterns: ['pipeline', 'fan-out-fan-in'],
      },
      {
        name: 'the last agents err',
        scenario: 'article',
        set: ['agents.citation-finder.hallucination=0.3', 'agents.tagger.hallucination=0.3'],
        patterns: ['pipeline', 'fan-out-fan-in'],
      },
    ],
    conditions: [
      when(
        '',
        above(
          'false claims per root error, pipeline, first agent errs minus last agents err',
          difference(
            reading('pipeline', 'amplification', 'the first agent errs'),
            reading('pipeline', 'amplification', 'the last agents err'),
          ),
        ),
        above(
          'false claims per root error, first agent errs, pipeline minus fan-out-fan-in',
          against('amplification', 'pipeline', 'fan-out-fan-in', 'the first agent errs'),
        ),
      ),
    ],
    sweeps: [
      {
        label: "the readers' credulity (agents.defaults.credulity)",
        paths: ['agents.defaults.credulity'],
        values: [0, 0.2, 0.5, 0.9],
        scenario: 'article',
        times: 4,
        arms: {
          'the first agent errs': ['agents.summariser.hallucination=0.3'],
          'the last agents err': ['agents.citation-finder.hallucination=0.3', 'agents.tagger.hallucination=0.3'],
        },
        patterns: ['pipeline'],
        says: 'false claims per root error, pipeline, first agent errs minus last agents err',
        contrast: difference(
          reading('pipeline', 'amplification', 'the first agent errs'),
          reading('pipeline', 'amplification', 'the last agents err'),
        ),
        is: 'above',
        than: 0,
      },
    ],
  }),
];
