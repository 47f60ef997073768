import type { Claim, ClaimSweep } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, ratio, reading, when } from './say.js';

const foreseen = (scenario: string, steps: readonly string[], written: string, decided: string): ClaimSweep => ({
  label: `the share of such steps that was foreseen, in ${scenario},`,
  paths: steps.map((step) => `task.steps.${step}.foreseen`),
  values: [0, 0.25, 0.5, 0.75, 1],
  scenario,
  patterns: [written, decided],
  says: `correct, ${decided} less ${written}`,
  contrast: against('correct', decided, written),
  is: 'below',
  than: 0.05,
});

/** An orchestrator, and what it is compared on. */
const fits = (name: string, at: string) =>
  when(
    name,
    above(
      'correct, choreography less lead and sub-agents',
      against('correct', 'choreography', 'lead-and-subagents', at),
      -0.05,
    ),
    below(
      'cost, choreography over lead and sub-agents',
      ratio(reading('choreography', 'cost', at), reading('lead-and-subagents', 'cost', at)),
      1,
    ),
    below(
      'latency, choreography over lead and sub-agents',
      ratio(reading('choreography', 'latency', at), reading('lead-and-subagents', 'latency', at)),
      1,
    ),
  );

/** Written down beforehand or decided at run time; with a centre or without. */
export const decided: readonly Claim[] = [
  defineClaim({
    id: 'written-or-decided',
    claim: 'A workflow in code beats a model that coordinates, until enough of the work was not foreseen.',
    source: 'this project: no figure was found',
    type: 'E/Q',
    means:
      'A model that coordinates is right five points more often, or more, only below some share of foreseen work; above it code is as good, and always cheaper.',
    dependsOn: 'How often a step that nobody foresaw is needed; how surely a model notices it (coordinator.misroute).',
    byConstruction:
      'Who decides at run time notices by assumption, code never does; the share at which that outweighs the rest is not given.',
    settings: [
      { name: 'research', scenario: 'research', patterns: ['workflow', 'lead-and-subagents'] },
      { name: 'article', scenario: 'article', patterns: ['workflow', 'supervisor'] },
      { name: 'support', scenario: 'support', patterns: ['router', 'supervisor'] },
    ],
    conditions: [
      when(
        '',
        below(
          'cost, workflow over lead and sub-agents, in research',
          ratio(reading('workflow', 'cost', 'research'), reading('lead-and-subagents', 'cost', 'research')),
          1,
        ),
        below(
          'cost, workflow over supervisor, in article',
          ratio(reading('workflow', 'cost', 'article'), reading('supervisor', 'cost', 'article')),
          1,
        ),
        below(
          'cost, router over supervisor, in support',
          ratio(reading('router', 'cost', 'support'), reading('supervisor', 'cost', 'support')),
          1,
        ),
      ),
    ],
    sweeps: [
      foreseen('research', ['follow-1', 'follow-2', 'follow-3', 'follow-4'], 'workflow', 'lead-and-subagents'),
      foreseen('article', ['fact-check', 'cite'], 'workflow', 'supervisor'),
      foreseen('support', ['refund', 'fix'], 'router', 'supervisor'),
    ],
  }),
  defineClaim({
    id: 'choreography-fits',
    claim:
      'Choreography fits where agents are peers, the task is parallel and read-mostly, and one false belief cannot poison it.',
    source: ARTICLES,
    type: 'E/Q',
    means:
      'Choreography is cheaper and faster than a lead with sub-agents, and at most five points less often right: in parallel work on one post; in a sequence of orders; in an article, where a checker and a reader race, with writes that merge and that overwrite.',
    dependsOn: 'How credulous readers are: a retraction does not reach the copies that went elsewhere.',
    byConstruction:
      'That a reader beside the checker reads what is about to be retracted is what listening to one event means.',
    settings: [
      { name: 'parallel', scenario: 'announce', patterns: ['choreography', 'lead-and-subagents'] },
      { name: 'sequence', scenario: 'payments', patterns: ['choreography', 'lead-and-subagents'] },
      { name: 'race', scenario: 'article', patterns: ['choreography', 'lead-and-subagents'] },
      {
        name: 'overwriting race',
        scenario: 'article',
        set: ['policies.writes=overwrite'],
        patterns: ['choreography', 'lead-and-subagents'],
      },
    ],
    conditions: [
      fits('the work is parallel and nobody reads the others', 'parallel'),
      fits('the work is a sequence', 'sequence'),
      fits('a reader and a checker race', 'race'),
      fits('they race, and writes overwrite', 'overwriting race'),
    ],
    sweeps: [
      {
        label: "the readers' credulity (agents.defaults.credulity), where a reader and a checker race,",
        paths: ['agents.defaults.credulity'],
        values: [0, 0.25, 0.5, 0.75, 1],
        scenario: 'article',
        patterns: ['choreography', 'lead-and-subagents'],
        times: 2,
        says: 'correct, choreography less lead and sub-agents',
        contrast: against('correct', 'choreography', 'lead-and-subagents'),
        is: 'above',
        than: -0.05,
      },
    ],
  }),
];
