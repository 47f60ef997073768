import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { patterns } from '../../src/patterns/index.js';
import { withPatternOptions } from '../../src/patterns/json-schema.js';
import { formatProblem } from '../../src/scenario/checks/problem.js';
import { builtinPath, listBuiltins, loadScenarioFile } from '../../src/scenario/file.js';
import { scenarioJsonSchema } from '../../src/scenario/schema/json-schema.js';
import { sizeSettings, vary } from '../../src/scenario/variants.js';
import { BASE } from './helper.js';

const folder = mkdtempSync(join(tmpdir(), 'scenario-'));

describe('loading', () => {
  test('a file', () => {
    const path = join(folder, 'news.yaml');
    writeFileSync(path, BASE);
    const result = loadScenarioFile(path, ['task.brief.tokens=1']);
    expect(result.ok && result.scenario.task.brief.tokens).toBe(1);
    expect(result.file).toBe(path);
  });

  test('a file with a problem names it as the user did', () => {
    const path = join(folder, 'bad.yaml');
    writeFileSync(path, BASE.replaceAll('\n', '\r\n').replace('detection: 0.5', 'detection: 5'));
    const result = loadScenarioFile(path, []);
    const message = 'expected a probability between 0 and 1, got 5';
    const place = { file: path, line: 12, column: 25, offending: '  checker: { detection: 5 }' };
    expect(!result.ok && result.problems).toEqual([{ message, ...place, next: 'Write a number such as 0.05.' }]);
  });

  test.each([
    ['articel', "articel there is no file or built-in scenario 'articel'\n  Did you mean 'article'?"],
    [folder, `${folder} '${folder}' is a folder\n  Name a scenario file in it.`],
    [join(folder, 'news.yaml', 'x'), `/x' there is no file`],
    ['no\0name', 'there is no file or built-in scenario'],
  ])('not %s', (path, says) => {
    const result = loadScenarioFile(path, []);
    const shown = result.ok ? '' : result.problems.map((problem) => formatProblem(problem)).join('\n');
    expect(shown).toContain(says.replace(/^\/x' /, ''));
    expect(shown).not.toContain(':1:1');
  });
});

describe('built-in scenarios', () => {
  test('are known by name', () => {
    expect(listBuiltins()).toEqual([
      'announce',
      'approval',
      'article',
      'coding',
      'content',
      'debate',
      'growth',
      'payments',
      'provider',
      'research',
      'scraping',
      'server',
      'shipment',
      'support',
    ]);
    expect(builtinPath('article')).toMatch(/scenarios.article\.yaml$/);
    expect(builtinPath('nothing')).toBeNull();
  });

  test.each(listBuiltins())('%s loads without problem or warning, under its own name', (name) => {
    const result = loadScenarioFile(name, []);
    expect(result.ok ? result.warnings : result.problems).toEqual([]);
    expect(result.ok && result.scenario.name).toBe(name);
    expect(result.ok && result.scenario.question).toMatch(/^[^.?]+\?$/);
  });

  test.each(listBuiltins())('%s gives every parameter of agents and conditions a source', (name) => {
    const text = readFileSync(builtinPath(name) ?? '', 'utf8');
    const lines = text.split('\n').filter((line) => /^ {4,}[A-Za-z]+: +\{? ?.*[0-9]/.test(line));
    // Digits in the name of a step or a source are no parameter.
    const bare = lines.filter((line) => !line.includes('#') && !/weight|^ +(after|source):/.test(line));
    expect(bare).toEqual([]);
  });

  test('growth loads at each of its sizes', () => {
    const result = loadScenarioFile('growth', []);
    const growth = result.ok ? result.scenario.growth : null;
    expect(growth?.sizes).toHaveLength(29);
    for (const size of growth?.sizes ?? []) {
      const grown = result.ok && growth ? vary(result.scenario, sizeSettings(growth, size)) : null;
      expect(grown?.task.steps).toHaveLength(size + 1);
    }
  });
});

describe('the JSON Schema', () => {
  const path = new URL('../../schema/scenario.schema.json', import.meta.url);
  const written = readFileSync(path, 'utf8');

  test('is in step with the code', () => {
    const fresh = `${JSON.stringify(withPatternOptions(scenarioJsonSchema(), patterns), null, 2)}\n`;
    expect(written === fresh, 'schema/scenario.schema.json is out of date: renew it with `npm run generate`').toBe(
      true,
    );
  });

  test.each(listBuiltins())('takes %s', (name) => {
    const schema = z.fromJSONSchema(JSON.parse(written));
    // To an editor .inf is a number; to zod's reading of a JSON Schema it is none.
    const text = readFileSync(builtinPath(name) ?? '', 'utf8').replaceAll('.inf', '1e300');
    const data: unknown = parse(text);
    expect(schema.safeParse(data).error).toBeUndefined();
    expect(schema.safeParse({ ...(data as object), colour: 1 }).success).toBe(false);
  });

  test('describes every key, and knows no other', () => {
    const bare: string[] = [];
    const open: string[] = [];
    const look = (node: unknown, place: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties, additionalProperties } = node as { properties?: object; additionalProperties?: unknown };
      for (const [key, value] of Object.entries(properties ?? {})) {
        const about = (value as { description?: string }).description ?? '';
        if (!/^[A-Z].*\.$/.test(about) && !place.startsWith('definitions')) bare.push(`${place}.${key}`);
      }
      if (properties !== undefined && additionalProperties === undefined) open.push(place);
      for (const [key, value] of Object.entries(node)) look(value, place === '' ? key : `${place}.${key}`);
    };
    look(JSON.parse(written), '');
    expect(bare).toEqual([]);
    expect(open).toEqual([]);
  });

  test('shows the defaults', () => {
    const { properties } = JSON.parse(written);
    expect(properties.policies.properties.retry.properties.attempts.default).toBe(1);
    expect(properties.provider.properties.cacheTtl.default).toBe('5m');
    expect(properties.agents.properties.defaults.properties.guess.default).toBe(0.5);
    expect(properties.policies.properties.timeout.description).toMatch(/default \.inf/);
    expect(written).not.toContain('null');
  });
});
