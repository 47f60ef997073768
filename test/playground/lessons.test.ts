import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { path } from '../../scripts/generated.js';
import { type Figured, measureFigures } from '../../scripts/lessons.js';
import { TRADE_OFFS } from '../../scripts/teaching.js';
import { claimNamed } from '../../src/claims/index.js';
import { lessons } from '../../src/playground/lessons/index.js';
import { filledIn, valueText } from '../../src/playground/lessons/lesson.js';
import { figuresOf, type Prediction } from '../../src/playground/lessons/prediction.js';
import { quiz } from '../../src/playground/lessons/quiz.js';
import { loadScenarioFile } from '../../src/scenario/file.js';
import { differing, wordOf } from './lessons-helper.js';

const numbersIn = (text: string): string[] => text.match(/\d+(\.\d+)?/g) ?? [];
const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Figures exist and are measured, options are apart, and no text before the reveal tells the answer. */
function checkQuestion(owner: Figured & { readonly predict: Prediction }, asked: string): void {
  const { figures, predict, settings } = owner;
  const ids = figures.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, value, low, high } of figures) {
    expect(Number.isFinite(value), `${id} is not measured: npm run lessons`).toBe(true);
    expect(low <= value && value <= high, id).toBe(true);
  }
  expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
  for (const id of figuresOf(predict)) expect(ids).toContain(id);
  const answers = figures.filter(({ id }) => figuresOf(predict).includes(id));
  const told = numbersIn(asked);
  for (const { id, value, digits } of answers) expect(told, id).not.toContain(valueText(Math.abs(value), digits));
  checkPrediction(predict, (id) => figures.find((one) => one.id === id)!.value);
}

function checkPrediction(predict: Prediction, measuredAs: (figure: string) => number): void {
  switch (predict.kind) {
    case 'number':
      expect(measuredAs(predict.answer)).toBeGreaterThan(predict.from);
      expect(measuredAs(predict.answer)).toBeLessThan(predict.to);
      return;
    case 'choice':
      checkOptions(predict.options, predict.answer);
      return;
    case 'order': {
      const values = predict.items.map(({ figure }) => measuredAs(figure));
      const sorted = [...values].sort((a, b) => (predict.first === 'highest' ? b - a : a - b));
      expect(values, 'the order in which items are offered is the answer').not.toEqual(sorted);
      expect(new Set(values).size).toBe(values.length);
      return;
    }
    case 'curve':
      for (const { figures } of predict.lines) {
        expect(figures.length).toBe(predict.x.values.length);
        for (const figure of figures) expect(measuredAs(figure)).toBeLessThan(predict.y.to);
      }
      return;
    case 'finger':
      expect(predict.participants).toContain(predict.answer);
  }
}

function checkOptions(options: readonly string[], answer: number): void {
  expect(options[answer]).toBeDefined();
  expect(new Set(options).size).toBe(options.length);
  const values = options.map((option) => numbersIn(option)[0]).filter((one) => one !== undefined);
  if (values.length < options.length) return;
  const sorted = values.map(Number).sort((a, b) => a - b);
  for (const [i, value] of sorted.slice(1).entries()) {
    if (sorted[i] === 0) continue;
    expect(value / sorted[i]!, `${options.join(', ')}: options lie a factor of two to five apart`).toBeGreaterThan(1.9);
    expect(value / sorted[i]!, options.join(', ')).toBeLessThan(5.1);
  }
}

function checkRun({ settings }: Figured, at: string | undefined, patterns: readonly string[]): void {
  const setting = at === undefined ? settings[0] : settings.find(({ name }) => name === at);
  expect(setting, at).toBeDefined();
  const loaded = loadScenarioFile(setting!.scenario, setting!.set ?? []);
  expect(loaded.ok, JSON.stringify(loaded)).toBe(true);
  expect(patterns[0]).not.toBe(patterns[1]);
}

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (_, lesson) => {
  const { figures, why, tryThis, run, claim, settings } = lesson;

  it('asks what was measured, and does not tell the answer', () => {
    checkQuestion(lesson, `${lesson.title} ${lesson.setup} ${lesson.question}`);
    checkRun(lesson, run.at, run.patterns);
    expect(`${lesson.title}${lesson.setup}${lesson.question}`).not.toContain('{');
  });

  it('says why in at most 60 words, with every number measured or a value of a setting', () => {
    expect(wordsIn(filledIn(why, figures))).toBeLessThanOrEqual(60);
    const given = numbersIn(JSON.stringify([settings.map(({ name, set = [] }) => [name, set]), tryThis.set]));
    for (const text of [why, tryThis.ask, lesson.myth]) {
      filledIn(text, figures);
      const written = text
        .replace(/\{[\w-]+\}/g, '')
        .replaceAll('n(n−1)/2', '')
        .replaceAll('n−1', '');
      for (const number of numbersIn(written)) expect(given, text).toContain(number);
    }
    const texts = `${why} ${tryThis.ask}`;
    const told = (id: string): boolean => texts.includes(`{${id}}`) || figuresOf(lesson.predict).includes(id);
    expect(figures.filter(({ id }) => !told(id))).toEqual([]);
  });

  it('can be tried, in the setting of its run', () => {
    const setting = settings.find(({ name }) => name === run.at) ?? settings[0]!;
    const loaded = loadScenarioFile(setting.scenario, [...(setting.set ?? []), ...tryThis.set]);
    expect(loaded.ok, JSON.stringify(loaded)).toBe(true);
    expect(tryThis.set.length).toBeGreaterThan(0);
  });

  it('names its claim with the verdict that was given', () => {
    if (claim === null) return;
    expect(claimNamed(claim.id)?.type).toBe(claim.type);
    expect(wordOf(claim.id)).toBe(claim.verdict);
  });
});

describe.each(quiz.map((question) => [question.id, question] as const))('the question %s', (_, question) => {
  it('asks what was measured, and does not tell the answer', () => {
    checkQuestion(question, question.question);
    checkRun(question, question.run.at, question.run.patterns);
    expect(lessons.map(({ id }) => id)).toContain(question.lesson);
    filledIn(question.why, question.figures);
  });
});

it('no two lessons or questions share an id', () => {
  for (const all of [lessons, quiz]) expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

it('the tree is within two points of the best where the claim says so', () => {
  const tree = lessons.find(({ id }) => id === 'decision-tree')!;
  const verdict: string = JSON.parse(readFileSync(path('assets/verdicts.json'), 'utf8'))['decision-tree'].verdict;
  const held = verdict.split(';')[0]!.match(/in \w+/g) ?? [];
  expect(tree.predict).toMatchObject({ kind: 'choice' });
  const options = tree.predict.kind === 'choice' ? tree.predict.options : [];
  expect(tree.predict.kind === 'choice' && options[tree.predict.answer]).toBe('In two');
  expect(held.length).toBe(2);
});

it('every trade-off that articles name is in a lesson, and every lesson teaches one', () => {
  const ids = lessons.map(({ id }) => id);
  for (const { says, lessons: taught } of TRADE_OFFS) {
    expect(taught.length, says).toBeGreaterThan(0);
    for (const id of taught) expect(ids, says).toContain(id);
  }
  const taught = TRADE_OFFS.flatMap((one) => one.lessons);
  for (const id of ids) expect(taught).toContain(id);
});

/** Cheap ones, of counting, of faults, of races, of checks and of a collector. lessons.long.ts measures all. */
const SAMPLE = ['listener', 'race', 'twice', 'silence', 'scatter'];

it('figures are what the simulator measures today (renew them with: npm run lessons)', async () => {
  const sample = lessons.filter(({ id }) => SAMPLE.includes(id));
  expect(sample.length).toBe(SAMPLE.length);
  expect(differing(sample, await measureFigures(sample))).toEqual([]);
});
