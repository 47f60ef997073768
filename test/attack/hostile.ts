/** Files that nobody writes by mistake: they are read fast, or refused with a place. */
import { Dice } from './dice.js';

const HEAD = 'scenario: x\nquestion: Does it hold?\n';
const TASK = 'task:\n  brief: { tokens: 10 }\n  steps:\n    a: { role: w }\n';
const AGENTS = 'agents:\n  w: { output: 5 }\n';
const BASE = HEAD + TASK + AGENTS;

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');
const steps = (count: number, step: (i: number) => string): string =>
  `${HEAD}task:\n  brief: { tokens: 10 }\n  steps:\n${lines(count, (i) => `    s${i}: ${step(i)}\n`)}${AGENTS}`;

/** By name; the size says how large a file is made. */
const KINDS: Readonly<Record<string, (size: number) => string>> = {
  'parallel steps': (n) => steps(n, () => '{ role: w }'),
  'a chain of steps': (n) => steps(n, (i) => (i === 0 ? '{ role: w }' : `{ role: w, after: [s${i - 1}] }`)),
  'a ladder of steps that keep a part': (n) =>
    steps(Math.min(n, 400), (i) => (i < 2 ? '{ role: w }' : `{ role: w, carry: 0.5, after: [s${i - 1}, s${i - 2}] }`)),
  'a circle of steps': (n) => steps(n, (i) => `{ role: w, after: [s${(i + 1) % n}] }`),
  'steps without a role': (n) => steps(n, () => '{ role: nobody }'),
  'steps with as many roles': (n) =>
    steps(n, (i) => `{ role: x${i} }`).replace(AGENTS, `agents:\n${lines(n, (i) => `  r${i}: { output: 5 }\n`)}`),
  'unknown keys': (n) => BASE + lines(n, (i) => `key${i}: 1\n`),
  'unknown keys on one line': (n) => `{ scenario: x, ${lines(n, (i) => `key${i}: 1, `)} }`,
  'one key again and again': (n) => BASE + lines(n, () => 'vars: {}\n'),
  'aliases of one value': (n) => `${BASE}vars:\n  a: &a 5\n${lines(n, (i) => `  b${i}: *a\n`)}`,
  'aliases of aliases': (n) =>
    `${BASE}vars:\n  a0: &a0 [1, 1]\n${lines(Math.min(n, 60), (i) => `  a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}]\n`)}`,
  'an alias of itself': () => `${BASE}vars: &v\n  a: *v\n`,
  'an alias of nothing': () => `${BASE}vars: { a: *nothing }\n`,
  'merged maps': (n) => `${BASE}x: &x { a: 1 }\n${lines(n, (i) => `y${i}: { <<: *x }\n`)}`,
  'deep brackets': (n) => `${BASE}vars: ${'['.repeat(n)}${']'.repeat(n)}\n`,
  'deep maps': (n) => `${BASE}vars:\n${lines(Math.min(n, 500), (i) => `${' '.repeat(2 * i + 2)}a:\n`)}`,
  'a deep team': (n) =>
    `${BASE}teams: { t: ${'{ mesh: ['.repeat(Math.min(n, 300))}w${'] }'.repeat(Math.min(n, 300))} }\n`,
  'a number of many digits': (n) => `${BASE}policies: { timeout: ${'9'.repeat(n)} }\n`,
  'digits that are a duration': (n) => `${BASE}policies: { timeout: '${'9'.repeat(n)} 9' }\n`,
  'digits that are a range': (n) => `${BASE}decision: { uncertain: { policies.timeout: ['${'1'.repeat(n)} 1', 2] } }\n`,
  'digits that are a limit': (n) => `${BASE}decision: { limits: { latency: '<= ${'1'.repeat(n)} 1' } }\n`,
  'a long name': (n) => `${BASE}${'k'.repeat(n)}: 1\n`,
  'a long role': (n) => BASE.replace('role: w', `role: ${'w'.repeat(n)}`),
  'a long day': (n) => `${BASE}workload: { begins: '${'mon '.repeat(n)}' }\n`,
  'a path of many parts': (n) => `${BASE}growth: { label: x, paths: ['${'a.'.repeat(n)}'], sizes: [1] }\n`,
  'keys of a prototype': () =>
    `${BASE}__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\ntoString: 1\nhasOwnProperty: 1\n`,
  'steps of a prototype': () =>
    `${HEAD}task:\n  brief: { tokens: 10 }\n  steps:\n    __proto__: { role: w }\n    constructor: { role: constructor }\n    toString: { role: w, after: [constructor] }\nagents:\n  w: { output: 5 }\n  constructor: { output: 5 }\n  valueOf: { output: 1 }\n`,
  'vars of a prototype': () =>
    `${BASE}vars: { constructor: 5 }\npolicies: { timeout: $constructor, resubmit: $toString }\n`,
  'expressions in vars': () => `${BASE}vars: { a: '\${process.exit(1)}', b: '$(rm x)', c: '{{ 7*7 }}', d: $a }\n`,
  'a byte order mark': () => `\uFEFF${BASE}`,
  'lines that end in CRLF': () => BASE.replaceAll('\n', '\r\n'),
  'null bytes': () => BASE.replace('role: w', 'role: "w\u0000"').replace('tokens', 'to\u0000kens'),
  'right-to-left and invisible letters': () => BASE.replace('a: {', '"\u202Ea\u200B": {'),
  'letters that look alike': () => BASE.replace('role: w', 'role: \u0461'),
  'lone surrogates': () => `${BASE}vars: { a: "\uD800" }\n`,
  'many documents': (n) => lines(n, () => `---\n${HEAD}`),
  tags: () =>
    `${BASE}vars: { a: !!js/function 'function(){}', b: !!binary aGk=, c: !own 1, d: !!timestamp 2001-01-01 }\n`,
  'keys that are no texts': () => `${BASE}? [a, b]\n: 1\n? { c: d }\n: 2\nnull: 3\n1: 4\ntrue: 5\n`,
  'nothing at all': () => '',
  'a list': () => '- a\n- b\n',
  'a word': () => 'hello',
};

export const HOSTILE = Object.keys(KINDS);

export const hostileFile = (kind: string, size: number): string => KINDS[kind]!(size);

/** A hostile file with some of its text lost, doubled or made binary. */
export function garbled(seed: number, size: number): string {
  const dice = new Dice(seed);
  const text = hostileFile(dice.one(HOSTILE), dice.whole(1, size));
  const at = dice.whole(0, text.length);
  const put = dice.one([
    '',
    '\u0000',
    '\uFFFD',
    '{',
    '[',
    '&a ',
    '*a',
    '"',
    "'",
    '|\n',
    ': ',
    '%',
    '\t',
    '!!set ',
    '<<: ',
    '\u2028',
  ]);
  return text.slice(0, at) + put.repeat(dice.whole(1, 50)) + text.slice(at + dice.whole(0, 20));
}
