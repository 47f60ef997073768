import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/scenario/checks/problem.js';
import { brief, changed, problemsOf } from './helper.js';
import { STRUCTURE, YAML } from './mistakes-structure.js';
import { agent, DISTRIBUTIONS, NAMES, VALUES } from './mistakes-values.js';

describe.each([
  ['values', VALUES],
  ['distributions', DISTRIBUTIONS],
  ['names', NAMES],
  ['structure', STRUCTURE],
  ['YAML', YAML],
])('%s', (_, mistakes) => {
  test.each(mistakes)('$name', ({ text, says, next }) => {
    const problems = problemsOf(text);
    expect(problems.slice(0, says.length).map(brief)).toEqual(says);
    for (const problem of problems) {
      expect(problem.file).toBe('news.yaml');
      expect(problem.offending).toBe(text.split('\n')[problem.line - 1]);
      expect(problem.next).toMatch(/[.?]$/);
      expect(problem.message).not.toMatch(/[.]$|undefined|\[object/);
    }
    if (next !== undefined) expect(problems[0]?.next).toBe(next);
  });
});

test('one mistake makes one problem', () => {
  const several = new Set([
    'a key twice',
    'no output anywhere',
    'a model from nothing',
    'a role of the house',
    'a step with a bad name',
  ]);
  for (const { name, text } of [...VALUES, ...DISTRIBUTIONS, ...NAMES, ...STRUCTURE, ...YAML]) {
    if (!several.has(name)) expect(problemsOf(text).map(brief), name).toHaveLength(1);
  }
});

test('all mistakes at once, in the order of the file, those of the options last', () => {
  const text = changed(6, '    write: { role: wrter, claims: -1 }').replace('detection: 0.5', 'detection: high');
  expect(
    problemsOf(`${text}policies: { timeout: 5 parsecs }\n`, ['nope', 'task.brief.tokens=many']).map(brief),
  ).toEqual([
    "6:20 the role 'wrter' has no agent",
    '6:35 expected a whole number of claims, from 0 to 1000, got -1',
    "12:25 expected a probability between 0 and 1, got 'high'",
    "14:22 unknown unit 'parsecs' in '5 parsecs'",
    '--set:5 an override needs a path, an equals sign and a value',
    "--set:19 expected a whole number of tokens, 0 or more, got 'many'",
  ]);
});

test('a problem is shown with its place, the line, a caret and the next step', () => {
  const [problem] = problemsOf(agent('hallucination: often'));
  expect(problem && formatProblem(problem)).toBe(
    [
      "news.yaml:11:28 expected a probability between 0 and 1, got 'often'",
      '    writer: { hallucination: often }',
      '                             ^',
      '  Write a number such as 0.05.',
    ].join('\n'),
  );
});

test('a long line is shown around the caret, and colours come from outside', () => {
  const paint = (mark: string) => (text: string) => `<${mark}>${text}</${mark}>`;
  const offending = `${' '.repeat(100)}here${' '.repeat(100)}`;
  const problem = { message: 'wrong', file: 'a.yaml', line: 1, column: 101, offending, next: 'Mend it.' };
  const painter = {
    place: paint('p'),
    message: paint('m'),
    offending: (t: string) => t,
    caret: paint('c'),
    next: paint('n'),
  };
  const lines = formatProblem(problem, painter).split('\n');
  expect(lines[0]).toBe('<p>a.yaml:1:101</p> <m>wrong</m>');
  expect(lines[1]?.indexOf('here')).toBe(lines[2]?.indexOf('<c>'));
  expect(lines[1]?.length).toBeLessThan(140);
  expect(lines[3]).toBe('  <n>Mend it.</n>');
});
