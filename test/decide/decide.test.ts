import { describe, expect, it } from 'vitest';
import { type DecideEffort, decide, objectionTo } from '../../src/decide/decide.js';
import { decisionAnswer } from '../../src/report/words/decide-answer.js';
import { parseScenario } from '../../src/scenario/load.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { chain, scenarioOf, yaml } from '../sim/helper.js';

const quiet = () => new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });

/** The single agent's prompt is its own, so that it can be varied. */
const textOf = (decision: string): string =>
  yaml(chain(`decision: { ${decision} }`)).replace('coordinator:', 'generalist: { prompt: 300 }\ncoordinator:');

async function decided(decision: string, settings: readonly string[] = [], more: Partial<DecideEffort> = {}) {
  const parsed = parseScenario(textOf(decision), 'x.yaml', ['agents.defaults.prompt=100', ...settings]);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  const effort = { seed: 'a', runs: 20, precision: null, only: ['pipeline'], samples: 9, tasksPerSample: 4, ...more };
  return decide(parsed.scenario, effort, quiet());
}

describe('a decision over what is uncertain', () => {
  it('flips where a latency of constants passes its limit', async () => {
    // Three steps one after the other, of x seconds each.
    const found = await decided(
      'objectives: { cost: {} }, limits: { latency: 35 }, uncertain: { agents.defaults.latency: [5, 30] }',
    );
    const { answer, sensitivities, robustness } = found;
    expect(answer).not.toBeNull();
    const flip = sensitivities[0]!.flips[0]!;
    expect(flip).toMatchObject({ kind: 'breaks', side: 'above', to: null, isOpen: { low: false, high: false } });
    expect(flip.at).toBeCloseTo(35 / 3, 6);
    expect(flip.low).toBeCloseTo(35 / 3, 6);
    expect(flip.high).toBeCloseTo(35 / 3, 6);
    expect(flip.distance).toBeCloseTo((35 / 3 - 10) / 25, 6);
    const over = robustness!.points.filter(({ values }) => values[0]! > 35 / 3).length;
    expect(robustness!.nobody.share).toBeCloseTo(over / 9, 12);
    expect(robustness!.patterns.find(({ name }) => name === answer)!.wins.share).toBeCloseTo((9 - over) / 9, 12);
  });

  it('without a feasible pattern says what must hold for one, by the limit that binds', async () => {
    // Three steps of 10 s; all probabilities are 0, and the second limit is the harder one.
    const decision = 'objectives: { cost: {} }, uncertain: { agents.defaults.latency: [5, 30] }';
    const one = await decided(`${decision}, limits: { latency: 25 }`);
    expect(one.answer).toBeNull();
    expect(one.sensitivities[0]!.flips[0]).toMatchObject({ kind: 'admitted', side: 'below' });
    expect(one.sensitivities[0]!.flips[0]!.at).toBeCloseTo(25 / 3, 6);
    expect(decisionAnswer(one)[0]).toBe(
      'Take none; pipeline keeps every limit only if a call of an agent takes less than 8.3 s.',
    );
    const two = await decided(`${decision}, limits: { latency: 25, latency.p50: 20 }`);
    expect(two.sensitivities[0]!.flips[0]!.at).toBeCloseTo(20 / 3, 1);
    expect(two.sensitivities[0]!.flips[0]!.bound).toMatchObject({ statistic: 'p50', value: 20 });
  });

  it('without a feasible pattern anywhere says which comes nearest, and where', async () => {
    const found = await decided(
      'objectives: { cost: {} }, limits: { latency: 12 }, uncertain: { agents.defaults.latency: [5, 30] }',
    );
    const { answer, sensitivities, robustness } = found;
    expect([answer, sensitivities[0]!.flips, robustness!.nobody.share]).toEqual([null, [], 1]);
    expect(sensitivities[0]!.nearest).toMatchObject({ value: 5, check: { value: 15 } });
    const [first, second, third, fourth] = decisionAnswer(found);
    expect(first).toMatch(/^Take none: no pattern keeps every limit; [a-z-]+ comes nearest\.$/);
    expect(second).toContain('with latency 30 s (30 to 30) where at most 12 s is allowed, 150 % too much.');
    expect(third).toBe('Over 9 uncertain worlds no pattern keeps every limit anywhere.');
    expect(fourth).toMatch(
      /^No single uncertain value, within its range, lets a pattern keep every limit: the closest is [a-z-]+ at agents\.defaults\.latency 5 s, with latency 15 s \(15 to 15\) where at most 12 s is allowed, 25 % too much\.$/,
    );
  });

  it('flips where one cost passes another', async () => {
    const { answer, sensitivities } = await decided(
      'objectives: { cost: {} }, uncertain: { generalist.prompt: [0, 400] }',
    );
    expect(answer).toBe('pipeline');
    const flip = sensitivities[0]!.flips[0]!;
    // The single agent's cost is linear in its prompt: two values give the one at which it costs as much as the pipeline.
    const costs = async (prompt: number): Promise<number[]> => {
      const { options } = await decided('objectives: { cost: {} }', [`generalist.prompt=${prompt}`]);
      return ['single-agent', 'pipeline'].map(
        (name) => options.find(({ standing }) => standing.name === name)!.standing.means[0]!,
      );
    };
    const [[none, pipeline], [hundred]] = [await costs(0), await costs(100)];
    const level = (pipeline! - none!) / ((hundred! - none!) / 100);
    expect(level).toBeGreaterThan(5);
    expect(flip).toMatchObject({ kind: 'overtaken', side: 'below', to: 'single-agent' });
    // A count flips at the first value that differs.
    expect(flip.at).toBe(Math.ceil(level) - 1);
  });

  it('says where nothing flips', async () => {
    const { sensitivities } = await decided('objectives: { cost: {} }, uncertain: { generalist.penalty: [1, 3] }');
    expect(sensitivities[0]!.flips).toEqual([]);
    expect(sensitivities[0]!.looks.map(({ value }) => value)).toEqual([1, 1.33333, 1.66667, 2, 2.33333, 2.66667, 3]);
  });

  it('has no regret where one pattern is best everywhere', async () => {
    const { robustness, answer } = await decided(
      'objectives: { cost: {} }, uncertain: { generalist.prompt: [200, 400] }',
    );
    const own = robustness!.patterns.find(({ name }) => name === answer)!;
    expect(own.wins).toMatchObject({ share: 1, high: 1 });
    expect(own.regret).toMatchObject({ mean: 0, max: 0 });
    expect(robustness!.patterns.find(({ name }) => name === 'single-agent')!.regret!.mean).toBeGreaterThan(0);
  });

  it('adds points until the share of the answer is known as well as was asked for, or says that it is not', async () => {
    const half = 'objectives: { cost: {} }, limits: { latency: 45 }, uncertain: { agents.defaults.latency: [5, 25] }';
    const few = await decided(half, [], { samples: 16, shareWithin: 0.06, mostSamples: 400 });
    const { wins } = few.robustness!.patterns.find(({ name }) => name === few.answer)!;
    expect(few.robustness!.points.length).toBeGreaterThan(16);
    expect((wins.high - wins.low) / 2).toBeLessThanOrEqual(0.06);
    // The limit is kept up to 15 s a step.
    expect(wins.low).toBeLessThan(0.5);
    expect(wins.high).toBeGreaterThan(0.5);
    expect(decisionAnswer(few).join(' ')).not.toContain('asked for');
    const capped = await decided(half, [], { samples: 16, shareWithin: 0.01, mostSamples: 20 });
    expect(capped.robustness!.points).toHaveLength(20);
    expect(decisionAnswer(capped)[2]).toMatch(/, wider than the ±1 points asked for\)/);
  });

  it('looks at other points with another seed', async () => {
    const at = async (seed: string) => {
      const { robustness } = await decided('objectives: { cost: {} }, uncertain: { generalist.penalty: [1, 3] }', [], {
        seed,
      });
      return robustness!.points.map(({ values }) => values[0]!);
    };
    const [first, again, other] = [await at('a'), await at('a'), await at('b')];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('without anything uncertain is that at the own values', async () => {
    const { robustness, sensitivities, effort } = await decided('objectives: { cost: {} }', ['generalist.penalty=1']);
    expect([robustness, sensitivities, effort.samples, effort.isComplete]).toEqual([null, [], 0, true]);
  });

  it('is also one over what a pattern lives by and the scenario leaves at its default', async () => {
    const { robustness, sensitivities, comparison } = await decided('objectives: { cost: {} }');
    expect(sensitivities.map(({ parameter }) => parameter)).toEqual([
      { path: 'generalist.penalty', low: 1, high: 3, unit: '', scale: 'linear', isWhole: false, base: 1 },
    ]);
    expect(sensitivities[0]!.looks.map(({ value }) => value)[0]).toBe(1);
    expect(sensitivities[0]!.looks.map(({ value }) => value).at(-1)).toBe(3);
    expect(robustness!.points).toHaveLength(9);
    const [note] = comparison.warnings.filter(({ message }) => message.includes('generalist.penalty'));
    expect(note!.message).toBe(
      'single-agent lives by generalist.penalty, which is left at 1: it does every step as well as a specialist.',
    );
  });

  it('cannot be made on objectives without a better side, or that are measured beside the tasks', () => {
    const objection = (id: string) => objectionTo(scenarioOf(yaml(chain(`decision: { objectives: { ${id}: {} } }`))));
    expect(objection('edges')?.message).toContain("'edges'");
    expect(objection('singlePoint')?.message).toContain("'singlePoint'");
    expect(objection('cost')).toBeNull();
  });
});
