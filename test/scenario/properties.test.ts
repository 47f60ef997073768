import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { formatProblem } from '../../src/scenario/checks/problem.js';
import { didYouMean } from '../../src/scenario/checks/words.js';
import { parseScenario } from '../../src/scenario/load.js';
import { BASE, scenarioOf } from './helper.js';

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9_-]{0,8}$/).filter((word) => !RESERVED.has(word));
const RESERVED = new Set(['defaults', 'coordinator', 'generalist', 'only']);
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.integer({ min: 1, max: 5 });
const seconds = fc.double({ min: 0.001, max: 1000, noNaN: true });

const distribution = fc.oneof(
  seconds,
  seconds.map((mean) => ({ exponential: { mean } })),
  fc.tuple(seconds, seconds).map(([median, more]) => ({ lognormal: { median, p95: median + more } })),
  fc.tuple(seconds, seconds).map(([low, more]) => ({ uniform: [low, low + more] })),
  fc.array(seconds, { minLength: 1, maxLength: 4 }).map((empirical) => ({ empirical })),
);

const agent = fc.record(
  {
    hallucination: probability,
    detection: probability,
    capacity: count,
    instances: count,
    output: distribution,
    latency: distribution,
  },
  { requiredKeys: ['output'] },
);

/** Valid scenarios: each step waits for some of those before it, so there is no circle. */
const scenario = fc
  .record({
    roles: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    steps: fc.uniqueArray(name, { minLength: 1, maxLength: 5 }),
    agents: fc.array(agent, { minLength: 4, maxLength: 4 }),
    choices: fc.array(fc.nat(1000), { minLength: 10, maxLength: 10 }),
    parts: fc.array(fc.record({ claims: count, carry: probability, checks: fc.boolean(), foreseen: probability }), {
      minLength: 5,
      maxLength: 5,
    }),
    timeout: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), seconds),
  })
  .map(({ roles, steps, agents, choices, parts, timeout }) => ({
    scenario: 'random',
    question: 'Does it hold?',
    task: {
      brief: { tokens: choices[9], claims: 5, falseClaims: choices[8]! % 6 },
      steps: Object.fromEntries(
        steps.map((step, i) => {
          const after = steps.slice(0, i).filter((_, j) => (choices[i]! >> j) % 2 === 1);
          return [step, { role: roles[choices[i + 5]! % roles.length], after, ...parts[i] }];
        }),
      ),
    },
    agents: Object.fromEntries(roles.map((role, i) => [role, agents[i]])),
    policies: { timeout },
  }));

test('a valid scenario parses to what it says, in block and in flow style', () => {
  fc.assert(
    fc.property(scenario, (form) => {
      const block = scenarioOf(stringify(form));
      expect(scenarioOf(stringify(form, { collectionStyle: 'flow', aliasDuplicateObjects: false }))).toEqual(block);
      expect(block.task.steps.map(({ name: step, role, after, carry }) => ({ step, role, after, carry }))).toEqual(
        Object.entries(form.task.steps).map(([step, { role, after, carry }]) => ({ step, role, after, carry })),
      );
      expect(block.agents.map(({ role }) => role)).toEqual(Object.keys(form.agents));
      expect(block.agents.map(({ hallucination }) => hallucination)).toEqual(
        Object.values(form.agents).map((own) => own?.hallucination ?? 0),
      );
      expect(block.policies.timeout).toBe(form.policies.timeout);
    }),
    { numRuns: 200 },
  );
});

test('a document with overrides applied parses to the same scenario', () => {
  fc.assert(
    fc.property(scenario, probability, (form, value) => {
      const role = Object.keys(form.agents)[0];
      const result = parseScenario(stringify(form), 'a.yaml', [
        `agents.${role}.guess=${value}`,
        'coordinator.prompt=9',
      ]);
      if (!result.ok) throw new Error(result.problems.map((problem) => formatProblem(problem)).join('\n'));
      expect(result.scenario.agents[0]?.guess).toBe(value);
      expect(scenarioOf(result.document)).toEqual(result.scenario);
    }),
    { numRuns: 100 },
  );
});

/** Whatever comes, there is an answer, and each problem has a place that exists. */
/** What a program says of a value that it does not have; a file may have a key of such a name. */
const OURS = /undefined|NaN|\[object/;

function answers(text: string, overrides: readonly string[]): void {
  const result = parseScenario(text, 'a.yaml', overrides);
  if (result.ok) return;
  expect(result.problems.length).toBeGreaterThan(0);
  const lines = text.split(/\r?\n/);
  for (const problem of result.problems) {
    // What stands in quotes is the file's own text, and the line that is shown is, too.
    if (!OURS.test(text)) expect(formatProblem(problem).replace(/'[^']*'/g, '')).not.toMatch(OURS);
    if (problem.file === '--set') continue;
    expect(problem.offending).toBe(lines[problem.line - 1]);
    expect(problem.column).toBeLessThanOrEqual(problem.offending.length + 2);
  }
}

test('random text never throws', () => {
  const yamlish = fc.string({ unit: fc.constantFrom(...'ab:-[]{}&*!|>\'"%@`,#?~.=0 \n\t\r'), maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), yamlish), (text) => answers(text, [])),
    { numRuns: 1500 },
  );
});

test('a scenario with a stretch of text lost, doubled or swapped never throws', () => {
  const spot = fc.nat(BASE.length);
  fc.assert(
    fc.property(
      spot,
      fc.nat(30),
      fc.constantFrom('', ' ', ': ', '{', '[', "'", '1', '*a', '&a ', '\n', '- '),
      (at, length, put) => {
        answers(BASE.slice(0, at) + put + BASE.slice(at + length), []);
      },
    ),
    { numRuns: 1500 },
  );
});

test('random overrides never throw', () => {
  const part = fc.constantFrom(
    'task',
    'steps',
    'agents',
    'writer',
    'defaults',
    'output',
    'after',
    '0',
    'models',
    'x',
    '',
  );
  const path = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.'));
  const value = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('1', '{}', '[]', '[writer]', '{ a: 1 }', '*x', '&x 1', 'null'),
  );
  const option = fc.oneof(
    fc.tuple(path, value).map(([left, right]) => `${left}=${right}`),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(option, { maxLength: 3 }), (options) => answers(BASE, options)),
    { numRuns: 1500 },
  );
});

test('random data in the place of a key never throws', () => {
  const keys = [
    'task',
    'agents',
    'coordinator',
    'models',
    'policies',
    'teams',
    'growth',
    'thresholds',
    'patterns',
    'decision',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.object({ withNullPrototype: false }), (key, data) => {
      answers(stringify({ scenario: 'a', question: 'b', [key]: data }), []);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['pipline', 'pipeline'],
  ['piepline', 'pipeline'],
  ['Pipeline', 'pipeline'],
  ['swarm', null],
  ['', null],
  ['ab', null],
])('did you mean: %s -> %s', (word, meant) => {
  expect(didYouMean(word, ['debate', 'pipeline', 'supervisor'])).toBe(meant);
});
