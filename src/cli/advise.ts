import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { caution, evidenceOf, evidenceSentences } from '../advise/evidence.js';
import {
  type Answers,
  answerMeant,
  type Evidence,
  nextQuestion,
  type Question,
  type QuestionAnswer,
  questions,
} from '../advise/questions.js';
import { heldAgainst, type Recommendation, recommend } from '../advise/recommend.js';
import { answersOf, templateSettings, wantedSettings, withSideStep } from '../advise/settings.js';
import { wrap } from '../report/words/wrap.js';
import { parseScenario } from '../scenario/load.js';
import { toldVerdicts } from './evidence.js';
import { TEMPLATE } from './init.js';
import { colours, load, Refusal, shown, widthOf } from './session.js';

interface Options {
  readonly answers?: string;
  readonly out: string;
  readonly json?: boolean;
}

/** One question with the answer it got, and where that came from. */
interface Asked {
  readonly question: Question;
  readonly answer: QuestionAnswer;
  readonly isKnown: boolean;
}

export function addAdvise(program: Command): void {
  program
    .command('advise')
    .description(
      'Asks what your system is like, says at each answer what was claimed and what was measured, recommends a pattern with its reasons, and writes a scenario to run. Of a scenario it reads what it can, and asks the rest. Never overwrites a file.',
    )
    .argument('[scenario]', 'a YAML file, or the name of a built-in scenario (default: the one of rehearse init)')
    .option(
      '--answers <list>',
      'the answers, comma-separated, in the order of the questions; no question is asked then',
    )
    .option('--out <file>', 'scenario to write', 'advised.yaml')
    .option('--json', 'print the result as JSON; the answers come from --answers or the standard input')
    .addHelpText(
      'after',
      `\nQuestions and answers:\n${questions.map(({ text, answers }) => `  ${text} ${answers.map(({ key }) => key).join(' | ')}`).join('\n')}\n\nExample:\n  rehearse advise --answers chain,no,some,yes,yes,yes,no,wrong`,
    )
    .action(advise);
}

async function advise(scenario: string | undefined, options: Options): Promise<void> {
  const loaded = scenario === undefined ? null : load(scenario, { preset: [], set: [] });
  const known = loaded === null ? {} : answersOf(loaded.scenario);
  const say = options.json === true ? () => undefined : (line: string) => void process.stdout.write(`${line}\n`);
  const answerer = answererFor(options, say);
  const asked = await interview(known, answerer.next, say).finally(answerer.close);
  const answers: Answers = Object.fromEntries(asked.map(({ question, answer }) => [question.id, answer.key]));
  const found = recommend(answers);
  const text =
    loaded === null
      ? documentOf(withSideStep(readFileSync(TEMPLATE, 'utf8'), answers), templateSettings(answers))
      : documentOf(loaded.document, wantedSettings(answers));
  write(options.out, text);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(asJson(asked, found, options.out), null, 2)}\n`);
    return;
  }
  for (const line of told(found, options.out)) say(line);
}

/** Asks until nothing is left that matters; what the scenario says already is told, and not asked. */
async function interview(
  known: Answers,
  next: (question: Question) => Promise<QuestionAnswer>,
  say: (line: string) => void,
) {
  const c = colours(process.stdout);
  const asked: Asked[] = [];
  let answers: Answers = {};
  for (let question = nextQuestion(answers); question !== null; question = nextQuestion(answers)) {
    const { id } = question;
    const own = known[id] === undefined ? null : answerMeant(question, known[id]);
    say(c.bold(question.text));
    if (own === null)
      for (const [i, { key, text }] of question.answers.entries()) say(`  ${i + 1} ${key.padEnd(6)} ${text}`);
    const answer = own ?? (await next(question));
    say(`${c.bold('>')} ${answer.key}: ${answer.text}${own === null ? '' : ' (from the scenario)'}`);
    for (const line of evidenceLines(answer.evidence)) say(c.dim(line));
    say('');
    answers = { ...answers, [id]: answer.key };
    asked.push({ question, answer, isKnown: own !== null });
  }
  return asked;
}

interface Answerer {
  readonly next: (question: Question) => Promise<QuestionAnswer>;
  readonly close: () => void;
}

/** Where answers come from: the option, or lines of the standard input; at a terminal a wrong one is asked again. */
function answererFor(options: Options, say: (line: string) => void): Answerer {
  if (options.answers !== undefined) {
    const given = options.answers.split(',');
    let at = 0;
    return { next: async (question) => meantBy(question, given[at++], '--answers'), close: () => undefined };
  }
  const lines = createInterface({ input: process.stdin, terminal: false });
  const iterator = lines[Symbol.asyncIterator]();
  const isTerminal = process.stdin.isTTY === true && options.json !== true;
  const next = async (question: Question): Promise<QuestionAnswer> => {
    for (;;) {
      if (isTerminal) process.stdout.write('? ');
      const { value, done } = await iterator.next();
      const text = done === true ? undefined : value;
      const answer = text === undefined ? null : answerMeant(question, text);
      if (answer !== null) return answer;
      if (!isTerminal || done === true) return meantBy(question, text, 'the standard input');
      say(`  Type ${keysOf(question)}, or a number.`);
    }
  };
  return { next, close: () => lines.close() };
}

function meantBy(question: Question, text: string | undefined, place: string): QuestionAnswer {
  if (text === undefined) {
    throw new Refusal(`${place}: there is no answer to '${question.text}'\n  Add one of ${keysOf(question)}.`);
  }
  const answer = answerMeant(question, text);
  if (answer !== null) return answer;
  throw new Refusal(
    `${place}: '${text.trim()}' is no answer to '${question.text}'\n  Give one of ${keysOf(question)}.`,
  );
}

const keysOf = ({ answers }: Question): string => answers.map(({ key }) => key).join(', ');

function evidenceLines(evidence: Evidence): string[] {
  const width = Math.max(60, widthOf(process.stdout)) - 4;
  const lines = evidenceSentences(toldVerdicts(), evidence);
  return lines.flatMap((line) => wrap(line, width).map((part) => `    ${part}`));
}

function documentOf(text: string, settings: readonly string[]): string {
  const parsed = parseScenario(text, 'the scenario', settings);
  if (!parsed.ok) throw new Refusal(shown(parsed.problems));
  return parsed.document;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'EEXIST' ? 'exists already and was not changed' : `cannot be written (${code})`;
    throw new Refusal(`'${file}' ${why}.\n  Name another file, as in --out other.yaml.`);
  }
}

function told(found: Recommendation, file: string): string[] {
  const c = colours(process.stdout);
  const width = Math.max(60, widthOf(process.stdout));
  const { pattern, reasons } = found;
  return [
    c.bold(`Recommended: ${pattern}.`),
    ...reasons.flatMap((reason) => wrap(`- ${reason}`, width)),
    ...wrap(heldAgainst(found), width),
    '',
    ...wrap(caution(toldVerdicts()), width),
    '',
    `Wrote ${c.bold(file)}. Measure it:`,
    `  rehearse compare ${file}`,
  ];
}

function asJson(asked: readonly Asked[], found: Recommendation, file: string): object {
  return {
    answers: asked.map(({ question, answer, isKnown }) => ({
      ...{ question: question.id, text: question.text, answer: answer.key, fromScenario: isKnown },
      evidence: { claim: answer.evidence.claim, ...evidenceOf(toldVerdicts(), answer.evidence) },
    })),
    ...found,
    file,
    next: `rehearse compare ${file}`,
  };
}
