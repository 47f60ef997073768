import { describe, expect, it } from 'vitest';
import { limitsAdvice, replicaAdvice } from '../../src/study/limits-advice.js';
import { scenarioOf } from '../scenario/helper.js';

const scenario = (limits: string, more = '', step = 'a: { role: a }', agent = 'model: tight') =>
  scenarioOf(`scenario: x
question: Is it said?
task: { brief: { tokens: 100 }, steps: { ${step} } }
agents: { a: { output: 10, ${agent} } }
models: { tight: { like: large, limits: ${limits} } }
${more}`);

const said = (...given: Parameters<typeof scenario>): string[] =>
  limitsAdvice(scenario(...given)).map(({ message }) => message);
const RETRIED = 'client: { attempts: 3 }';

describe('check warns of limits', () => {
  it('of a model that no agent has', () => {
    expect(said('anthropic/tier-1', RETRIED, 'a: { role: a }', 'model: large').join()).toContain(
      "No agent has the model 'tight'",
    );
    expect(said('anthropic/tier-1', RETRIED)).toEqual([]);
  });

  it('that limit nothing', () => {
    expect(said('{ whenExceeded: wait }').join()).toContain('models.tight.limits limits nothing');
    expect(said('{ overloaded: 0.1 }')).toEqual([]);
  });

  it('that do not count the cache where nothing is cached', () => {
    const limits = '{ input: 30000/m, cachedCounts: false }';
    expect(said(limits, RETRIED).join()).toContain('cachedCounts has no effect');
    expect(said(limits, `${RETRIED}\nprovider: { promptCache: true }`)).toEqual([]);
  });

  it('that refuse where the client does not come again', () => {
    expect(said('{ requests: 50/m }').join()).toContain('the client sends each request once');
    expect(said('{ requests: 50/m, whenExceeded: wait }')).toEqual([]);
  });

  it('that are smaller than one call', () => {
    expect(said('{ input: 90/m }', RETRIED).join()).toContain("A call of 'a' that reads the brief is larger");
  });
});

it('check warns of stagger and atOnce without replicas', () => {
  const told = (step: string): string[] =>
    replicaAdvice(scenario('anthropic/tier-1', '', step)).map(({ message }) => message);
  expect(told('a: { role: a, stagger: 5s }').join()).toContain('has no replicas: its stagger has no effect');
  expect(told('a: { role: a, replicas: 3, atOnce: 3 }').join()).toContain('atOnce: 3 has no effect');
  expect(told('a: { role: a, replicas: 3, atOnce: 2, stagger: 5s }')).toEqual([]);
});
