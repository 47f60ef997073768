import { describe, expect, it } from 'vitest';
import { wayBack } from '../../src/measures/investigation.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { meanInterval } from '../../src/statistics/estimates.js';
import { studentQuantile } from '../../src/statistics/student.js';
import { measure, type Options, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';

/** The first of five in a row says something false, and all believe it; three steps of a chain and two beside it. */
const BODY = yaml(`task:
  brief: { tokens: 100 }
  steps:
    s1: { role: a, claims: 1 }
    s2: { role: b, after: [s1] }
    s3: { role: c, after: [s2] }
    s4: { role: d, after: [s3] }
    s5: { role: e, after: [s4] }
agents:
  defaults: { model: plain, prompt: 10, output: 20 }
  a: { hallucination: 1 }
  b: {}
  c: {}
  d: {}
  e: {}
`);

const run = (pattern: string, options: Options = {}, overrides: readonly string[] = []): RunRecord =>
  worldOf(scenarioOf(BODY, overrides), pattern, options).run(0);

/** What each false claim of a run takes: logs, hops, candidates. */
const work = (found: RunRecord): number[] => ['logsOpened', 'hopsWalked', 'candidates'].map((id) => measure(found, id));

/** Deviation from what is expected, in units of the 99.9 % interval of the mean: at most 1. */
function deviation(values: readonly number[], expected: number): number {
  const { n, mean, high } = meanInterval(values);
  const error = (high - mean) / studentQuantile(0.975, n - 1);
  return Math.abs(mean - expected) / (studentQuantile(0.9995, n - 1) * error);
}

const RUNS = 4000;

describe('who looks for the origin of a false claim', () => {
  it('opens all logs of a chain, one after the other: each has heard it from one', () => {
    expect(work(run('pipeline'))).toEqual([5, 4, 1]);
    expect(work(run('choreography'))).toEqual([5, 4, 1]);
  });

  it('opens one log where a hub delivers: it holds what the hub sent to each, and what came back', () => {
    // Each of five hands it to the engine, which hands it to the next four: 9 handovers; from 1, 2, 3, 4 and 5 it had it.
    expect(work(run('workflow'))).toEqual([1, 9, (1 + 2 + 3 + 4 + 5 + 4) / 9]);
    expect(measure(run('supervisor'), 'logsOpened')).toBe(1);
  });

  it('opens one log where one did everything, and has nothing to choose from', () => {
    const [logs, hops, candidates] = work(run('single-agent'));
    expect([logs, hops]).toEqual([1, 0]);
    expect(candidates).toBeNaN();
  });

  it('asks one query with tracing, however long the way is', () => {
    expect(work(run('pipeline', {}, ['policies.tracing=true']))).toEqual([1, 4, 1]);
    expect(work(run('mesh', {}, ['policies.tracing=true']))).toEqual([1, 1, 1]);
  });

  it('opens (n + 1) / 2 logs of a mesh of n that all repeat it: one of them introduced it', () => {
    expect(work(run('mesh', { rounds: 2, settle: false }))).toEqual([3, 1, 5]);
  });

  it('is not asked where nothing false was delivered', () => {
    for (const value of work(run('pipeline', {}, ['agents.a.hallucination=0']))) expect(value).toBeNaN();
  });
});

/** Each of n in a row makes one claim, which rests on one that was made before; errors arise anywhere. */
const rowOf = (n: number, hallucination: number): string => {
  const steps = Array.from({ length: n }, (_, i) => {
    const after = i === 0 ? '' : `, after: [s${i - 1}]`;
    return `    s${i}: { role: r${i}, claims: 1${after} }`;
  });
  const roles = steps.map((_, i) => `  r${i}: {}`);
  return yaml(`task:
  brief: { tokens: 100 }
  steps:
${steps.join('\n')}
agents:
  defaults: { model: plain, prompt: 10, output: 20, hallucination: ${hallucination} }
${roles.join('\n')}
`);
};

/**
 * Of a claim of the jth of n: P(it is false), and E(place of its origin; it is false). It rests on one of those before,
 * each as likely; if that one is true, it is made up with probability h.
 */
function origins(n: number, h: number): { readonly falsehoods: number; readonly places: number } {
  const f: number[] = [];
  const g: number[] = [];
  const mean = (of: readonly number[]): number => (of.length === 0 ? 0 : of.reduce((a, b) => a + b, 0) / of.length);
  for (let j = 1; j <= n; j++) {
    const [basis, place] = [mean(f), mean(g)];
    f.push(basis + (1 - basis) * h);
    g.push(place + (1 - basis) * h * j);
  }
  return { falsehoods: f.reduce((a, b) => a + b), places: g.reduce((a, b) => a + b) };
}

describe('the work per task meets its closed form at 99.9 %', () => {
  const perTask = (pattern: string, id: string, n: number, h: number): number[] =>
    replicate(worldOf(scenarioOf(rowOf(n, h)), pattern), RUNS, (found) => {
      const escaped = measure(found, 'escaped');
      return escaped === 0 ? 0 : escaped * measure(found, id);
    });

  it.each([
    [3, 0.3],
    [6, 0.1],
  ])('in a chain of %i: n - j + 1 logs, n - j hops for an origin at the jth', (n, h) => {
    const { falsehoods, places } = origins(n, h);
    expect(deviation(perTask('pipeline', 'logsOpened', n, h), (n + 1) * falsehoods - places)).toBeLessThan(1);
    expect(deviation(perTask('pipeline', 'hopsWalked', n, h), n * falsehoods - places)).toBeLessThan(1);
  });

  it.each([
    [3, 0.3],
    [6, 0.1],
  ])('in a star of %i: one log, 2 (n - j) + 1 hops', (n, h) => {
    const { falsehoods, places } = origins(n, h);
    expect(deviation(perTask('workflow', 'logsOpened', n, h), falsehoods)).toBeLessThan(1);
    expect(deviation(perTask('workflow', 'hopsWalked', n, h), (2 * n + 1) * falsehoods - 2 * places)).toBeLessThan(1);
  });

  it.each([0.2, 0.5, 0.9])(
    'in a mesh of 5 of which the others repeat it with probability %d: 1 + (n - 1) q / 2 logs',
    (q) => {
      const world = worldOf(scenarioOf(BODY, [`agents.defaults.credulity=${q}`]), 'mesh', { rounds: 2, settle: false });
      const [logs, candidates] = ['logsOpened', 'candidates'].map((id) =>
        replicate(world, RUNS, (found) => measure(found, id)),
      );
      expect(deviation(logs!, 1 + 2 * q)).toBeLessThan(1);
      expect(deviation(candidates!, 1 + 4 * q)).toBeLessThan(1);
    },
  );
});

describe('the way back', () => {
  it('follows the claim through those that it was derived from', () => {
    const chain = worldOf(
      scenarioOf(
        BODY.replace('role: e, after: [s4]', 'role: e, after: [s4], claims: 1').replace(
          'role: d, after: [s3]',
          'role: d, after: [s3], carry: 0, claims: 1',
        ),
      ),
      'pipeline',
    ).run(0);
    const { claim, artifact } = chain.delivered.columns;
    // Delivered: the claim of the fourth, and that of the fifth, both derived from the one of the first.
    expect(chain.delivered.length).toBe(2);
    for (let i = 0; i < 2; i++) {
      expect(chain.claims.columns.cause[claim[i]!]).toBe(3);
      const hops = wayBack(chain, claim[i]!, artifact[i]!).map(({ from, to }) => `${from}-${to}`);
      expect(hops).toEqual(['3-4', '2-3', '1-2', '0-1']);
    }
  });

  it('sees the one who handed content over as a hop of its own', () => {
    const hub = run('workflow');
    const engine = hub.participants.findIndex(({ kind }) => kind === 'engine');
    const hops = wayBack(hub, hub.delivered.columns.claim[0]!, hub.delivered.columns.artifact[0]!);
    expect(hops.length).toBe(9);
    for (const { from, to } of hops) expect([from, to]).toContain(engine);
  });
});

describe('what passes through hands', () => {
  it('is laundered after three of them', () => {
    // Passed on by b, c, d and e.
    expect([...run('pipeline').delivered.columns.endorsements.slice(0, 1)]).toEqual([4]);
    expect(measure(run('pipeline'), 'laundered')).toBe(1);
    expect(measure(run('single-agent'), 'laundered')).toBe(0);
  });

  it('reaches all who accept it; the one who made it up accepted nothing, and an engine believes nothing', () => {
    expect(measure(run('pipeline'), 'reach')).toBe(4 / 5);
    expect(measure(run('workflow'), 'reach')).toBe(4 / 6);
    expect(measure(run('pipeline', {}, ['agents.b.credulity=0']), 'reach')).toBe(0);
  });
});
