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

/** Two requests; nothing of the first is kept for the second. */
const twice = (says: string, at: string, pattern: string, claimed: number): Statement => ({
  ...exactly(
    `calls, ${says}, same request twice`,
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
  // One specialist per domain, whose prompt holds it.
  subagents: [
    ...steps('{ask: {role: specialist, replicas: 3}}'),
    'agents.specialist.instances=3',
    `agents.defaults.prompt=${DOMAIN + overhead}`,
    `coordinator.prompt=${overhead}`,
  ],
});

/** Counts that the documentation of a vendor gives. */
export const vendors: readonly Claim[] = [
  defineClaim({
    id: 'call-counts',
    claim:
      'One request takes 4 calls with sub-agents and 3 each with handoffs, skills and a router; the same request twice 8, 5, 5 and 6.',
    short: 'A request takes 4 calls with sub-agents, 3 with handoffs or routers.',
    source: LANGCHAIN,
    figure: '4 / 3 / 3 / 3 and 8 / 5 / 5 / 6',
    type: 'A',
    means:
      'Calls per request that needs one tool call: with a lead and one sub-agent, with a triage agent that hands over, with one agent that loads a skill first, and with a router. For the same request twice: with handoffs and skills, the agent or the skill is still active, so the second request is a further step of the same conversation; with sub-agents and a router it starts again.',
    dependsOn: 'How many tool calls a request needs (one here), and what is kept between requests.',
    byConstruction: 'What a pattern keeps between two requests is taken from the documentation; the calls are counted.',
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
        calls('handoffs, same request twice', 'handoffs, twice', 'handoff', 5),
        calls('skills, same request twice', 'skills, twice', 'single-agent', 5),
        twice('router', 'router', 'router', 6),
      ),
    ],
  }),
  defineClaim({
    id: 'fewer-tokens',
    claim: 'Over three domains sub-agents process 67 % fewer tokens than skills do.',
    source: `${LANGCHAIN}: the page contradicts itself: by its own table (9K against 15K) it is 40 % fewer`,
    figure: '67 % fewer; by its own table 40 % fewer',
    type: 'A',
    means:
      'Input tokens of a lead with three sub-agents, each with one domain of 2,000 tokens, relative to those of one agent that loads all three domains: 0.33 is 67 % fewer, 0.6 is 40 % fewer.',
    dependsOn:
      'The tokens of each prompt beside the domains: 600 here. With none, the ratio would be one half; it cannot be lower.',
    byConstruction: 'Three calls read one domain each; with skills, two calls read all three.',
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
      when('67 % fewer is required', {
        ...below('input tokens, sub-agents relative to skills', fewer(''), 0.34),
        claimed: 0.33,
      }),
      when('67 % fewer is required and prompts are short', {
        ...below('input tokens, sub-agents relative to skills', fewer(', short prompts'), 0.34),
        claimed: 0.33,
      }),
      beside('40 % fewer is required', {
        ...below('input tokens, sub-agents relative to skills', fewer(''), 0.6),
        claimed: 0.6,
      }),
      beside('40 % fewer is required and prompts are short', {
        ...below('input tokens, sub-agents relative to skills', fewer(', short prompts'), 0.6),
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
