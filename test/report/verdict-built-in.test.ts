import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { fieldOf } from '../../src/report/words/verdict/field.js';
import { verdictOf } from '../../src/report/words/verdict/index.js';
import { brief, MOST_WORDS, wordsIn } from '../../src/report/words/verdict/phrases.js';
import { shortlistOf } from '../../src/report/words/verdict/shortlist.js';
import type { Verdict } from '../../src/report/words/verdict/verdict.js';
import { builtinText, listBuiltins } from '../../src/scenario/file.js';
import { parseScenario } from '../../src/scenario/load.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { NOBODY } from '../explain/explanations.js';

/** Replications of scenarios with one task, and of those with many. */
const [SINGLE, MANY] = [80, 4];
/** Of a scenario under every pattern, at every size, those that differ most in how they grow. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  growth: ['single-agent', 'mesh', 'group-chat', 'fan-out', 'workflow', 'supervisor', 'pipeline'],
};

async function studied(name: string): Promise<Comparison> {
  const reading = parseScenario(builtinText(name), `${name}.yaml`, []);
  if (!reading.ok) throw new Error(`${name} does not load`);
  const { scenario } = reading;
  const runs = scenario.workload.tasks > 1 ? MANY : SINGLE;
  const effort = { runs, seed: 'rehearsal', precision: null, only: ONLY[name] ?? null };
  return compare(scenario, effort, new LocalExecutor(NOBODY));
}

/** Every share and every price of the comparison, as a sentence tells it. */
function tellable({ summary, growth, measures }: Comparison): Set<string> {
  const unitOf = (id: string): string => measures.find((measure) => measure.id === id)?.unit ?? '1';
  const means = [
    ...summary.map(({ measure, mean }) => [measure.unit, mean] as const),
    ...growth.map(({ measure, mean }) => [unitOf(measure), mean] as const),
  ];
  return new Set(means.filter(([, mean]) => !Number.isNaN(mean)).map(([unit, mean]) => brief(unit, mean)));
}

describe.each(listBuiltins())('the first sentence of %s', (name) => {
  let found: Comparison;
  let verdict: Verdict;
  beforeAll(async () => {
    found = await studied(name);
    verdict = verdictOf(found);
  });

  it('answers the kind of question that is asked, in at most twenty words', () => {
    expect(verdict.kind).toBe(found.scenario.asks.kind);
    expect(wordsIn(verdict.sentence)).toBeLessThanOrEqual(MOST_WORDS);
    expect(verdict.sentence).toMatch(/^\S.*[^.…]\.$/);
    expect(verdict.sentence).not.toMatch(/NaN|undefined|null|–/);
    const names = found.ranking.filter((pattern) => verdict.sentence.includes(pattern));
    expect(names, verdict.sentence).not.toEqual([]);
    expect(verdict.sentence).toMatchSnapshot();
  });

  it('has at most three sentences and four figures behind it', () => {
    expect(verdict.because.length).toBeGreaterThan(0);
    expect(verdict.because.length).toBeLessThanOrEqual(3);
    expect(verdict.tiles.length).toBeGreaterThanOrEqual(3);
    expect(verdict.tiles.length).toBeLessThanOrEqual(4);
    expect(verdict.chart).not.toBeNull();
    const all = [verdict.sentence, ...verdict.because].join(' ');
    expect(wordsIn(all), all).toBeLessThanOrEqual(90);
    expect((all.match(/\d[\d.,]*/g) ?? []).length, all).toBeLessThanOrEqual(15);
  });

  it('tells no value that the comparison does not have', () => {
    const told = tellable(found);
    const shares = verdict.sentence.match(/\d[\d.,]* %(?! less)/g) ?? [];
    // What is a part of something else stands before "of".
    const own = shares.filter((share) => !new RegExp(`${share} of (the|false)`).test(verdict.sentence));
    for (const share of own) {
      const isLimit = found.scenario.decision.limits.some(({ value }) => brief('share', value) === share);
      expect(told.has(share) || isLimit, `${share} in: ${verdict.sentence}`).toBe(true);
    }
  });

  it('calls a tie a tie, and a lead a lead', () => {
    const id = found.scenario.asks.measures[0] ?? found.objectives[0]!;
    const field = fieldOf(found, id);
    if (verdict.kind !== 'choose' || field === null) return;
    if (field.ties.length > 0) expect(verdict.sentence).toMatch(/no difference shown|perhaps/);
    else expect(verdict.sentence).toMatch(new RegExp(`^(Take )?${field.leader.pattern} `));
  });

  it('has a shortlist of at most six rows, of which two can be compared, and no pattern is lost', () => {
    const { rows, rest, ticked, measures } = shortlistOf(found);
    expect(rows.length).toBeLessThanOrEqual(6);
    expect(measures.length).toBeGreaterThan(1);
    for (const pattern of ticked) expect(rows.map((row) => row.pattern)).toContain(pattern);
    expect(ticked).toHaveLength(2);
    const inRows = rows.flatMap(({ pattern, alike }) => [pattern, ...alike]);
    expect(new Set(inRows).size).toBe(inRows.length);
    const counts = rest.map((sentence) => Number(/^\d+/.exec(sentence)![0]));
    expect(inRows.length + counts.reduce((sum, n) => sum + n, 0)).toBe(found.ranking.length);
    for (const { alike, pattern } of rows) expect(alike).not.toContain(pattern);
  });
});
