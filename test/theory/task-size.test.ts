/**
 * Tasks of different size: means stay what they were, variances follow the law of total variance, and a large task is large
 * under every pattern. All checked at 99.9 %.
 */
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { layOut } from '../../src/sim/team/work-layout.js';
import { builtin, callsOf, hashOf, measure, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';

/** The two-sided 99.9 % quantile of the normal distribution. */
const Z = 3.29;
const RUNS = 12_000;

interface Moments {
  readonly mean: number;
  readonly variance: number;
  /** Standard errors of both, of whatever distribution. */
  readonly ofMean: number;
  readonly ofVariance: number;
}

function momentsOf(values: readonly number[]): Moments {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const central = (power: number): number => values.reduce((sum, x) => sum + (x - mean) ** power, 0) / n;
  const variance = central(2);
  return { mean, variance, ofMean: Math.sqrt(variance / n), ofVariance: Math.sqrt((central(4) - variance ** 2) / n) };
}

function expectMoments(values: readonly number[], mean: number, variance: number): void {
  const found = momentsOf(values);
  expect(Math.abs(found.mean - mean)).toBeLessThan(Z * found.ofMean);
  expect(Math.abs(found.variance - variance)).toBeLessThan(Z * found.ofVariance);
}

const form = (size: string, output: string, steps: string): string =>
  yaml(`
task:
  size: ${size}
  brief: { tokens: 1000 }
  steps:
${steps}
agents:
  defaults: { model: plain, prompt: 0, output: ${output} }
  a: {}
  b: {}
  c: {}
`);
const LINE = `    one: { role: a }
    two: { role: b, after: [one] }
    three: { role: c, after: [two] }`;

const runsOf = (text: string, read: (run: RunRecord) => number, pattern = 'pipeline', runs = RUNS): number[] =>
  replicate(worldOf(scenarioOf(text), pattern), runs, read);
const written = (run: RunRecord): number => measure(run, 'outputTokens');

describe('tokens that are written', () => {
  /** T = S (X1 + ... + Xn): E T = n m, Var T = E S^2 n Var X + Var S n^2 m^2. */
  const expected = (n: number, m: number, varX: number, varS: number): readonly [number, number] => [
    n * m,
    (1 + varS) * n * varX + varS * (n * m) ** 2,
  ];

  it('have the same mean whatever the size varies, and a variance by the law of total variance', () => {
    // Rounded to whole tokens: another 1/12 for each call.
    for (const [size, varS] of [
      ['1', 0],
      ['{ uniform: [0.5, 1.5] }', 1 / 12],
      ['{ gamma: { mean: 1, cv: 0.6 } }', 0.36],
    ] as const) {
      const [mean, variance] = expected(3, 2000, 1000 ** 2 / 12, varS);
      expectMoments(runsOf(form(size, '{ uniform: [1500, 2500] }', LINE), written), mean, variance + 3 / 12);
    }
  });

  it('vary as a lognormal of the short form says, in one call and over a task', () => {
    const values = runsOf(form('{ mean: 1, cv: 0.5 }', '{ mean: 3000 }', LINE), written, 'pipeline', 24_000);
    expectMoments(values, ...expected(3, 3000, 3000 ** 2, 0.25));
  });

  it('of two steps of a task correlate: Var S / (Var S + (1 + Var S) cv^2)', () => {
    const [varS, cv] = [0.36, 0.5];
    const pairs = replicate(
      worldOf(
        scenarioOf(form('{ gamma: { mean: 1, cv: 0.6 } }', '{ gamma: { mean: 3000, cv: 0.5 } }', LINE)),
        'pipeline',
      ),
      RUNS,
      (run) => callsOf(run).map((call) => call.outputTokens),
    );
    const [x, y] = [0, 1].map((at) => momentsOf(pairs.map((pair) => pair[at]!)));
    const products = momentsOf(pairs.map((pair) => (pair[0]! - x!.mean) * (pair[1]! - y!.mean)));
    const correlation = products.mean / Math.sqrt(x!.variance * y!.variance);
    const off = (Z * products.ofMean) / Math.sqrt(x!.variance * y!.variance);
    expect(Math.abs(correlation - varS / (varS + (1 + varS) * cv ** 2))).toBeLessThan(1.3 * off);
  });

  it('in a synthesis are scaled, those in a decision are not', () => {
    const text = form('{ uniform: [0.5, 1.5] }', '1000', LINE);
    replicate(worldOf(scenarioOf(text), 'supervisor'), 50, (run) => {
      for (const call of callsOf(run)) {
        if (call.act === 'produce') expect(call.outputTokens).toBe(Math.round(1000 * run.size));
        if (call.act === 'compose') expect(call.outputTokens).toBe(Math.round(100 * run.size));
        if (call.act === 'decide') expect(call.outputTokens).toBe(10 + 2);
      }
    });
  });
});

describe('other things that go with the size', () => {
  it('are the brief', () => {
    const read = runsOf(
      form('{ uniform: [0.5, 1.5] }', '10', '    one: { role: a }'),
      (run) => callsOf(run)[0]!.inputTokens,
    );
    const framing = 3 + 4 + 4;
    expectMoments(read, 1000 + framing, 1000 ** 2 / 12 + 1 / 12);
  });

  it('are the brief, whose length may vary beside the size: 1 + CV^2 = (1 + Var S) (1 + cv^2)', () => {
    const text = form('{ uniform: [0.5, 1.5] }', '10', '    one: { role: a }').replace(
      'tokens: 1000',
      'tokens: 1000, cv: 0.4',
    );
    const variance = 1000 ** 2 * ((1 + 1 / 12) * (1 + 0.4 ** 2) - 1);
    expectMoments(
      runsOf(text, (run) => callsOf(run)[0]!.inputTokens - 11),
      1000,
      variance + 1 / 12,
    );
  });

  it('are tool calls, whole numbers of them with the right mean: Var = Var(r S) + E f (1 - f)', () => {
    const text = form('{ uniform: [0.5, 1.5] }', '10', '    one: { role: a, tools: { roundTrips: 4 } }');
    expectMoments(
      runsOf(text, (run) => run.calls.length),
      5,
      4 ** 2 / 12 + 1 / 6,
    );
    const few = form('{ mean: 1, cv: 0.9 }', '10', '    one: { role: a, tools: { roundTrips: 0.7 } }');
    const found = momentsOf(runsOf(few, (run) => run.calls.length));
    expect(Math.abs(found.mean - 1.7)).toBeLessThan(Z * found.ofMean);
  });

  it('are the results of tools: as many more of them, each as much longer', () => {
    const text = form('{ uniform: [0.5, 1.5] }', '10', '    one: { role: a, tools: { roundTrips: 4, result: 2000 } }');
    const read = momentsOf(
      runsOf(text, (run) => {
        const calls = callsOf(run);
        const trips = calls.length - 1;
        return calls.at(-1)!.inputTokens - calls[0]!.inputTokens - trips * (8 + 2 + 2 * 4);
      }),
    );
    // E S^2 = 1 + 1/12.
    expect(Math.abs(read.mean - 4 * 2000 * (1 + 1 / 12))).toBeLessThan(Z * read.ofMean);
  });

  it('are claims of steps', () => {
    const text = form('{ uniform: [0.5, 1.5] }', '10', '    one: { role: a, claims: 10 }');
    expectMoments(
      runsOf(text, (run) => run.claims.length),
      10,
      10 ** 2 / 12 + 1 / 6,
    );
  });

  it('are the points that a delivery owes: whoever loses nothing owes nothing, in tasks of every size', () => {
    const steps = `    one: { role: a, claims: 10 }
    two: { role: b, after: [one], claims: 4, owes: 2 }`;
    const text = form('{ uniform: [0.5, 1.5] }', '1000', steps);
    for (const pattern of ['pipeline', 'single-agent', 'mesh', 'supervisor']) {
      const owed = runsOf(
        text,
        (run) => {
          expect([run.owed - run.held, run.outcome], pattern).toEqual([0, 'correct']);
          return run.owed;
        },
        pattern,
        1000,
      );
      const found = momentsOf(owed);
      expect(Math.abs(found.mean - 12), pattern).toBeLessThan(Z * found.ofMean + 0.01);
    }
  });

  it('are replicas, where a scenario says how many there can be', () => {
    const steps = `    one: { role: a, replicas: 4, mostReplicas: 6 }
    two: { role: b, after: [one] }`;
    const text = form('{ uniform: [0.5, 1.5] }', '10', steps);
    for (const pattern of ['workflow', 'pipeline', 'choreography', 'single-agent', 'supervisor', 'fan-out-fan-in']) {
      const copies = (run: RunRecord): number =>
        callsOf(run).filter(({ step }) => step?.startsWith('one') === true).length;
      const counts = runsOf(text, copies, pattern, 3000);
      expect(new Set(counts), pattern).toEqual(new Set([2, 3, 4, 5, 6]));
      const found = momentsOf(counts);
      expect(Math.abs(found.mean - 4), pattern).toBeLessThan(Z * found.ofMean);
    }
    const least = form('{ uniform: [0, 2] }', '10', steps.replace('replicas: 4', 'replicas: 1'));
    expect(Math.min(...runsOf(least, (run) => run.calls.length, 'workflow', 500))).toBe(2);
  });

  it('hand over what the replicas that a small task has made, and nothing of those that it has not', () => {
    const text = form(
      '{ uniform: [0, 2] }',
      '100',
      `    plan: { role: a, claims: 1 }
    each: { role: b, after: [plan], replicas: 2, mostReplicas: 4, claims: 1 }
    join: { role: c, after: [each] }`,
    );
    replicate(worldOf(scenarioOf(text), 'workflow'), 100, (run) => {
      const calls = callsOf(run);
      const join = calls.at(-1)!;
      const replicas = calls.length - 2;
      const each = Math.max(1, Math.round(100 * run.size));
      expect(join.inputTokens).toBe(3 + 4 + replicas * (each + 4));
      expect([run.missingSteps, run.outcome]).toEqual([0, 'correct']);
    });
  });
});

describe('a task', () => {
  const KINDS = `
  kinds:
    small: { share: 0.5, size: 0.5, brief: { tokens: 100 } }
    usual: { share: 0.4 }
    huge: { share: 0.1, size: { gamma: { mean: 6, cv: 0.5 } }, difficulty: 2 }
  brief:`;
  const mixed = form('{ gamma: { mean: 1, cv: 0.2 } }', '1000', LINE).replace('\n  brief:', KINDS);

  it('has the same size and kind under every pattern', () => {
    const seen = new Map<string, string>();
    for (const { name } of patterns) {
      const world = worldOf(
        scenarioOf(builtin('article'), [
          'task.size={ mean: 1, cv: 0.7 }',
          'task.kinds.a.share=0.5',
          'task.kinds.b.share=0.5',
        ]),
        name,
      );
      seen.set(name, replicate(world, 20, (run) => `${run.kind} ${run.size}`).join('; '));
    }
    expect(new Set(seen.values()).size).toBe(1);
    expect(seen.size).toBeGreaterThan(15);
  });

  it('is of a kind as often as its share says, and as large as the kind says', () => {
    const runs = replicate(worldOf(scenarioOf(mixed), 'pipeline'), RUNS, (run) => ({
      ...{ kind: run.kind, size: run.size, brief: callsOf(run)[0]!.inputTokens - 11 },
    }));
    for (const [kind, share, mean, brief] of [
      [0, 0.5, 0.5, 100],
      [1, 0.4, 1, 1000],
      [2, 0.1, 6, 1000],
    ] as const) {
      const own = runs.filter((run) => run.kind === kind);
      expect(Math.abs(own.length / RUNS - share)).toBeLessThan(Z * Math.sqrt((share * (1 - share)) / RUNS));
      const sizes = momentsOf(own.map(({ size }) => size));
      expect(Math.abs(sizes.mean - mean)).toBeLessThan(Z * sizes.ofMean);
      for (const run of own) expect(run.brief).toBe(Math.round(brief * run.size));
    }
  });

  it('of one kind among others is the same task as if there were that kind only', () => {
    const only = ['task.kinds.small.share=0', 'task.kinds.usual.share=0', 'task.kinds.huge.share=1'];
    const alone = replicate(worldOf(scenarioOf(mixed, only), 'workflow'), 200, hashOf);
    const among = replicate(worldOf(scenarioOf(mixed), 'workflow'), 200, (run) =>
      run.kind === 2 ? hashOf(run) : null,
    );
    expect(among.filter((hash) => hash !== null).length).toBeGreaterThan(5);
    for (const [nth, hash] of among.entries()) if (hash !== null) expect(hash).toBe(alone[nth]);
  });

  it('is as it was where its size is 1, and so is the luck of all its claims', () => {
    const plain = scenarioOf(builtin('article'));
    const named = scenarioOf(builtin('article'), ['task.kinds.usual.share=1', 'task.size=1']);
    for (const pattern of ['pipeline', 'supervisor', 'maker-checker', 'mesh']) {
      const hashes = [plain, named].map((scenario) => replicate(worldOf(scenario, pattern), 30, hashOf));
      expect(hashes[1]).toEqual(hashes[0]);
    }
    const [usual, sized] = [plain, scenarioOf(builtin('article'), ['task.size={ mean: 1, cv: 1 }'])].map(layOut);
    expect(sized!.leaves.map(({ keys }) => keys)).toEqual(usual!.leaves.map(({ keys }) => keys));
    for (const { keys, allKeys } of sized!.leaves) expect(allKeys.slice(0, keys.length)).toEqual(keys);
    const all = [...sized!.briefKeys, ...sized!.synthesisKeys, ...sized!.leaves.flatMap(({ allKeys }) => allKeys)];
    expect(new Set(all).size).toBe(all.length);
  });
});
