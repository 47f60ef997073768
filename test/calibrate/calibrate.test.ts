import { describe, expect, it } from 'vitest';
import { CalibrationError, calibrate } from '../../src/calibrate/calibrate.js';
import { flow, ScenarioDraft } from '../../src/calibrate/draft.js';
import { readTaskOf } from '../../src/calibrate/measures.js';
import { namePattern } from '../../src/calibrate/naming.js';
import { packed, unpacked } from '../../src/calibrate/references.js';
import { signsOf } from '../../src/calibrate/signs.js';
import { simulatedTasks } from '../../src/calibrate/simulate.js';
import { loadScenario } from '../../src/index.js';
import { parseScenario } from '../../src/scenario/load.js';
import { traced } from './traced.js';

const EFFORT = { name: 'mine', seed: 'rehearsal', runs: 200, pattern: null };

describe('traces of our own, written as OTLP and read again', () => {
  it('become a scenario with the same pattern, steps and numbers, that is clean and runs', async () => {
    const truth = loadScenario('article');
    const found = calibrate([await traced(truth, 'workflow', 45, 'traced')], EFFORT);
    expect(found.naming!.alike).toContain('workflow');
    expect([found.tasks, found.fitted, found.heldOut]).toEqual([45, 30, 15]);
    const read = parseScenario(found.scenario, 'mine.yaml', []);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.warnings).toEqual([]);
    const { task, agents } = read.scenario;
    expect(task.steps.map(({ role, after }) => [role, after])).toEqual(
      expect.arrayContaining([
        ['summariser', []],
        ['fact-checker', ['summariser']],
        ['citation-finder', ['fact-checker']],
      ]),
    );
    expect(agents.find(({ role }) => role === 'citation-finder')!.output).toEqual({ kind: 'constant', value: 150 });
    expect(simulatedTasks(read.scenario, found.pattern, 5, 'again')).toHaveLength(5);
    const mean = found.rows.find(({ figure, statistic }) => figure === 'calls' && statistic === 'mean')!;
    expect(Math.abs(mean.error)).toBeLessThan(0.1);
    // What no trace tells is assumed, and varied by a decision.
    const assumed = found.values.filter(({ origin }) => origin === 'assumed').map(({ path }) => path.join('.'));
    expect(assumed).toContain('agents.defaults.hallucination');
    expect(found.values.map(({ path }) => path.at(-1))).toContain('agents.defaults.hallucination');
  });

  it('give the same bytes twice', async () => {
    const trace = await traced(loadScenario('growth'), 'pipeline', 8, 'twice');
    expect(JSON.stringify(calibrate([trace], EFFORT))).toBe(JSON.stringify(calibrate([trace], EFFORT)));
  });

  it.each([
    ['article', 'supervisor'],
    ['article', 'lead-and-subagents'],
    ['article', 'contract-net'],
    ['content', 'handoff'],
    ['growth', 'mesh'],
    ['payments', 'magentic'],
  ])('of %s show that its pattern is %s', async (scenario, pattern) => {
    const { tasks } = await traced(loadScenario(scenario), pattern, 8, 'named');
    const { ranked } = namePattern(signsOf(tasks.map(readTaskOf)));
    expect(ranked[0]!.pattern).toBe(pattern);
    expect(ranked[0]!.probability).toBeGreaterThan(0.5);
  });
});

it('refuses traces without a call, and says what to give', () => {
  expect(() => calibrate([], EFFORT)).toThrow(CalibrationError);
  expect(() => calibrate([], EFFORT)).toThrow(/Give traces with calls/);
});

it('writes a draft as a file that reads back to the same data', () => {
  const draft = new ScenarioDraft();
  draft.set(['a', 'b', 'c'], 1.23456, 'fitted', '12 calls');
  draft.set(['x'], 'a text: with a colon', 'seen', '');
  draft.set(['a', 'b', 'd'], { lognormal: { median: 2, p95: 6 } }, 'assumed', 'no trace tells');
  expect(draft.text(['head'])).toBe(
    '# head\n\na:\n  b:\n    c: 1.235  # fitted: 12 calls\n    d: { lognormal: { median: 2, p95: 6 } }  # assumed: no trace tells\n\nx: "a text: with a colon"\n',
  );
  expect(flow([Number.POSITIVE_INFINITY, true])).toBe('[.inf, true]');
});

it('packs signs in a character each', () => {
  const signs = [0, 1, 0.5, Number.NaN];
  expect(unpacked(packed(signs))).toEqual(signs);
});
