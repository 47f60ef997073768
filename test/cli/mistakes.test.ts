import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBuiltins } from '../../src/scenario/file.js';
import { freshFolder, rehearse } from './helper.js';

const GOOD = `scenario: tiny
question: Does it work?
task:
  brief: { tokens: 100, claims: 2 }
  steps:
    draft: { role: writer, claims: 1 }
    edit: { role: editor, after: [draft] }
agents:
  defaults: { output: 50 }
  writer: { hallucination: 0.1 }
  editor: {}
`;

/** What is wrong, how the good file is spoilt, where it is said to be, and what must be in the message. */
const MISTAKES: readonly (readonly [string, (text: string) => string, string, string])[] = [
  ['a wrong type', (t) => t.replace('hallucination: 0.1', 'hallucination: often'), '10:28', "got 'often'"],
  ['an unknown key', (t) => t.replace('hallucination: 0.1', 'halucination: 0.1'), '10:13', "'halucination'"],
  ['a misspelt role', (t) => t.replace('role: editor', 'role: edtor'), '7:19', "'edtor'"],
  ['a cycle', (t) => t.replace('role: writer,', 'role: writer, after: [edit],'), '7:35', 'draft -> edit -> draft'],
  ['a missing role', (t) => t.replace('  editor: {}\n', ''), '7:19', "'editor'"],
  ['a negative probability', (t) => t.replace('hallucination: 0.1', 'hallucination: -0.1'), '10:28', '-0.1'],
  ['a bad unit', (t) => `${t}policies: { timeout: 5 minutes }\n`, '12:22', 'minutes'],
  ['a duplicate key', (t) => `${t}  writer: {}\n`, '12:3', 'writer'],
  ['broken YAML', (t) => t.replace('claims: 2 }', 'claims: 2'), '', ''],
  ['an unknown pattern', (t) => `${t}patterns: { pipline: { context: all } }\n`, '12:13', "'pipline'"],
  ['an unknown option', (t) => `${t}patterns: { pipeline: { contxt: all } }\n`, '12:25', "'contxt'"],
  ['an unknown measure', (t) => `${t}decision: { objectives: { corect: { weight: 1 } } }\n`, '12:27', "'corect'"],
];

describe('a mistake in a scenario', () => {
  for (const [what, spoil, place, text] of MISTAKES) {
    it(`${what} gives a sentence, the place and the next step, and writes nothing`, () => {
      const cwd = freshFolder();
      const spoilt = spoil(GOOD);
      expect(spoilt).not.toBe(GOOD);
      writeFileSync(join(cwd, 'tiny.yaml'), spoilt);
      for (const command of [
        ['compare', 'tiny.yaml'],
        ['check', 'tiny.yaml'],
        ['run', 'tiny.yaml', '--pattern', 'pipeline'],
        ['explain', 'tiny.yaml', 'pipeline', 'workflow'],
      ]) {
        const { code, stdout, stderr } = rehearse(command, cwd);
        expect([code, stdout]).toEqual([2, '']);
        const [first, ...rest] = stderr.trimEnd().split('\n');
        expect(first).toMatch(new RegExp(`^tiny\\.yaml:${place === '' ? '\\d+:\\d+' : place}`));
        expect(first).toContain(text);
        expect(rest.at(-1)!.trim()).toMatch(/^[A-Z].*[.?]$/);
        expect(stderr).not.toMatch(/\n\s+at /);
      }
      expect(existsSync(join(cwd, 'reports'))).toBe(false);
    });
  }

  it('what is not a file says which scenarios there are', () => {
    const cwd = freshFolder();
    const { code, stderr } = rehearse(['compare', 'nowhere.yaml'], cwd);
    expect(code).toBe(2);
    expect(stderr).toContain("there is no file or built-in scenario 'nowhere.yaml'");
    expect(stderr).toContain(listBuiltins().join(', '));
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('the good file is good', () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'tiny.yaml'), GOOD);
    expect(rehearse(['check', 'tiny.yaml'], cwd).code).toBe(0);
    expect(rehearse(['compare', 'tiny.yaml', '--patterns', 'pipeline', '--runs', '20'], cwd).code).toBe(0);
  });
});
