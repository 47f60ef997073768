import { BASE, changed } from './helper.js';
import { type Mistake, more, one, step } from './mistakes-values.js';

export const STRUCTURE: readonly Mistake[] = [
  one(
    'a circle',
    changed(6, '    write: { role: writer, after: [print] }'),
    '7:37 these steps wait for each other: write -> print -> check -> write',
  ),
  one(
    'a step that waits for itself',
    step('role: printer, after: [print]'),
    '8:37 these steps wait for each other: print -> print',
  ),
  one(
    'more false claims than claims',
    changed(4, '  brief: { tokens: 1, claims: 2, falseClaims: 3 }'),
    '4:47 the brief has 3 false claims and only 2 claims',
  ),
  one(
    'a replica like a step',
    changed(6, '    write: { role: writer, replicas: 2 }\n    write-2: { role: writer }'),
    "6:38 a replica of 'write' has the name of the step 'write-2'",
  ),
  one(
    'too many replicas',
    changed(6, '    write: { role: writer, replicas: 100000000 }'),
    '6:38 expected a whole number of replicas, from 1 to 1000, got 100000000',
  ),
  one(
    'no output anywhere',
    changed(10, '  defaults: {}'),
    "11:3 'output' is missing in agents.writer, and agents.defaults has none",
  ),
  one(
    'a bad threshold',
    more("thresholds: { pipeline.correct: 'over 0.6' }"),
    "14:33 expected a bound such as '>= 0.6', got 'over 0.6'",
  ),
  one(
    'a threshold of nothing',
    more("thresholds: { correct: '> 1' }"),
    "14:15 'correct' does not name a pattern and a measure",
  ),
  one(
    'a member twice',
    more('teams: { a: { pipeline: [writer, { swarm: [checker, writer] }] } }'),
    "14:53 the role 'writer' is in this team twice",
  ),
  one(
    'an unknown member',
    more('teams: { a: { pipeline: [writer, chekcer] } }'),
    "14:34 there is no role 'chekcer'",
    "Did you mean 'checker'?",
  ),
  one(
    'a team of two patterns',
    more('teams: { a: { pipeline: [writer], swarm: [checker] } }'),
    '14:10 a team has exactly one pattern, got pipeline and swarm',
  ),
  one(
    'a team without members',
    more('teams: { a: { pipeline: [] } }'),
    '14:15 expected a list of at least 1 item, got 0',
  ),
  one(
    'a team like a member',
    more('teams: { writer: { pipeline: [writer, checker] } }'),
    "14:10 the team 'writer' has the name of one of its members",
  ),
  one(
    'somebody who stands in and does not exist',
    step('role: printer, after: [check], fallback: wirter'),
    "8:55 the role 'wirter' has no agent",
    "Did you mean 'writer'?",
  ),
  one(
    'somebody who stands in for himself',
    step('role: printer, after: [check], fallback: printer'),
    "8:55 the fallback 'printer' is the step's own role",
  ),
  one(
    'faults of nobody',
    more('faults: { agents: { wirter: { crash: { at: 1s } } } }'),
    "14:21 there is no role 'wirter'",
    "Did you mean 'writer'?",
  ),
  one(
    'more who leave than there are',
    more('faults: { agents: { writer: { leave: { at: 1s, instances: 2 } } } }'),
    "14:59 2 instances of 'writer' leave, and there are only 1",
  ),
  one(
    'a crash at no time',
    more('faults: { engine: { crash: { repair: 5s } } }'),
    '14:21 a crash happens after mtbf, or at a given time',
    'Give mtbf or at, and only one of them.',
  ),
  one(
    'arrivals of two kinds',
    more('workload: { arrivals: { poisson: 1/s, closed: { users: 1 } } }'),
    '14:13 arrivals are of exactly one kind',
    'Write for example { poisson: 30/h }.',
  ),
  one(
    'a warm-up in words',
    more('workload: { warmup: soon }'),
    "14:21 expected 'auto' or a whole number of tasks, 0 or more, got 'soon'",
  ),
  one(
    'growth of nothing',
    more('growth: { label: n, paths: [task.steps.wriet.replicas], sizes: [1] }'),
    "14:29 there is no 'wriet' in task.steps",
    "Did you mean 'write'?",
  ),
  one(
    'growth of a word',
    more('growth: { label: n, paths: [policies.writes], sizes: [1] }'),
    '14:29 policies.writes does not take a size: expected one of overwrite, merge, got 1',
  ),
  one(
    'sizes that fall',
    more('growth: { label: n, paths: [agents.writer.instances], sizes: [3, 2] }'),
    '14:66 the sizes must increase',
  ),
  one(
    'sizes that end early',
    more('growth: { label: n, paths: [agents.writer.instances], sizes: { from: 3, to: 2 } }'),
    '14:77 the sizes end at 2 before they start at 3',
  ),
  one(
    'growth without sizes',
    more('growth: { label: n, paths: [agents.writer.instances] }'),
    "14:1 'sizes' is missing in growth",
  ),
  one(
    'a limit on a strange percentile',
    more('decision: { limits: { latency.p97: 60s } }'),
    "14:23 'latency.p97' does not name a measure, or a statistic of one",
  ),
  one(
    'a limit in words',
    more('decision: { limits: { latency: soon } }'),
    "14:32 expected a limit such as 0.05 or 60s, got 'soon'",
  ),
  one(
    'a range of one end',
    more('decision: { uncertain: { agents.checker.detection: [0.4] } }'),
    '14:26 expected a list of at least 2 items, got 1',
  ),
  one(
    'a range of words',
    more('decision: { uncertain: { agents.checker.detection: [few, 0.9] } }'),
    "14:53 expected a number, got 'few'",
  ),
  one(
    'a range of nothing',
    more('decision: { uncertain: { agents.cheker.detection: [0.4, 0.9] } }'),
    "14:26 there is no 'cheker' in agents",
    "Did you mean 'checker'?",
  ),
  one(
    'a range that a key does not take',
    more('decision: { uncertain: { agents.checker.detection: [0.4, 1.9] } }'),
    '14:26 agents.checker.detection does not take such a range: expected a probability between 0 and 1, got 1.9',
  ),
  one(
    'a range that falls',
    more('decision: { uncertain: { agents.checker.detection: [0.9, 0.4] } }'),
    '14:52 the low end of the range is not below its high end',
  ),
  one(
    'a range around nothing',
    more('decision: { uncertain: { models.large.contextWindow: [1000, 2000] } }'),
    '14:54 the file gives models.large.contextWindow no single number to vary around',
  ),
  one(
    'models in a circle',
    more('models: { a: { like: b }, b: { like: a } }'),
    '14:22 these models are like each other: a -> b -> a',
  ),
  one(
    'a model from nothing',
    more('models: { a: { ttft: 1s, price: { input: 1 }, retention: mild } }'),
    "14:11 the model 'a' is like no other and lacks inputRate, outputRate, contextWindow, price.cachedInput, price.output",
  ),
];

export const YAML: readonly Mistake[] = [
  one('a key twice', more('agents: {}'), "14:1 the key 'agents' is given twice", 'Keep one of the two.'),
  one(
    'an open bracket',
    'scenario: [a',
    '1:13 broken YAML: a bracket or quote is not closed, or a colon or comma is missing',
  ),
  one('a value inside a value', 'scenario: a: b', '1:11 broken YAML: a key begins inside a value'),
  one('a tab', 'task:\n\tbrief: 1', '2:1 broken YAML: a tab is used to indent'),
  one(
    'an open quote',
    "scenario: 'a",
    '1:13 broken YAML: a bracket or quote is not closed, or a colon or comma is missing',
  ),
  one('two documents', `${BASE}---\na: 1`, '14:1 broken YAML: a second document starts here'),
  one('a lost alias', 'scenario: *a', '1:11 the alias *a refers to nothing'),
  one('an alias in itself', 'scenario: &a [*a]', '1:15 the alias *a contains itself'),
  one('nothing at all', '', '1:1 the file is empty'),
  one('only a comment', '# later', '1:1 the file is empty'),
  one('a list', '- a', '1:1 expected a map of keys, got a list'),
];
