import type { Claim, ClaimSetting, Statement } from './claim.js';
import { below, beside, defineClaim, exactly, level, ratio, reading, when } from './say.js';

const LANGCHAIN =
  'LangChain, documentation of multi-agent patterns (langchain-ai/docs, src/oss/langchain/multi-agent/index.mdx)';

/** The growth scenario with other steps: nothing fails in it, and all sizes are constants. */
const steps = (text: string): string[] => [
  `task.steps=${text}`,
  'task.brief.tokens=100',
  'growth={label: tokens, paths: [agents.defaults.prompt], sizes: [400]}',
];
const TOOL = 'tools: {roundTrips: 1, result: 50}';

const counted = (name: string, text: string, pattern: string): ClaimSetting => ({
  name,
  scenario: 'growth',
  set: steps(text),
  patterns: [pattern],
  times: 0.05,
});

const ONE = `{buy: {role: specialist, ${TOOL}}}`;
const SKILL = '{buy: {role: specialist, tools: {roundTrips: 2, result: 50}}}';
const TRIAGE = `{triage: {role: merger}, buy: {role: specialist, after: [triage], ${TOOL}}}`;
const AGAIN = `again: {role: specialist, after: [buy], ${TOOL}}`;

const calls = (says: string, at: string, pattern: string, claimed: number): Statement => ({
  ...exactly(`calls, ${says}`, level(reading(pattern, 'calls', at)), claimed),
  claimed,
});

/** Two requests, of which the second one finds nothing of the first. */
const twice = (says: string, at: string, pattern: string, claimed: number): Statement => ({
  ...exactly(
    `calls, ${says}, twice the same`,
    {
      kind: 'computed',
      unit: 'calls',
      isDifference: false,
      readings: [reading(pattern, 'calls', at)],
      compute: (read) => {
        const once = read(reading(pattern, 'calls', at));
        const isConstant = once.every((value) => value === once[0]);
        const sum = 2 * (once[0] ?? Number.NaN);
        return { n: once.length, mean: isConstant ? sum : Number.NaN, low: sum, high: sum };
      },
    },
    claimed,
  ),
  claimed,
});

/** Three domains of 2,000 tokens each, beside so many tokens of every prompt. */
const DOMAIN = 2000;
const domains = (overhead: number): { skills: string[]; subagents: string[] } => ({
  // One conversation: a call that loads three skills, one that reads them, one that answers.
  skills: [
    ...steps(
      `{load: {role: specialist, tools: {roundTrips: 1, result: ${3 * DOMAIN}}}, answer: {role: specialist, after: [load]}}`,
    ),
    'patterns={single-agent: {history: full}}',
    `generalist.prompt=${overhead}`,
    `agents.defaults.prompt=${overhead}`,
  ],
  // A specialist a domain, whose prompt holds it.
  subagents: [
    ...steps('{ask: {role: specialist, replicas: 3}}'),
    'agents.specialist.instances=3',
    `agents.defaults.prompt=${DOMAIN + overhead}`,
    `coordinator.prompt=${overhead}`,
  ],
});

/** Counts that a vendor's documentation gives. */
export const vendors: readonly Claim[] = [
  defineClaim({
    id: 'call-counts',
    claim:
      'One request takes 4 calls with sub-agents and 3 each with handoffs, skills and a router; the same request twice 8, 5, 5 and 6.',
    source: LANGCHAIN,
    figure: '4 / 3 / 3 / 3 and 8 / 5 / 5 / 6',
    type: 'A',
    means:
      'Calls of a request that takes one tool: a lead with one sub-agent, a triage that hands over, one agent that loads a skill first, a router. Twice: with handoffs and skills the second request finds the agent, or the skill, where the first one left it, and is a second step of one conversation; with sub-agents and a router it begins anew.',
    dependsOn: 'That a request needs one tool call, and whether anything is kept between requests.',
    byConstruction:
      'Which pattern keeps what between two requests is read off the documentation; the calls are counted.',
    settings: [
      counted('sub-agents', ONE, 'lead-and-subagents'),
      counted('handoffs', TRIAGE, 'handoff'),
      counted('skills', SKILL, 'single-agent'),
      counted('router', ONE, 'router'),
      counted('handoffs, twice', TRIAGE.replace(/}$/, `, ${AGAIN}}`), 'handoff'),
      counted('skills, twice', SKILL.replace(/}$/, `, ${AGAIN}}`), 'single-agent'),
    ],
    conditions: [
      when(
        '',
        calls('sub-agents', 'sub-agents', 'lead-and-subagents', 4),
        calls('handoffs', 'handoffs', 'handoff', 3),
        calls('skills', 'skills', 'single-agent', 3),
        calls('router', 'router', 'router', 3),
        twice('sub-agents', 'sub-agents', 'lead-and-subagents', 8),
        calls('handoffs, twice the same', 'handoffs, twice', 'handoff', 5),
        calls('skills, twice the same', 'skills, twice', 'single-agent', 5),
        twice('router', 'router', 'router', 6),
      ),
    ],
  }),
  defineClaim({
    id: 'fewer-tokens',
    claim: 'Over three domains sub-agents process 67 % fewer tokens than skills do.',
    source: `${LANGCHAIN}: the page contradicts itself, its own table (9K against 15K) is 40 % fewer`,
    figure: '67 % fewer; 40 % by its own table',
    type: 'A',
    means:
      'Input tokens of a lead with three sub-agents, each with one domain of 2,000 tokens, over those of one agent that loads all three: 0.33 would be 67 % fewer, 0.6 is 40 % fewer.',
    dependsOn:
      'The tokens of every prompt beside the domains: 600 here. Without any it would be one half, and never less.',
    byConstruction: 'Three calls that read one domain each, against two that read all three.',
    settings: [
      { name: 'skills', scenario: 'growth', set: domains(600).skills, patterns: ['single-agent'], times: 0.05 },
      {
        name: 'sub-agents',
        scenario: 'growth',
        set: domains(600).subagents,
        patterns: ['lead-and-subagents'],
        times: 0.05,
      },
      {
        name: 'skills, short prompts',
        scenario: 'growth',
        set: domains(100).skills,
        patterns: ['single-agent'],
        times: 0.05,
      },
      {
        name: 'sub-agents, short prompts',
        scenario: 'growth',
        set: domains(100).subagents,
        patterns: ['lead-and-subagents'],
        times: 0.05,
      },
    ],
    conditions: [
      when('67 % is meant', { ...below('input tokens, sub-agents over skills', fewer(''), 0.34), claimed: 0.33 }),
      when('67 % is meant and prompts are short', {
        ...below('input tokens, sub-agents over skills', fewer(', short prompts'), 0.34),
        claimed: 0.33,
      }),
      beside('40 % is meant', { ...below('input tokens, sub-agents over skills', fewer(''), 0.6), claimed: 0.6 }),
      beside('40 % is meant and prompts are short', {
        ...below('input tokens, sub-agents over skills', fewer(', short prompts'), 0.6),
        claimed: 0.6,
      }),
    ],
  }),
];

function fewer(which: string) {
  return ratio(
    reading('lead-and-subagents', 'inputTokens', `sub-agents${which}`),
    reading('single-agent', 'inputTokens', `skills${which}`),
  );
}
