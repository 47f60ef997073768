import type { Claim, ClaimSweep } from './claim.js';
import { ARTICLES, above, against, below, defineClaim, ratio, reading, when } from './say.js';

const foreseen = (scenario: string, steps: readonly string[], written: string, decided: string): ClaimSweep => ({
  label: `the share of foreseen steps, in ${scenario},`,
  paths: steps.map((step) => `task.steps.${step}.foreseen`),
  values: [0, 0.25, 0.5, 0.75, 1],
  scenario,
  patterns: [written, decided],
  says: `correct, ${decided} minus ${written}`,
  contrast: against('correct', decided, written),
  is: 'below',
  than: 0.05,
});

/** What choreography must show against the lead, under one condition. */
const fits = (name: string, at: string) =>
  when(
    name,
    above(
      'correct, choreography minus lead and sub-agents',
      against('correct', 'choreography', 'lead-and-subagents', at),
      -0.05,
    ),
    below(
      'cost, choreography relative to lead and sub-agents',
      ratio(reading('choreography', 'cost', at), reading('lead-and-subagents', 'cost', at)),
      1,
    ),
    below(
      'latency, choreography relative to lead and sub-agents',
      ratio(reading('choreography', 'latency', at), reading('lead-and-subagents', 'latency', at)),
      1,
    ),
  );

/** Flows designed beforehand or decided at run time; centralized or not. */
export const decided: readonly Claim[] = [
  defineClaim({
    id: 'written-or-decided',
    claim: 'A workflow in code beats a model that coordinates, unless too much of the work was not foreseen.',
    short: 'A workflow in code beats a model, unless work is unforeseen.',
    source: 'this project; no published figure was found',
    type: 'E/Q',
    means:
      'A model that coordinates is correct at least five points more often only below some share of foreseen steps. Above it, code is as good, and it is always cheaper.',
    dependsOn: 'How often an unforeseen step is needed, and how reliably a model notices it (coordinator.misroute).',
    byConstruction:
      'By assumption, a model that decides at run time notices unforeseen steps and code does not. The share at which this outweighs the other effects is not given.',
    settings: [
      { name: 'research', scenario: 'research', patterns: ['workflow', 'lead-and-subagents'] },
      { name: 'article', scenario: 'article', patterns: ['workflow', 'supervisor'] },
      { name: 'support', scenario: 'support', patterns: ['router', 'supervisor'] },
    ],
    conditions: [
      when(
        '',
        below(
          'cost, workflow relative to lead and sub-agents, in research',
          ratio(reading('workflow', 'cost', 'research'), reading('lead-and-subagents', 'cost', 'research')),
          1,
        ),
        below(
          'cost, workflow relative to supervisor, in article',
          ratio(reading('workflow', 'cost', 'article'), reading('supervisor', 'cost', 'article')),
          1,
        ),
        below(
          'cost, router relative to supervisor, in support',
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
    short: 'Choreography fits peers with parallel, read-mostly tasks that one error cannot poison.',
    source: ARTICLES,
    type: 'E/Q',
    means:
      'Choreography is cheaper and faster than a lead with sub-agents, and correct at most five points less often. Tested with parallel work on one post, with a sequence of steps per order, and with an article in which a checker and a reader race: with writes that merge and with writes that overwrite.',
    dependsOn: 'How credulous readers are: a retraction does not reach copies that other agents have read already.',
    byConstruction:
      'If two agents listen to the same event, the reader reads claims that the checker is about to retract.',
    settings: [
      { name: 'parallel', scenario: 'announce', patterns: ['choreography', 'lead-and-subagents'] },
      { name: 'sequence', scenario: 'payments', patterns: ['choreography', 'lead-and-subagents'] },
      { name: 'race', scenario: 'article', patterns: ['choreography', 'lead-and-subagents'] },
      {
        name: 'race with overwriting',
        scenario: 'article',
        set: ['policies.writes=overwrite'],
        patterns: ['choreography', 'lead-and-subagents'],
      },
    ],
    conditions: [
      fits('the work is parallel and no step reads another', 'parallel'),
      fits('the work is a sequence', 'sequence'),
      fits('a reader and a checker race', 'race'),
      fits('a reader and a checker race and writes overwrite', 'race with overwriting'),
    ],
    sweeps: [
      {
        label: "the readers' credulity (agents.defaults.credulity), with a reader and a checker that race,",
        paths: ['agents.defaults.credulity'],
        values: [0, 0.25, 0.5, 0.75, 1],
        scenario: 'article',
        patterns: ['choreography', 'lead-and-subagents'],
        times: 2,
        says: 'correct, choreography minus lead and sub-agents',
        contrast: against('correct', 'choreography', 'lead-and-subagents'),
        is: 'above',
        than: -0.05,
      },
    ],
  }),
];
