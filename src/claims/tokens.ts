import type { Claim } from './claim.js';
import { above, against, defineClaim, ratio, reading, when } from './say.js';
import { tokenTax } from './token-tax.js';

/** The patterns with which magentic is compared. */
const OTHERS = [
  ...['single-agent', 'pipeline', 'workflow', 'maker-checker', 'supervisor', 'lead-and-subagents'],
  ...['group-chat', 'handoff', 'hierarchy', 'choreography', 'mesh'],
];

/** What calls and tokens cost. */
export const tokens: readonly Claim[] = [
  tokenTax,
  defineClaim({
    id: 'group-chat-three',
    claim: 'Limit a group chat to three agents or fewer.',
    source: 'Azure Architecture Center, AI agent design patterns',
    figure: 'three agents',
    type: 'A',
    means:
      'The number of agents from which a group chat costs more than a lead that briefs each sub-agent separately: it must lie between three and four agents, the merging agent included.',
    dependsOn:
      'What a call of the lead costs, and how long messages are: each message is read by all later speakers. The source gives loops and quality as reasons too; they are not measured here.',
    sweeps: [
      {
        label: 'the number of specialists in the chat, beside the merging agent,',
        paths: ['task.steps.specialise.replicas', 'agents.specialist.instances'],
        values: [2, 3, 4, 8, 16, 30],
        isWhole: true,
        scenario: 'growth',
        patterns: ['group-chat', 'lead-and-subagents'],
        times: 0.1,
        says: 'cost, group chat minus lead and sub-agents',
        contrast: against('cost', 'group-chat', 'lead-and-subagents'),
        is: 'above',
        than: 0,
        flipsWithin: [3, 3],
      },
    ],
  }),
  defineClaim({
    id: 'maker-checker-cap',
    claim: 'A maker-checker loop needs a cap on its rounds, and a fallback at the cap.',
    short: 'A maker-checker loop needs a cap on its rounds, and a fallback.',
    source: 'Azure Architecture Center, AI agent design patterns',
    type: 'E',
    means:
      'Without a cap (20 rounds) a code change costs at least 10 % more than with a cap of three rounds after which the last draft is accepted.',
    dependsOn:
      'How often the checker rejects true claims, and whether it rejects them again: if its judgements of one claim share luck (task.difficulty.correlation), the same claim is rejected in every round; if they are independent, the loop soon ends by itself.',
    settings: [
      {
        name: 'unchanged',
        scenario: 'coding',
        set: ['patterns.maker-checker.onLimit=accept'],
        patterns: ['maker-checker', 'without-end'],
      },
      {
        name: 'independent',
        scenario: 'coding',
        set: ['patterns.maker-checker.onLimit=accept', 'task.difficulty.correlation=0'],
        patterns: ['maker-checker', 'without-end'],
      },
    ],
    conditions: [
      when(
        'false alarms are rare',
        above(
          'cost, without a cap relative to a cap of three',
          ratio(reading('without-end', 'cost'), reading('maker-checker', 'cost')),
          1.1,
        ),
      ),
      when(
        'false alarms are rare and rounds are independent',
        above(
          'cost, without a cap relative to a cap of three',
          ratio(reading('without-end', 'cost', 'independent'), reading('maker-checker', 'cost', 'independent')),
          1.1,
        ),
      ),
    ],
    sweeps: [
      {
        label: "the checker's false alarms per true claim (coordinator.falseAlarm)",
        paths: ['coordinator.falseAlarm'],
        values: [0, 0.05, 0.1, 0.2, 0.4],
        scenario: 'coding',
        set: ['patterns.maker-checker.onLimit=accept', 'patterns.maker-checker.checker=coordinator'],
        patterns: ['maker-checker', 'without-end'],
        times: 0.5,
        says: 'cost, without a cap relative to a cap of three',
        contrast: ratio(reading('without-end', 'cost'), reading('maker-checker', 'cost')),
        is: 'above',
        than: 1.1,
      },
    ],
  }),
  defineClaim({
    id: 'magentic-variable',
    claim: 'Magentic has the most variable cost.',
    source: 'Azure Architecture Center, AI agent design patterns',
    type: 'E',
    means:
      'The variance of its cost is larger than that of each other pattern: in dollars, and relative to the mean (variance of logarithms), because an expensive pattern varies more in dollars for that reason alone.',
    dependsOn:
      'How often decisions are wrong, so that plans are made again; the spread of output lengths, which is the same under all patterns; and whether decisions on one question share luck (task.difficulty.correlation): then the few tasks in which a coordinator makes the same wrong decision again and again make up most of the variance in dollars, under a supervisor and a lead as under Magentic.',
    settings: [{ name: 'article', scenario: 'article', patterns: ['magentic', ...OTHERS], times: 4 }],
    conditions: (['absolute', 'relative'] as const).map((scale) =>
      when(
        scale === 'absolute' ? 'variance is counted in dollars' : 'variance is relative to the cost',
        ...OTHERS.map((other) =>
          above(
            `variance of cost, magentic relative to ${other}`,
            { kind: 'spread', of: reading('magentic', 'cost'), over: reading(other, 'cost'), scale },
            1,
          ),
        ),
      ),
    ),
  }),
];
