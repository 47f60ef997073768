import { expect, it } from 'vitest';
import { callsOf, play } from './helper.js';

const steps = (more: string): string => `task:
  brief: { tokens: 10 }
  steps: { s: { role: worker, replicas: 4, ${more} } }
agents: { worker: { model: plain, output: 5, latency: 10, capacity: 9 } }
`;

const ends = (more: string, pattern = 'workflow'): number[] =>
  callsOf(play(steps(more), pattern))
    .filter(({ who }) => who !== 'coordinator')
    .map(({ endedAt }) => endedAt);

it('replicas begin all at once, one some time after the other, or so many at once', () => {
  expect(ends('stagger: 0')).toEqual([10, 10, 10, 10]);
  expect(ends('stagger: 3s')).toEqual([10, 13, 16, 19]);
  expect(ends('atOnce: 2')).toEqual([10, 10, 20, 20]);
  expect(ends('atOnce: 3')).toEqual([10, 10, 10, 20]);
  expect(ends('atOnce: 1, stagger: 1s')).toEqual([10, 20, 30, 40]);
});

it('replicas that come one after the other anyway do not wait', () => {
  expect(ends('stagger: 3s, atOnce: 1', 'pipeline')).toEqual([10, 20, 30, 40]);
});

it('a place among those at once is given back by a call that fails', () => {
  const body = steps('atOnce: 1').replace('capacity: 9', 'capacity: 9, failure: 1');
  const calls = callsOf(play(`policies: { retry: { attempts: 2, backoff: { base: 0 } } }\n${body}`, 'choreography'));
  expect(calls).toHaveLength(4);
});
