import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import { PRICES } from '../../src/scenario/models/prices.js';
import { REAL_MODEL_NAMES, realModel } from '../../src/scenario/models/real.js';
import { advice } from '../../src/study/check.js';
import { callsOf, scenarioOf, worldOf, yaml } from '../sim/helper.js';

const body = (agent: string): string =>
  yaml(`task:
  brief: { tokens: 900 }
  steps: { a: { role: a } }
agents:
  defaults: { prompt: 89, output: 50 }
  a: { ${agent} }
`);

const withModels = (agent: string, models: string): string =>
  body(agent).replace('models:\n', `models:\n  ${models}\n`);

function problemsOf(text: string): string[] {
  const reading = parseScenario(text, 'x.yaml', []);
  return reading.ok ? [] : reading.problems.map(({ message, next }) => `${message}. ${next}`);
}

describe('a model on the market', () => {
  it('has a price, the rules of its provider, and what its class has', () => {
    const { model } = scenarioOf(body('model: openai/gpt-4o')).agents[0]!;
    const { model: large } = scenarioOf(body('model: large')).agents[0]!;
    expect(model).toMatchObject({ name: 'openai/gpt-4o', family: 'openai' });
    expect(model.price).toEqual({ input: 2.5, cachedInput: 1.25, output: 10, above: null });
    expect(model.cache).toMatchObject({ shortest: 1024, step: 128, write: 1 });
    expect([model.ttft, model.inputRate, model.retention]).toEqual([large.ttft, large.inputRate, large.retention]);
    expect(model.listed).toEqual({ name: 'openai/gpt-4o', date: '2026-08-20', class: 'large', priority: 1.7 });
  });

  it('costs what its list says', () => {
    const [call] = callsOf(worldOf(scenarioOf(body('model: anthropic/claude-haiku-4-5')), 'pipeline').run(0));
    // 1,000 tokens in, too few for its cache, and 50 out.
    expect(call!.cost).toBeCloseTo((1000 * 1 + 50 * 5) * 1e-6, 15);
  });

  it('lends its values to one that is like it', () => {
    const text = withModels('model: mine', 'mine: { like: google/gemini-2.5-pro, cache: none, retention: mild }');
    const { model } = scenarioOf(text).agents[0]!;
    expect(model).toMatchObject({ name: 'mine', cache: null, contextWindow: 1_000_000 });
    expect(model.price).toEqual({
      input: 1.25,
      cachedInput: 0.125,
      output: 10,
      above: { tokens: 200_000, input: 2, output: 1.5 },
    });
  });

  it('has the rules of its version', () => {
    const rules = (name: string) => realModel(name)!.cache;
    expect(rules('openai/gpt-5.6-sol')).toMatchObject({ write: 1.25, ttl: 1800 });
    expect(rules('openai/gpt-5.4')).toMatchObject({ write: 1, step: 128 });
    expect(rules('anthropic/claude-opus-5')).toMatchObject({ shortest: 512 });
    expect(rules('anthropic/claude-opus-4-5')).toMatchObject({ shortest: 4096 });
    expect(rules('anthropic/claude-sonnet-5')).toMatchObject({ shortest: 1024, read: 0.1 });
    expect(rules('openai/gpt-4')).toBeNull();
  });

  it('is billed for what it reads from a cache as its rules and its list both say', () => {
    for (const [name, input, cachedInput] of PRICES) {
      const { cache } = realModel(name)!;
      if (cache?.read != null) expect(cachedInput! / input, name).toBeCloseTo(cache.read, 9);
    }
    expect(REAL_MODEL_NAMES.length).toBeGreaterThan(100);
    expect(new Set(REAL_MODEL_NAMES).size).toBe(REAL_MODEL_NAMES.length);
  });

  it('is suggested where its name is misspelt or has no provider', () => {
    expect(problemsOf(body('model: anthropic/claude-sonet-5'))[0]).toContain(
      "Did you mean 'anthropic/claude-sonnet-5'?",
    );
    expect(problemsOf(body('model: gpt-4o-mini'))[0]).toContain("'gpt-4o-mini'");
    expect(problemsOf(withModels('model: mine', 'mine: { like: acme/thinker }'))[0]).toContain('`rehearse models`');
    expect(problemsOf(body('model: a/b/c'))[0]).toContain('provider/model');
  });

  it('is told as assumed', () => {
    const found = advice(scenarioOf(body('model: openai/gpt-4o'))).map(({ message }) => message);
    expect(found).toContainEqual(expect.stringMatching(/^openai\/gpt-4o: prices of 2026-08-20 .* assumed .* large/));
    expect(advice(scenarioOf(body('model: large'))).filter(({ message }) => message.includes('prices of'))).toEqual([]);
  });
});

it('a plain cache that no model takes is told', () => {
  const told = (model: string): string[] =>
    advice(
      scenarioOf(`provider: { promptCache: true }\n${body(`model: ${model}`)}`, [`coordinator.model=${model}`]),
    ).flatMap(({ message }) => (message.includes('promptCache') ? [message] : []));
  expect(told('openai/gpt-4o')).toEqual([
    'provider.promptCache has no effect: every model has cache rules of its own.',
  ]);
  expect(told('medium')).toEqual([]);
});

describe('prices and caches without effect', () => {
  const warnings = (models: string): string[] => {
    const reading = parseScenario(withModels('model: mine', models), 'x.yaml', []);
    if (!reading.ok) throw new Error(reading.problems[0]!.message);
    return reading.warnings.map(({ message }) => message);
  };

  it('are told', () => {
    expect(warnings('mine: { like: large, price: { cachedInput: 1 }, cache: anthropic }')).toEqual([
      "the price of cached input has no effect: the cache of 'mine' has a price for what is read",
    ]);
    expect(warnings('mine: { like: large, price: { cachedInput: 1 }, cache: openai }')).toEqual([]);
    expect(warnings('mine: { like: large, contextWindow: 1000, price: { above: { tokens: 2000 } } }')).toEqual([
      "no input of 'mine' is longer than 2000 tokens: its window holds 1000",
    ]);
  });
});

describe('a long context', () => {
  it('costs more, all of its tokens', () => {
    const cost = (tokens: number): number => {
      const text = withModels(
        'model: mine',
        'mine: { like: plain, price: { above: { tokens: 1000, input: 2, output: 1.5 } } }',
      );
      return callsOf(worldOf(scenarioOf(text.replace('tokens: 900', `tokens: ${tokens}`)), 'pipeline').run(0))[0]!.cost;
    };
    expect(cost(900)).toBeCloseTo((1000 * 1 + 50 * 10) * 1e-6, 15);
    expect(cost(901)).toBeCloseTo((1001 * 2 + 50 * 15) * 1e-6, 15);
  });
});
