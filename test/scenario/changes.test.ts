import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import { plainData, valueChanges } from '../../src/scenario/text/changes.js';

const ARTICLE = readFileSync(new URL('../../scenarios/article.yaml', import.meta.url), 'utf8');

const changes = (before: string, after: string) => valueChanges(plainData(before), plainData(after));

describe('what differs between two scenarios', () => {
  it('is the values, not comments or layout', () => {
    expect(changes('a: { b: 1 } # one\n', '# other\na:\n  b: 1\n')).toEqual([]);
  });

  it('is told by path: what is written otherwise, anew, or no more', () => {
    expect(changes('a: { b: 1, c: 2s, d: [1, 2] }', 'a: { b: 1, c: 2, d: [1, 3], e: x }\nf: 1')).toEqual([
      { path: 'a.c', before: '2s', after: 2 },
      { path: 'a.d', before: [1, 2], after: [1, 3] },
      { path: 'a.e', before: undefined, after: 'x' },
      { path: 'f', before: undefined, after: 1 },
    ]);
    expect(changes('a: { b: 1 }', 'c: 1')).toEqual([
      { path: 'a', before: { b: 1 }, after: undefined },
      { path: 'c', before: undefined, after: 1 },
    ]);
  });

  it('tells a value from none, null and infinity, and a text from a number', () => {
    const [inf, none, nothing] = ['a: .inf', 'a: ~', 'b: 1'];
    for (const [before, after] of [
      [inf, none],
      [none, nothing],
      [inf, 'a: -.inf'],
      ["a: '1'", 'a: 1'],
      ['a: {}', 'a: []'],
    ] as const) {
      expect(changes(before, after).map(({ path }) => path)).toContain('a');
      expect(changes(before, before)).toEqual([]);
    }
  });

  it('is exactly the override that a scenario was run with', () => {
    const document = (overrides: string[]): string => {
      const loaded = parseScenario(ARTICLE, 'article.yaml', overrides);
      if (!loaded.ok) throw new Error('the scenario does not load');
      return loaded.document;
    };
    expect(changes(document([]), document(['agents.fact-checker.detection=0.5', 'policies.timeout=30s']))).toEqual([
      { path: 'agents.fact-checker.detection', before: 0.75, after: 0.5 },
      { path: 'policies.timeout', before: '60s', after: '30s' },
    ]);
  });

  it('cannot be told of what is not YAML', () => {
    expect(['a: [', 'a: 1\na: 2', ''].map(plainData)).toEqual([null, null, null]);
  });
});
