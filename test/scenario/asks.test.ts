import { describe, expect, it, test } from 'vitest';
import { builtinText, listBuiltins, listPublished } from '../../src/scenario/file.js';
import { parseScenario } from '../../src/scenario/load.js';
import { nameProblems } from '../../src/study/check.js';
import { BASE, scenarioOf } from './helper.js';

const GROWTH = 'growth: { label: n, paths: [agents.writer.instances], sizes: [1, 2] }';
const read = (text: string) => parseScenario(`${BASE}\n${text}\n`, 'x.yaml', []);

describe('what a scenario asks', () => {
  it.each([
    ['', 'choose'],
    [GROWTH, 'growth'],
    [GROWTH.replace('agents.writer.instances', 'agents.writer.prompt'), 'choose'],
    [
      'workload: { tasks: 2, arrivals: { poisson: 1/m } }\ngrowth: { label: n, paths: [workload.tasks], sizes: [2, 3] }',
      'threshold',
    ],
    ['asks: mechanism', 'mechanism'],
    [`asks: choose\n${GROWTH}`, 'choose'],
  ])('%s', (text, kind) => {
    const reading = read(text);
    expect(reading.ok && reading.scenario.asks).toEqual({ kind, patterns: [], measures: [], condition: null });
  });

  it('names what it is about', () => {
    const { asks } = scenarioOf(`${BASE}\n${GROWTH}`, [
      'asks={ kind: what-if, patterns: [pipeline], measures: [cost], if: nobody writes }',
    ]);
    expect(asks).toEqual({ kind: 'what-if', patterns: ['pipeline'], measures: ['cost'], condition: 'nobody writes' });
  });

  it.each([
    ['asks: grow', 'expected one of choose, threshold, growth, what-if, mechanism'],
    ['asks: { patterns: [pipeline] }', "'kind' is missing in asks"],
    ['asks: { kind: choose, pattern: pipeline }', "unknown key 'pattern' in asks"],
    ['asks: { kind: choose, patterns: [] }', 'expected a list of at least 1 item, got 0'],
  ])('refuses %s', (text, message) => {
    const reading = read(text);
    expect(reading.ok ? [] : reading.problems.map((one) => one.message).join('\n')).toContain(message);
  });

  it('refuses patterns and measures that there are not, at their place', () => {
    const reading = read('asks: { kind: choose, patterns: [pipeline, pipelin], measures: [corect] }');
    if (!reading.ok) throw new Error('it loads');
    const problems = nameProblems(reading.scenario, reading.source);
    expect(problems.map(({ message, next }) => `${message} ${next}`)).toEqual([
      "unknown pattern 'pipelin' Did you mean 'pipeline'?",
      "unknown measure 'corect' Did you mean 'correct'?",
    ]);
  });

  it.each([
    ['asks: growth', "a question of the kind 'growth' is answered from a growth study, and there is none"],
    [
      'asks: { kind: threshold }',
      "a question of the kind 'threshold' is answered from a growth study, and there is none",
    ],
    ['asks: { kind: choose, if: it rains }', "'if' has no effect on a question of the kind 'choose'"],
  ])('warns of %s', (text, message) => {
    const reading = read(text);
    expect(reading.ok && reading.warnings.map((one) => one.message)).toEqual([message]);
  });
});

test.each([...listBuiltins(), ...listPublished()])('%s says what it asks', (name) => {
  expect(builtinText(name)).toMatch(/^question: .*\nasks: /m);
});
