import { expect, it } from 'vitest';
import { policyAdvice } from '../../src/study/policy-advice.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const told = (overrides: readonly string[]): string[] =>
  policyAdvice(
    scenarioOf(builtin('article'), ['policies.timeout=.inf', 'policies.retry.attempts=1', ...overrides]),
  ).map(({ message }) => message);

it('says nothing where nothing is asked for', () => {
  expect(told([])).toEqual([]);
});

it.each([
  ['policies.timeout=5s', 'no caller waits for a call: timeout has no effect', 'choreography', 'workflow'],
  ['policies.breaker={ failures: 3 }', 'no caller waits for a call: breaker has no effect', 'blackboard', 'pipeline'],
  ['task.steps.cite.fallback=tagger', 'no caller waits for a call: fallback has no effect', 'fan-out', 'supervisor'],
  ['policies.redelivery={ attempts: 3 }', 'no event passes over a bus: redelivery has', 'supervisor', 'choreography'],
  ['policies.durable=true', 'no participant holds the control flow', 'choreography', 'workflow'],
])('names those under which %s has no effect', (override, why, without, having) => {
  const [message, ...more] = told([override]);
  expect(more).toEqual([]);
  expect(message).toContain(why);
  const named = message!.slice('Under '.length, message!.indexOf(` ${why}`)).split(', ');
  expect(named).toContain(without);
  expect(named).not.toContain(having);
});

it('counts on whoever hands a task in again to go on from what was written down', () => {
  const [alone] = told(['policies.durable=true']);
  const [again] = told(['policies.durable=true', 'policies.resubmit.attempts=1']);
  expect(alone).toContain('pipeline');
  expect(again).not.toContain('pipeline');
  expect(again).toContain('choreography');
});

it('speaks of the patterns that are compared, and of no others', () => {
  expect(told(['policies.timeout=5s', 'patterns.only=[pipeline, workflow]'])).toEqual([]);
});
