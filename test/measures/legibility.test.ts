import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOf, vertexCover } from '../../src/measures/legibility.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { measure, type Options, scenarioOf, worldOf, yaml } from '../sim/helper.js';

type Edge = readonly [number, number];

const path = (n: number): Edge[] => Array.from({ length: n - 1 }, (_, i) => [i, i + 1] as const);

describe('the fewest participants that touch all hops', () => {
  it.each([
    ['no hop', [], 0],
    ['one hop', [[0, 1]], 1],
    ['a star of nine', Array.from({ length: 9 }, (_, i) => [0, i + 1] as const), 1],
    ['a path of five', path(5), 2],
    ['a path of ten', path(10), 5],
    ['a ring of four', [...path(4), [0, 3]], 2],
    ['a ring of five', [...path(5), [0, 4]], 3],
    [
      'all pairs of five',
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [0, 4],
        [1, 2],
        [1, 3],
        [1, 4],
        [2, 3],
        [2, 4],
        [3, 4],
      ],
      4,
    ],
    [
      'two stars',
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [5, 6],
        [5, 7],
      ],
      2,
    ],
    [
      'two triangles that share a corner',
      [
        [0, 1],
        [1, 2],
        [0, 2],
        [2, 3],
        [3, 4],
        [2, 4],
      ],
      3,
    ],
  ] as [string, Edge[], number][])('of %s', (_, edges, fewest) => expect(vertexCover(edges)).toBe(fewest));

  it('is the least over all sets, for any graph of up to eight', () => {
    const graph = fc.uniqueArray(
      fc.tuple(fc.nat(7), fc.nat(7)).filter(([a, b]) => a < b),
      {
        maxLength: 14,
        selector: ([a, b]) => 8 * a + b,
      },
    );
    fc.assert(
      fc.property(graph, (edges) => {
        let least = 8;
        for (let set = 0; set < 256; set++) {
          const size = [...set.toString(2)].filter((bit) => bit === '1').length;
          if (size < least && edges.every(([a, b]) => (set & ((1 << a) | (1 << b))) !== 0)) least = size;
        }
        expect(vertexCover(edges)).toBe(edges.length === 0 ? 0 : least);
      }),
      { numRuns: 200, seed: 20_261_120 },
    );
  });
});

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

describe('logs to join', () => {
  it('are two for a claim that passed through five in a row: the second saw two hops, the fourth the others', () => {
    expect(measure(run('pipeline'), 'logsToJoin')).toBe(2);
    expect(measure(run('choreography'), 'logsToJoin')).toBe(2);
  });

  it('are one with tracing, one where all hops passed through the same hands, and one where nobody handed over', () => {
    expect(measure(run('pipeline', {}, ['policies.tracing=true']), 'logsToJoin')).toBe(1);
    expect(measure(run('workflow'), 'logsToJoin')).toBe(1);
    expect(measure(run('supervisor'), 'logsToJoin')).toBe(1);
    expect(measure(run('single-agent'), 'logsToJoin')).toBe(1);
  });

  it('are not defined where nothing false was delivered', () => {
    expect(measure(run('pipeline', {}, ['agents.a.hallucination=0']), 'logsToJoin')).toBeNaN();
  });

  it('follow the claim back through those that it was derived from', () => {
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
      expect(new Set(pathOf(chain, claim[i]!, artifact[i]!).map((edge) => edge.join('-')))).toEqual(
        new Set(['0-1', '1-2', '2-3', '3-4']),
      );
    }
  });

  it('see the one who handed content over as a hop of its own', () => {
    const hub = run('workflow');
    const engine = hub.participants.findIndex(({ kind }) => kind === 'engine');
    const hops = pathOf(hub, hub.delivered.columns.claim[0]!, hub.delivered.columns.artifact[0]!);
    expect(hops.length).toBe(5);
    for (const hop of hops) expect(hop).toContain(engine);
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
