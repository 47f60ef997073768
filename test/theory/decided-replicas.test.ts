import { expect, it } from 'vitest';
import { problemsOf } from '../scenario/helper.js';
import { callsOf, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';

const RUNS = 2000;

const body = (count: string): string => `
task:
  brief: { tokens: 60 }
  steps:
    search: { role: searcher, claims: 1, ${count} }
    answer: { role: writer, after: [search] }
agents:
  defaults: { model: plain, prompt: 29, output: 24, latency: 1 }
  searcher: {}
  writer: {}`;

const searches = (pattern: string, count: string): number[] =>
  replicate(
    worldOf(scenarioOf(yaml(body(count))), pattern),
    RUNS,
    (run) => callsOf(run).filter(({ step }) => step?.startsWith('search') === true).length,
  );

it('a lead sends out as many sub-agents as it decides on: uniform between 1 and 6 on average 3.5, and the same everywhere', () => {
  const count = 'decidedReplicas: { uniform: [1, 6] }, mostReplicas: 8';
  const sent = searches('lead-and-subagents', count);
  expect([Math.min(...sent), Math.max(...sent)]).toEqual([1, 6]);
  const mean = sent.reduce((sum, n) => sum + n, 0) / RUNS;
  // A whole number next to a uniform one: variance (6 - 1)^2 / 12 + 1 / 6.
  const deviation = Math.sqrt((25 / 12 + 1 / 6) / RUNS);
  expect(Math.abs(mean - 3.5)).toBeLessThan(3.29 * deviation);
  expect(searches('workflow', count)).toEqual(sent);
});

it('never more than mostReplicas, and never none', () => {
  const sent = searches('supervisor', 'decidedReplicas: { exponential: { mean: 3 } }, mostReplicas: 4');
  expect([Math.min(...sent), Math.max(...sent)]).toEqual([1, 4]);
});

it('a constant is a number of replicas', () => {
  expect(new Set(searches('workflow', 'decidedReplicas: 3, mostReplicas: 5'))).toEqual(new Set([3]));
});

it('needs a largest number, and no other', () => {
  const said = (count: string) => problemsOf(yaml(body(count))).map(({ message }) => message);
  expect(said('decidedReplicas: 3')).toEqual(["the step 'search' has no largest number of replicas"]);
  expect(said('decidedReplicas: 3, replicas: 2, mostReplicas: 4')).toEqual([
    "the step 'search' has replicas and decidedReplicas",
  ]);
});
