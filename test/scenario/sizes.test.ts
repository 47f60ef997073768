import { describe, expect, it } from 'vitest';
import { lognormalOf } from '../../src/scenario/distribution-mean.js';
import { mean as meanOf, quantile } from '../../src/sim/luck/distributions.js';
import { brief, changed, problemsOf, scenarioOf } from './helper.js';

/** The base with keys of the task before its brief (line 4). */
const task = (text: string): string => changed(3, `task:\n  ${text}`);
const said = (text: string): string[] => problemsOf(text).map(brief);

describe('the size of a task', () => {
  it.each([
    '1',
    '{ mean: 1, cv: 0.8 }',
    '{ uniform: [0, 2] }',
    '{ gamma: { mean: 1, cv: 2 } }',
    '{ empirical: [0.5, 1, 1.5] }',
  ])('of %s is taken: its mean is 1', (size) => expect(said(task(`size: ${size}`))).toEqual([]));

  it('is taken within the rounding of what a person writes', () => {
    // Median 1 / sqrt(1 + cv^2) and p95 of a lognormal with mean 1 and cv 1, to three digits.
    expect(said(task('size: { lognormal: { median: 0.707, p95: 2.78 } }'))).toEqual([]);
  });

  it.each([
    ['2', '2'],
    ['{ uniform: [0, 1] }', '0.5'],
    ['{ lognormal: { median: 1, p95: 3 } }', '1.25'],
    ['{ pareto: { min: 0.5, alpha: 1 } }', 'Infinity'],
  ])('of %s is refused in one sentence', (size, mean) => {
    const text = task(`size: ${size}`);
    expect(said(text)).toEqual([expect.stringMatching(new RegExp(`^4:[39] the mean of task.size is ${mean}, not 1$`))]);
    expect(problemsOf(text)[0]!.next).toBe(
      'Write a distribution with mean 1, such as { mean: 1, cv: 0.5 }; other lengths belong to the steps.',
    );
  });
});

describe('kinds of tasks', () => {
  it('have shares that add up to 1', () => {
    expect(said(task('kinds: { small: { share: 0.7 }, huge: { share: 0.4, size: 5 } }'))).toEqual([
      '4:3 the shares of the kinds add up to 1.1, not to 1',
    ]);
    expect(said(task('kinds: { small: {} }'))).toEqual(["4:12 'share' is missing in task.kinds.small"]);
  });

  it('keep what they change, and the rest is as usual', () => {
    const { kinds } = scenarioOf(
      task('kinds: { small: { share: 0.7 }, huge: { share: 0.3, size: 5, difficulty: 2, brief: { tokens: 9 } } }'),
    ).task;
    expect(kinds).toEqual([
      { name: 'small', share: 0.7, size: { kind: 'constant', value: 1 }, difficulty: 1, briefTokens: null },
      { name: 'huge', share: 0.3, size: { kind: 'constant', value: 5 }, difficulty: 2, briefTokens: 9 },
    ]);
  });
});

describe('replicas that go with the size', () => {
  it('are written out as far as they may go', () => {
    const { steps } = scenarioOf(changed(6, '    write: { role: writer, replicas: 2, mostReplicas: 4 }')).task;
    expect(
      steps.filter(({ perSize }) => perSize?.kind === 'constant' && perSize.value === 2).map(({ name }) => name),
    ).toEqual(['write-1', 'write-2', 'write-3', 'write-4']);
    expect(said(changed(6, '    write: { role: writer, replicas: 3, mostReplicas: 2 }'))).toEqual([
      "6:55 the step 'write' has at most 2 replicas, and 3 where the task is of usual size",
    ]);
  });
});

describe('a lognormal by its mean', () => {
  const output = (text: string): string => changed(11, `  writer: { output: ${text} }`);

  it('has a spread by default where there is a source for it: of answers', () => {
    const [writer] = scenarioOf(output('{ mean: 250 }')).agents;
    expect(writer!.output).toEqual(scenarioOf(output('{ mean: 250, cv: 1 }')).agents[0]!.output);
    expect(writer!.output).toMatchObject({ kind: 'lognormal', sigma: Math.sqrt(Math.log(2)) });
    expect(scenarioOf(output('{ mean: 250, cv: 0 }')).agents[0]!.output).toEqual({ kind: 'constant', value: 250 });
  });

  it('says what is missing, and does not stand beside a name', () => {
    expect(said(changed(11, '  writer: { latency: { mean: 5s } }'))).toEqual([
      '11:13 a lognormal by its mean needs cv',
    ]);
    expect(said(output('{ cv: 1 }'))).toEqual(['11:13 a lognormal by its mean needs mean']);
    expect(said(output('{ mean: 2, gamma: { mean: 2, cv: 1 } }'))).toEqual([
      '11:13 a distribution has exactly one name',
    ]);
    expect(said(output('{ mean: 0 }'))).toEqual(['11:29 expected a number of tokens above 0, got 0']);
    expect(said(output('{ mean: 2, cv: -1 }'))).toEqual(['11:36 expected a number, 0 or more, got -1']);
  });
});

describe('the short form of a lognormal', () => {
  it.each([
    [250, 1],
    [3, 0.2],
    [1000, 1.8],
  ])('has mean %d and coefficient of variation %d', (mean, cv) => {
    const d = lognormalOf(mean, cv);
    expect(meanOf(d)).toBeCloseTo(mean, 9);
    expect(d.kind === 'lognormal' ? Math.sqrt(Math.expm1(d.sigma ** 2)) : Number.NaN).toBeCloseTo(cv, 9);
    expect(quantile(d, 0.5)).toBeCloseTo(mean / Math.sqrt(1 + cv * cv), 9);
  });
});
