import { expect, it } from 'vitest';
import { idleValues } from '../../src/study/idle.js';
import { BASE, scenarioOf } from '../scenario/helper.js';

const TEXT = `${BASE}models: { small: { contextWindow: 8000 }, large: { price: { input: 9, output: 30 } } }
tools: { search: { latency: 2s } }
`;

/** The values at or below a path that make no difference in the small scenario with these overrides. */
function idle(key: string, overrides: readonly string[]): readonly string[] {
  const isAsked = (path: string): boolean => path === key || path.startsWith(`${key}.`);
  const found = idleValues(scenarioOf(TEXT, ['agents.defaults.model=small', ...overrides]), isAsked);
  return found.flatMap(({ message }) => message.split(' made no difference')[0]!.split(', '));
}

const PRICED = 'models.small.price={input: 1, output: 5}';
const CACHED = 'models.small.cache={like: anthropic, shortest: 1}';
const TOOL = 'task.steps.write.tools={roundTrips: 4, latency: 1s, result: 200, failure: 0.4}';
const TEXTS = [TOOL, 'task.steps.write.tools.errors=text'];
const SHARED = ['task.steps.write.tools={use: search, roundTrips: 2}'];
const COPIES = 'task.steps.write.replicas=4';
const MANY = 'workload={tasks: 20, arrivals: {poisson: 1/s}}';
const FAILING = 'agents.defaults.failure=0.5';
const PERSON = 'agents.printer.person={responds: 1m}';
const LOOP = 'task.steps.check.sendsBack={to: write}';
const ERRING = 'agents.writer.hallucination=0.6';
const REFUSING = 'models.small.limits={requests: 6/m}';
const LINE = 'patterns.only=[pipeline]';

/** A key, a value of it, and what else the scenario needs so that it acts. */
const ACTS: readonly (readonly [key: string, value: string, needs: readonly string[]])[] = [
  ['agents.checker.apart', 'true', []],
  ['agents.writer.compactAt', '120', []],
  ['agents.writer.malformed', '0.5', []],
  ['agents.writer.reasoning', '300', []],
  ['agents.writer.toolTokens', '300', ['agents.writer.tools=5']],
  ['agents.writer.tools', '5', []],
  ['agents.writer.tier', 'batch', [PRICED]],
  ['models.small.cache', '{like: anthropic, shortest: 1}', [PRICED]],
  ['models.small.cache.like', 'anthropic', [PRICED, 'models.small.cache.shortest=1']],
  ['models.small.cache.marks', '1', [PRICED, CACHED]],
  ['models.small.cache.read', '0.5', [PRICED, CACHED]],
  ['models.small.cache.readTime', '0.5', [PRICED, CACHED, 'models.small.inputRate=100']],
  ['models.small.cache.renewed', 'false', [PRICED, CACHED, 'models.small.cache.ttl=5s']],
  ['models.small.cache.shortest', '1', [PRICED, 'models.small.cache.like=anthropic']],
  ['models.small.cache.step', '64', [PRICED, CACHED]],
  ['models.small.cache.storage', '100', [PRICED, CACHED]],
  ['models.small.cache.ttl', '1s', [PRICED, CACHED]],
  ['models.small.cache.write', '3', [PRICED, CACHED]],
  ['models.small.fallback', 'large', [FAILING, 'client.attempts=2']],
  ['models.small.limits.cachedCounts', 'true', [CACHED, MANY, 'models.small.limits.input=2000/m']],
  ['models.small.limits.concurrent', '1', [MANY]],
  ['models.small.limits.input', '200/m', []],
  ['models.small.limits.output', '60/m', []],
  ['models.small.limits.overloaded', '0.5', []],
  ['models.small.limits.quota.cost', '0.0001', [PRICED, 'models.small.limits.quota.window=1h']],
  ['models.small.limits.quota.requests', '2', ['models.small.limits.quota.window=1h']],
  ['models.small.limits.quota.tokens', '200', ['models.small.limits.quota.window=1h']],
  ['models.small.limits.requests', '3/m', []],
  ['models.small.limits.tier', 'anthropic/tier-1', ['workload={tasks: 40}']],
  ['models.small.limits.tokens', '300/m', []],
  ['models.small.limits.whenExceeded', 'wait', [REFUSING]],
  ['models.small.price.above', '{tokens: 150}', [PRICED]],
  ['models.small.price.above.input', '4', [PRICED, 'models.small.price.above.tokens=150']],
  ['models.small.price.above.output', '4', [PRICED, 'models.small.price.above.tokens=150']],
  ['models.small.server.halfSpeed', '2', [MANY]],
  ['models.small.server.kvTokens', '400', [MANY]],
  ['models.small.server.maxBatch', '1', [MANY]],
  ['models.small.server.prefill', 'shared', [MANY, 'models.small.inputRate=100', 'models.small.server.slowdown=0.5']],
  ['models.small.server.replicas', '2', [MANY, 'models.small.server.slowdown=1']],
  ['models.small.server.slowdown', '0.5', [MANY]],
  ['models.small.tier', 'batch', [PRICED]],
  ['tools.search.call', '80', SHARED],
  ['tools.search.capacity', '1', [...SHARED, MANY]],
  ['tools.search.definition', '300', SHARED],
  ['tools.search.failure', '0.5', SHARED],
  ['tools.search.outage', '{at: 1s, repair: 5s}', SHARED],
  ['tools.search.quota', '2/m', [...SHARED, MANY]],
  ['tools.search.result', '500', SHARED],
  ['task.steps.write.atOnce', '1', [COPIES]],
  ['task.steps.write.decidedReplicas', '3', ['task.steps.write.mostReplicas=6']],
  ['task.steps.write.stagger', '5s', [COPIES]],
  ['task.steps.write.tools.attempts', '1', TEXTS],
  ['task.steps.write.tools.error', '300', TEXTS],
  ['task.steps.write.tools.errors', 'text', [TOOL]],
  [
    'task.steps.write.tools.explore.breadth',
    '2',
    [
      'task.steps.write.tools={roundTrips: 4, explore: {finds: 0.4}}',
      COPIES,
      'task.steps.check.after=[]',
      'task.steps.check.needs=[brief]',
    ],
  ],
  ['task.steps.write.tools.explore.finds', '0.4', [TOOL]],
  ['task.steps.write.tools.parallel', '2', [TOOL]],
  ['task.steps.write.tools.persistence', '0.9', TEXTS],
  ['task.steps.write.tools.strategies', '2', [...TEXTS, 'task.steps.write.tools.persistence=0.9']],
  ['task.steps.write.tools.timeout', '500ms', [TOOL]],
  ['task.steps.check.sendsBack', '{to: write}', [ERRING]],
  ['task.steps.check.sendsBack.feedback', '90', [LOOP, ERRING]],
  ['task.steps.check.sendsBack.most', '5', [LOOP, ERRING]],
  ['task.steps.check.sendsBack.objections', '2', [LOOP, ERRING]],
  ['task.steps.check.sendsBack.onLimit', 'fail', [LOOP, ERRING, 'agents.checker.falseAlarm=0.5']],
  ['task.steps.check.verdict', '5', []],
  ['agents.printer.person.deadline', '30s', [PERSON]],
  ['agents.printer.person.fee', '2', [PERSON]],
  ['agents.printer.person.hours.to', '10h', [PERSON, 'workload.begins=mon 15h']],
  ['agents.printer.person.onDeadline', 'approve', [PERSON, 'agents.printer.person.deadline=30s']],
  ['agents.printer.person.responds', '1m', ['agents.printer.person={}']],
  ['agents.printer.person.wage', '60', [PERSON, 'agents.printer.latency=1m']],
  ['workload.begins', 'sat 9h', ['agents.printer.person={responds: 1m, hours: {}}']],
  ['client.attempts', '3', [FAILING]],
  ['client.backoff.base', '5s', [FAILING, 'client.attempts=4']],
  ['client.backoff.factor', '4', [FAILING, 'client.attempts=4']],
  ['client.backoff.jitter', '0.5', [FAILING, 'client.attempts=4']],
  ['client.backoff.most', '100ms', [FAILING, 'client.attempts=4']],
  ['client.backoff.spread', 'above', [FAILING, 'client.attempts=4', 'client.backoff.jitter=0.5']],
  ['client.error', '300', ['agents.writer.malformed=0.5']],
  ['client.hedge', '500ms', []],
  ['client.obeys', '0s', [REFUSING, 'client.attempts=3']],
  ['client.reask', '3', ['agents.writer.malformed=0.5']],
  ['client.timeout', '1s', []],
  ['policies.budget.cost', '0.0001', [PRICED]],
  ['policies.budget.time', '1s', []],
  ['policies.budget.tokens', '150', []],
  ['policies.siblings', 'run-on', [COPIES, FAILING]],
];

it.each(ACTS)('%s: %s acts', (key, value, needs) => {
  expect(idle(key, [...needs, `${key}=${value}`])).toEqual([]);
});

/** Values that cannot act where they stand. */
const CANNOT: readonly (readonly [key: string, value: string, because: readonly string[]])[] = [
  ['agents.writer.compactAt', '7000', []],
  ['models.small.fallback', 'large', []],
  ['task.steps.write.tools.attempts', '1', [TOOL]],
  ['task.steps.write.tools.persistence', '0.9', [TOOL]],
  ['workload.begins', 'sat 9h', []],
  ['client.backoff.factor', '4', []],
  ['client.obeys', '5s', []],
  ['client.timeout', '1h', []],
  ['policies.siblings', 'run-on', [LINE]],
];

it.each(CANNOT)('%s: %s is found where it cannot act', (key, value, because) => {
  expect(idle(key, [...because, `${key}=${value}`])).not.toEqual([]);
});

it('says in how many tasks it looked, and what to do', () => {
  const [found] = idleValues(scenarioOf(BASE, ['client.obeys=5s']));
  expect(found!.message).toMatch(
    /client\.obeys.* made no difference in 100 tasks under \d+ patterns: left out, all results are the same\.$/,
  );
  expect(found!.next).toBe('Remove what cannot act, or check what it needs; a value that acts rarely may stay.');
});
