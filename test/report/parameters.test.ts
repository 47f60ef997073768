import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parametersOf } from '../../src/report/parameters.js';
import { listBuiltins } from '../../src/scenario/file.js';
import { builtin } from '../sim/helper.js';

type Plain = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value of the plain data, by its keys. */
function leavesOf(value: unknown, path: string): string[] {
  return isMap(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`))
    : [path];
}

/** A key may have dots of its own, as the limits and ranges of a decision do. */
function at(data: unknown, path: string): unknown {
  if (path === '') return data;
  const key = Object.keys(data as Plain).find((one) => path === one || path.startsWith(`${one}.`))!;
  return at((data as Plain)[key], path.slice(key.length + 1));
}

describe('the values of a scenario', () => {
  it.each(listBuiltins())('%s: all of them are there once, as they are written', (name) => {
    const text = builtin(name);
    const data = parse(text) as Plain;
    const values = parametersOf(text).filter(({ value }) => value !== null);
    // A shared value is told with its name.
    const written = (value: string): string => value.replace(/[^,:{[]+ \(vars\.([\w-]+)\)/g, ' $$$1');
    for (const { path, value } of values) expect(parse(written(value!))).toEqual(at(data, path));
    // Items of a list that is written over several lines are told one by one.
    const told = values.flatMap(({ path }) => leavesOf(at(data, path), path)).map((path) => path.replace(/\.\d+$/, ''));
    const { scenario: _, question: __, asks: ___, published: ____, ...rest } = data;
    expect([...new Set(told)].sort()).toEqual(
      Object.entries(rest)
        .flatMap(([key, value]) => leavesOf(value, key))
        .sort(),
    );
  });

  it.each(listBuiltins())('%s: what the file says beside a value on its line is its source', (name) => {
    const text = builtin(name).split('\npublished:')[0]!;
    const beside = new Map<string, string[]>();
    for (const [, key, comment] of text.matchAll(/^ +([\w-]+): +[^#\n]*[^#\s] +# ?(.+)$/gm))
      beside.set(key!, [...(beside.get(key!) ?? []), comment!.trim()]);
    const said = new Map<string, string[]>();
    for (const { path, value, comment } of parametersOf(text)) {
      if (value === null || comment === null) continue;
      const key = path.split('.').at(-1)!;
      said.set(key, [...(said.get(key) ?? []), comment]);
    }
    expect(beside.size).toBeGreaterThan(5);
    for (const [key, comments] of beside)
      for (const comment of comments) expect(said.get(key)?.some((one) => one.includes(comment))).toBe(true);
  });

  it('are told apart from what a comment says of a whole group', () => {
    const text = [
      'question: Why?',
      '',
      '# From a leaderboard',
      '# of last year.',
      'agents:',
      '  writer: { hallucination: 0.1 } # assumed: a tenth',
      '  reader:',
      '    detection: 50%',
      'policies:',
      '  timeout: 60s',
      '  writes: merge',
      'teams:',
      '  - small: 2 # assumed: a pair',
      '  - [a, b]',
    ].join('\n');
    expect(parametersOf(text)).toEqual([
      { path: 'agents', value: null, comment: 'From a leaderboard of last year.', group: null },
      { path: 'agents.writer', value: '{ hallucination: 0.1 }', comment: 'assumed: a tenth', group: null },
      { path: 'agents.reader.detection', value: '50%', comment: null, group: 'agents' },
      { path: 'policies.timeout', value: '60s', comment: null, group: null },
      { path: 'policies.writes', value: 'merge', comment: null, group: null },
      { path: 'teams.0.small', value: '2', comment: 'assumed: a pair', group: null },
      { path: 'teams.1', value: '[a, b]', comment: null, group: null },
    ]);
  });

  it('are none where the text holds none', () => {
    expect(parametersOf('')).toEqual([]);
    expect(parametersOf('scenario: x\nquestion: y\n')).toEqual([]);
  });
});
