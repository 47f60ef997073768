import { lessons } from '../src/playground/lessons/index.js';
import { figureText, type LessonDeclaration, type QuizQuestion } from '../src/playground/lessons/lesson.js';
import { figuresOf, type Prediction } from '../src/playground/lessons/prediction.js';
import { quiz } from '../src/playground/lessons/quiz.js';

/** docs/teaching.md. */
export const TEACHING = 'docs/teaching.md';

export interface TradeOff {
  readonly says: string;
  readonly source: string;
  readonly lessons: readonly string[];
}

const LESSON = 'Multi-Agent Coordination Patterns: Orchestration vs Choreography';
const GLOSSARY = 'a glossary entry on orchestration and choreography of agents';
const BOTH = 'Orchestration vs Choreography: Why Your Multi-Agent System Needs Both';
const AGENTIC = 'Agentic Patterns: Orchestrator vs Choreography';
const FOUR = 'Orchestration Patterns';

/** What published texts set against each other, and the lessons in which it is measured. */
export const TRADE_OFFS: readonly TradeOff[] = [
  { says: 'Observability and control, or scale and loose coupling', source: LESSON, lessons: ['silence', 'rush-hour'] },
  { says: 'Explicit handoffs, or implicit ones through shared state', source: LESSON, lessons: ['race'] },
  { says: 'Coordination always costs something', source: LESSON, lessons: ['token-tax', 'one-agent'] },
  { says: 'Distributed systems come with their difficulties', source: LESSON, lessons: ['twice'] },
  { says: 'Several agents that deliberate, or one', source: LESSON, lessons: ['five-heads', 'one-agent'] },
  { says: 'A place where all is seen, or no bottleneck', source: GLOSSARY, lessons: ['rush-hour'] },
  { says: 'A coordinator, or no single point of failure', source: GLOSSARY, lessons: ['who-must-not-fail'] },
  { says: 'A step is added to the coordinator, or by an agent that reacts', source: GLOSSARY, lessons: ['channels'] },
  { says: 'A flow that is written down, or one that follows from reactions', source: GLOSSARY, lessons: ['silence'] },
  { says: 'What was finished is kept, or done again', source: GLOSSARY, lessons: ['restart'] },
  { says: 'All in one context, or only what is relevant', source: BOTH, lessons: ['full-desk'] },
  {
    says: 'Errors are handled centrally, or get lost unless there are dead letters',
    source: BOTH,
    lessons: ['silence', 'twice'],
  },
  { says: 'The critical path orchestrated, the rest by events', source: BOTH, lessons: ['critical-path'] },
  { says: 'The order of steps is kept, or all begin at once', source: BOTH, lessons: ['scatter'] },
  { says: 'Agents scale by themselves, or with their coordinator', source: BOTH, lessons: ['rush-hour'] },
  { says: 'More than ten agents: events, or a centre', source: BOTH, lessons: ['channels'] },
  { says: 'Few agents: orchestrate, or do without', source: BOTH, lessons: ['one-agent'] },
  { says: 'Review again, or be done', source: BOTH, lessons: ['second-look'] },
  { says: 'Many channels, or a star', source: AGENTIC, lessons: ['channels'] },
  { says: 'Latency of round trips through a centre', source: AGENTIC, lessons: ['channels', 'rush-hour'] },
  { says: 'A false belief is laundered, or checked before anyone reads it', source: AGENTIC, lessons: ['listener'] },
  { says: 'Two listeners race on persist', source: AGENTIC, lessons: ['race'] },
  { says: 'One trace, or a join over logs', source: AGENTIC, lessons: ['silence'] },
  { says: 'The token tax, and what it buys', source: AGENTIC, lessons: ['token-tax'] },
  { says: 'Free meshes, or meshes behind a gate', source: AGENTIC, lessons: ['gate'] },
  { says: 'A pipeline is simple, and stalls at one slow step', source: FOUR, lessons: ['slow-editor'] },
  { says: 'Fan-out is fast, and merging needs a collector', source: FOUR, lessons: ['scatter'] },
  { says: 'A supervisor that restarts, or one that is supervised', source: FOUR, lessons: ['restart'] },
  { says: 'A swarm is most resilient, and hardest to debug', source: FOUR, lessons: ['who-must-not-fail', 'silence'] },
  { says: 'Four questions that choose a pattern', source: FOUR, lessons: ['decision-tree'] },
];

/** A path through the lessons: a few sittings, each with a question of its own. */
const PATH = [
  ['What a team costs', ['channels', 'token-tax', 'one-agent']],
  ['How false claims travel', ['listener', 'gate', 'second-look', 'five-heads']],
  ['Load and waiting', ['rush-hour', 'slow-editor', 'scatter']],
  ['What breaks, and who hears of it', ['race', 'twice', 'silence', 'restart', 'who-must-not-fail', 'critical-path']],
  ['What to conclude', ['full-desk', 'decision-tree']],
] as const;

const INTRODUCTION = `# Teaching

Made by \`npm run generate\` from the declarations in \`src/playground/lessons\`.

Each lesson asks a question that many people answer wrongly, takes an answer, and only then shows what was measured: the number,
one run that shows why, a reason in at most sixty words, and something to try. Start the page with \`rehearse play\`, or
\`rehearse play --lesson listener\` for one lesson; \`rehearse play --export lessons.html\` writes one file that works without a
network. Nothing is sent anywhere: progress stays in the browser, and "copy my answers" gives a learner's answers as text.

A lesson needs one minute for its question, answer and reason, and up to five with what there is to try. No lesson needs another,
and none needs more than to know what an agent and a message are. The numbers are those of simulated scenarios, and each is
measured again by a test (\`npm run test:long\`); \`npm run lessons\` renews them.`;

const HIDING = `## A link that hides a value

A link to the stage carries the scenario, both patterns, what was changed, and the luck. Add \`hide=\` with the path of a value, and
the page does not show it: the learner is to find it out from what happens.

- \`#/stage?s=article&a=pipeline&b=choreography&set=agents.fact-checker.detection:0.4&hide=agents.fact-checker.detection\`: how many
  false claims does the checker catch?
- \`#/stage?s=support&a=supervisor&b=choreography&set=coordinator.capacity:2&hide=coordinator.capacity\`: how many calls does the
  coordinator serve at once?
- \`#/stage?s=payments&a=workflow&b=choreography&set=policies.redelivery.attempts:1&hide=policies.redelivery.attempts\`: how often
  is an event delivered before it is given up?

The address tells the value to who reads it: share the link behind a word or a button.`;

/** The page for teachers. */
export function teachingMarkdown(): string {
  const sections = [INTRODUCTION, pathSection(), HIDING, tradeOffs(), sheet(), answers(), quizSheet(), quizAnswers()];
  return `${sections.join('\n\n')}\n`;
}

const titleOf = (id: string): string => lessons.find((lesson) => lesson.id === id)?.title ?? id;

function pathSection(): string {
  const rows = PATH.flatMap(([sitting, ids]) =>
    ids.map((id, i) => {
      const lesson = lessons.find((one) => one.id === id);
      if (lesson === undefined) return null;
      const needs = `${lesson.settings[0]!.scenario}: ${lesson.run.patterns.join(', ')}`;
      return [
        i === 0 ? sitting : '',
        titleOf(id),
        `\`${id}\``,
        needs,
        lesson.myth,
        ANSWERED[lesson.predict.kind],
        MINUTES[lesson.predict.kind],
      ];
    }),
  ).filter((row) => row !== null);
  const heading = ['Sitting', 'Lesson', '`--lesson`', 'Scenario and patterns', 'Myth', 'Answered by', 'Minutes'];
  return `## A path through the lessons\n\n${table(heading, rows)}`;
}

const ANSWERED: Readonly<Record<Prediction['kind'], string>> = {
  number: 'a mark on a scale',
  choice: 'a choice',
  order: 'an order',
  curve: 'a line that is drawn',
  finger: 'a name',
};

/** With what there is to try. */
const MINUTES: Readonly<Record<Prediction['kind'], string>> = {
  number: '1 to 3',
  choice: '1 to 3',
  order: '2 to 4',
  curve: '3 to 5',
  finger: '2 to 4',
};

function tradeOffs(): string {
  const rows = TRADE_OFFS.map(({ says, source, lessons: taught }) => [says, source, taught.map(titleOf).join('; ')]);
  return `## Trade-offs, and where they are taught\n\n${table(['Trade-off', 'Named in', 'Lessons'], rows)}`;
}

function sheet(): string {
  const rows = lessons.map((lesson, i) => [
    `${i + 1}`,
    `${lesson.setup} ${lesson.question}`.trim(),
    options(lesson.predict),
    '',
  ]);
  return `## Sheet to print\n\n${table(['', 'Question', 'Answers', 'Yours'], rows)}`;
}

function answers(): string {
  const rows = lessons.map((lesson, i) => [
    `${i + 1}`,
    lesson.title,
    measuredIn(lesson),
    lesson.claim?.verdict ?? 'no claim yet',
  ]);
  return `## Answers to the sheet\n\n95 % intervals in brackets.\n\n${table(['', 'Lesson', 'Measured', 'The claim'], rows)}`;
}

function quizSheet(): string {
  const rows = quiz.map((one, i) => [`${i + 1}`, one.question, options(one.predict), titleOf(one.lesson)]);
  return `## Quiz\n\n${table(['', 'Question', 'Answers', 'Lesson'], rows)}`;
}

function quizAnswers(): string {
  const rows = quiz.map((one, i) => [`${i + 1}`, measuredIn(one)]);
  return `## Answers to the quiz\n\n${table(['', 'Measured'], rows)}`;
}

function options(predict: Prediction): string {
  switch (predict.kind) {
    case 'number':
      return `a number from ${predict.from} to ${predict.to}${predict.unit === '' ? '' : ` ${predict.unit}`}`;
    case 'choice':
      return predict.options.join(' · ');
    case 'order':
      return `${predict.rule}: ${predict.items.map(({ label }) => label).join(' · ')}`;
    case 'curve':
      return `a line over ${predict.x.values.join(', ')} ${predict.x.unit}`;
    case 'finger':
      return predict.participants.join(' · ');
  }
}

function measuredIn({ predict, figures }: LessonDeclaration | QuizQuestion): string {
  const shown = figuresOf(predict).map((id) => figures.find((one) => one.id === id)!);
  return shown
    .map(
      (one) =>
        `${one.label}: ${figureText(one)} (${figureText({ ...one, value: one.low, unit: '' })} to ${figureText({ ...one, value: one.high, unit: '' })})`,
    )
    .join('; ');
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}
