import type { Claim } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, difference, exactly, level, reading, when } from './say.js';

/** How false claims spread, and who finds them. */
export const errors: readonly Claim[] = [
  defineClaim({
    id: 'mesh-poisons',
    claim: 'One false belief poisons a free mesh; a gate bounds its blast radius.',
    source: ARTICLES,
    type: 'E/Q',
    means:
      'The share of participants that ever took a false claim for true: above one half in a mesh, and less in a trunk with gated meshes; then what the gate itself adds, against one that sees nothing.',
    dependsOn:
      "How credulous readers are, and the gate's detection; most of the bound comes from branches that do not hear each other.",
    byConstruction: 'Who hears whom is the pattern, and that a gate sees anything is assumed (coordinator.detection).',
    settings: [{ name: 'research', scenario: 'research', patterns: ['mesh', 'trunk-and-meshes'], times: 0.5 }],
    conditions: [
      when(
        '',
        above('participants that took a false claim for true, mesh', level(reading('mesh', 'reach')), 0.5),
        below(
          'participants that took a false claim for true, trunk less mesh',
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
        arms: { 'a gate that sees': [], 'a gate that sees nothing': ['coordinator.detection=0'] },
        patterns: ['trunk-and-meshes'],
        times: 0.5,
        says: 'participants that took a false claim for true, with the gate less with one that sees nothing',
        contrast: difference(
          reading('trunk-and-meshes', 'reach', 'a gate that sees'),
          reading('trunk-and-meshes', 'reach', 'a gate that sees nothing'),
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
        says: 'participants that took a false claim for true, mesh',
        contrast: level(reading('mesh', 'reach')),
        is: 'above',
        than: 0.5,
      },
    ],
  }),
  defineClaim({
    id: 'who-introduced-it',
    claim: 'In a choreography, finding the culprit is a join over every log; orchestrated, it is one trace.',
    source: ARTICLES,
    type: 'A/E',
    means:
      'The logs that must be joined to follow an escaped false claim back to its origin: exactly one under an engine, and more with events. "Every log" is taken by its word: as many as there are participants.',
    dependsOn: 'How long the path of a false claim is; messages that carry an id make it one query everywhere.',
    byConstruction: 'An engine sees every hop, and a trace is one log by definition.',
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
        'nothing is traced',
        exactly('logs to join, workflow', level(reading('workflow', 'logsToJoin', 'no tracing')), 1),
        above(
          'logs to join, choreography less workflow',
          against('logsToJoin', 'choreography', 'workflow', 'no tracing'),
        ),
      ),
      when(
        'messages are traced',
        above('logs to join, choreography less workflow', against('logsToJoin', 'choreography', 'workflow', 'tracing')),
      ),
      when(
        'every log is meant',
        above(
          'logs to join less participants, choreography',
          difference(
            reading('choreography', 'logsToJoin', 'no tracing'),
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
      'False claims in all over those of which they come: more where the first in line errs more than where the last one does, and more than where branches start at once from the brief.',
    dependsOn: 'How credulous the later ones are, and whether a check stands behind the first.',
    settings: [
      {
        name: 'the first errs',
        scenario: 'article',
        set: ['agents.summariser.hallucination=0.3'],
        patterns: ['pipeline', 'fan-out-fan-in'],
      },
      {
        name: 'the last errs',
        scenario: 'article',
        set: ['agents.citation-finder.hallucination=0.3', 'agents.tagger.hallucination=0.3'],
        patterns: ['pipeline', 'fan-out-fan-in'],
      },
    ],
    conditions: [
      when(
        '',
        above(
          'false claims over root errors, pipeline, the first errs less the last errs',
          difference(
            reading('pipeline', 'amplification', 'the first errs'),
            reading('pipeline', 'amplification', 'the last errs'),
          ),
        ),
        above(
          'false claims over root errors, the first errs, pipeline less fan-out with a collector',
          against('amplification', 'pipeline', 'fan-out-fan-in', 'the first errs'),
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
          'the first errs': ['agents.summariser.hallucination=0.3'],
          'the last errs': ['agents.citation-finder.hallucination=0.3', 'agents.tagger.hallucination=0.3'],
        },
        patterns: ['pipeline'],
        says: 'false claims over root errors, pipeline, the first errs less the last errs',
        contrast: difference(
          reading('pipeline', 'amplification', 'the first errs'),
          reading('pipeline', 'amplification', 'the last errs'),
        ),
        is: 'above',
        than: 0,
      },
    ],
  }),
];
