import { BASE, changed } from './helper.js';

/** A scenario with one mistake, and what is said of it: `line:column message`. */
export interface Mistake {
  readonly name: string;
  readonly text: string;
  readonly says: readonly string[];
  readonly next?: string;
}

export const one = (name: string, text: string, says: string, next?: string): Mistake =>
  next === undefined ? { name, text, says: [says] } : { name, text, says: [says], next };

export const agent = (text: string): string => changed(11, `  writer: { ${text} }`);
export const step = (text: string): string => changed(8, `    print: { ${text} }`);
export const more = (text: string): string => `${BASE}${text}\n`;

export const VALUES: readonly Mistake[] = [
  one(
    'a wrong type',
    agent('hallucination: often'),
    "11:28 expected a probability between 0 and 1, got 'often'",
    'Write a number such as 0.05.',
  ),
  one('a negative probability', agent('failure: -0.1'), '11:22 expected a probability between 0 and 1, got -0.1'),
  one('a probability above 1', agent('failure: 1.5'), '11:22 expected a probability between 0 and 1, got 1.5'),
  one(
    'a fraction of a claim',
    step('role: printer, claims: 1.5'),
    '8:37 expected a whole number of claims, from 0 to 1000, got 1.5',
  ),
  one('yes for true', step('role: printer, checks: yes'), "8:37 expected true or false, got 'yes'"),
  one('nothing', more('policies:'), '14:1 expected a map of keys, got nothing'),
  one('a list for a map', changed(9, 'coordinator: [1]\nagents:'), '9:1 expected a map of keys, got a list'),
  one('a map for a list', step('role: printer, after: { check: 1 }'), '8:29 expected a list, got a map of keys'),
  one(
    'a bad unit',
    more('policies: { timeout: 60sec }'),
    "14:22 unknown unit 'sec' in '60sec'",
    'Write a number of seconds, or a number with one of the units ms, s, m, h, d, such as 800ms or 5m.',
  ),
  one('a missing unit', more("policies: { timeout: '60' }"), "14:22 expected a duration, got '60' without a unit"),
  one(
    'a time limit of 0',
    more('policies: { timeout: 0s }'),
    "14:22 expected a duration above 0 s, or .inf for no limit, got '0s'",
  ),
  one('a bad period', more('models: { medium: { inputRate: 5/y } }'), "14:32 unknown period '/y' in '5/y'"),
  one('a wrong word', more('policies: { writes: last }'), "14:21 expected one of overwrite, merge, fail, got 'last'"),
  one('no text', changed(2, "question: ''"), "2:11 expected a text, got ''"),
  one('a bad name', changed(1, 'scenario: my news'), "1:11 expected a name, got 'my news'"),
  one('no tasks', more('workload: { tasks: 0 }'), '14:20 expected a whole number of tasks, from 1 to 100000, got 0'),
];

export const DISTRIBUTIONS: readonly Mistake[] = [
  one('no distribution', agent('output: lots'), "11:21 expected a number of tokens or a distribution, got 'lots'"),
  one('a list', agent('output: [1, 2]'), '11:13 expected a number of tokens or a distribution, got a list'),
  one(
    'an unknown one',
    agent('output: { lognorml: { median: 2, p95: 5 } }'),
    "11:23 unknown key 'lognorml' in agents.writer.output",
    "Did you mean 'lognormal'?",
  ),
  one(
    'two of them',
    agent('output: { gamma: { mean: 2, cv: 1 }, uniform: [1, 2] }'),
    '11:13 a distribution has exactly one name',
  ),
  one('none of them', agent('output: {}'), '11:13 a distribution has exactly one name'),
  one(
    'p95 not above the median',
    agent('output: { lognormal: { median: 9, p95: 9 } }'),
    '11:52 the p95 of a lognormal must be above its median',
  ),
  one(
    'half a lognormal',
    agent('output: { lognormal: { median: 9 } }'),
    '11:23 a lognormal takes median and p95, or mu and sigma',
  ),
  one(
    'both lognormals',
    agent('output: { lognormal: { median: 9, p95: 10, mu: 1, sigma: 1 } }'),
    '11:23 a lognormal takes median and p95, or mu and sigma',
  ),
  one('a missing part', agent('output: { gamma: { mean: 2 } }'), "11:23 'cv' is missing in agents.writer.output.gamma"),
  one(
    'a part out of range',
    agent('output: { exponential: { mean: 0 } }'),
    '11:44 expected a number of tokens above 0, got 0',
  ),
  one(
    'bounds the wrong way round',
    agent('latency: { uniform: [2s, 1s] }'),
    '11:24 a uniform needs its lower bound first',
  ),
  one('three bounds', agent('latency: { uniform: [1, 2, 3] }'), '11:24 expected a list of at most 2 items, got 3'),
  one('an empty sample', agent('latency: { empirical: [] }'), '11:24 expected a list of at least 1 item, got 0'),
  one('a bad unit inside', agent('latency: { exponential: { mean: 1x } }'), "11:45 unknown unit 'x' in '1x'"),
];

export const NAMES: readonly Mistake[] = [
  one(
    'an unknown key',
    agent('halucination: 0.1'),
    "11:13 unknown key 'halucination' in agents.writer",
    "Did you mean 'hallucination'?",
  ),
  one(
    'an unknown key like no other',
    step('role: printer, colour: red'),
    "8:29 unknown key 'colour' in task.steps.print",
    'Choose one of role, fallback, after, needs, checks, verdict, sendsBack, claims, owes, carry, probability, foreseen, critical, group, topic, output, tools, compensate, replicas, stagger, atOnce, decidedReplicas, mostReplicas.',
  ),
  one(
    'an unknown key at the top',
    more('polices: {}'),
    "14:1 unknown key 'polices' in the file",
    "Did you mean 'policies'?",
  ),
  one('a misspelt role', step('role: pritner'), "8:20 the role 'pritner' has no agent", "Did you mean 'printer'?"),
  one(
    'a role without an agent',
    step('role: king'),
    "8:20 the role 'king' has no agent",
    'Choose one of writer, checker, printer.',
  ),
  one(
    'a step without a role',
    step('claims: 1'),
    "8:5 'role' is missing in task.steps.print",
    "Add role: the role that does it: a key of agents (letters, digits, '-' and '_'; required).",
  ),
  one(
    'after an unknown step',
    step('role: printer, after: [chekc]'),
    "8:37 there is no step 'chekc'",
    "Did you mean 'check'?",
  ),
  one('after the same twice', step('role: printer, after: [check, check]'), "8:44 the step 'check' is named twice"),
  one('an unknown model', agent('model: meduim'), "11:20 there is no model 'meduim'", "Did you mean 'medium'?"),
  one('a step with a bad name', more('').replace('    print:', '    2nd print:'), "8:5 '2nd print' is not a name"),
  one(
    'a role of the house',
    more('').replaceAll('printer', 'coordinator'),
    "13:3 'coordinator' cannot be a role, it is described by the key coordinator at the top of the file",
  ),
  one(
    'a master of nothing',
    more('generalist: { masters: [writr] }'),
    "14:25 there is no role 'writr'",
    "Did you mean 'writer'?",
  ),
  one('a pattern twice', more('patterns: { only: [pipeline, pipeline] }'), "14:30 'pipeline' is named twice"),
  one('no objectives', more('decision: { objectives: {} }'), '14:13 there is no objective'),
];
