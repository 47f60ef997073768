import { describe, expect, it } from 'vitest';
import { callsOf, measure, play, scenarioOf, worldOf, yaml } from './helper.js';

const body = (reasoning: string, more = ''): string => `${more}task:
  brief: { tokens: 900 }
  steps:
    a: { role: a }
    b: { role: b, after: [a] }
agents:
  defaults: { model: plain, prompt: 89, output: 50${reasoning} }
  a: {}
  b: {}
`;

describe('reasoning tokens', () => {
  const thinking = play(body(', reasoning: 200'), 'pipeline');
  const calls = callsOf(thinking);
  const plain = callsOf(play(body(''), 'pipeline'));

  it('are billed as output, and take its time', () => {
    expect(calls.map((call) => call.outputTokens)).toEqual([250, 250]);
    expect(calls[0]!.cost - plain[0]!.cost).toBeCloseTo((200 * 10) / 1e6, 15);
    expect(calls[0]!.service - plain[0]!.service).toBeCloseTo(2, 12);
    expect(measure(play(body(', reasoning: 200'), 'pipeline'), 'reasoningTokens')).toBe(400);
  });

  it('are passed on to nobody', () => {
    expect(calls.map((call) => call.inputTokens)).toEqual(plain.map((call) => call.inputTokens));
  });

  it('take room in the window', () => {
    const statuses = (window: number): string[] => {
      const text = yaml(body(', reasoning: 200', 'provider: { overflow: error }\n'));
      const narrow = text.replace('models:\n', `models:\n  narrow: { like: plain, contextWindow: ${window} }\n`);
      const scenario = scenarioOf(narrow.replace('model: plain, prompt: 89', 'model: narrow, prompt: 89'));
      return callsOf(worldOf(scenario, 'pipeline').run(0)).map(({ status }) => status);
    };
    // 1,000 tokens of input, and 200 thought.
    expect(statuses(1200)).toEqual(['ok', 'ok']);
    expect(statuses(1199)).toEqual(['overflow']);
  });

  it('are thought in each call of a step with tools, and of a coordinator', () => {
    const tools = body(', reasoning: { mean: 100, cv: 1 }').replace(
      'a: { role: a }',
      'a: { role: a, tools: { roundTrips: 2 } }',
    );
    const found = callsOf(play(tools, 'pipeline')).filter((call) => call.step === 'a');
    expect(new Set(found.map(({ reasoningTokens }) => reasoningTokens)).size).toBe(3);
    const led = callsOf(play(body(', reasoning: 200'), 'supervisor')).filter((call) => call.who === 'coordinator');
    expect(led.every(({ reasoningTokens }) => reasoningTokens === 200)).toBe(true);
  });

  it('end with a call that does not come back', () => {
    const failed = callsOf(play(body(', reasoning: 200, failure: 1'), 'pipeline'));
    expect(failed.map(({ outputTokens, reasoningTokens }) => [outputTokens, reasoningTokens])).toEqual([[0, 0]]);
  });
});
