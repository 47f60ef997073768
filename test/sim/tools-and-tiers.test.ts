import { describe, expect, it } from 'vitest';
import { advice } from '../../src/study/check.js';
import { callsOf, play, replicate, scenarioOf, worldOf, yaml } from './helper.js';

const body = (agents: string, more = '', conditions = ''): string => `${conditions}task:
  brief: { tokens: 896 }
  steps: { a: { role: a }, b: { role: b, after: [a] } }
agents:
  defaults: { model: plain, prompt: 93, output: 50${agents} }
  a: {${more}}
  b: {}
`;

describe('tools that an agent carries', () => {
  it('stand in each of its prompts', () => {
    const inputs = (agents: string, more: string, pattern: string): number[] =>
      callsOf(play(body(agents, more), pattern)).map((call) => call.inputTokens);
    expect(inputs('', '', 'pipeline')).toEqual([1000, 154]);
    expect(inputs('', ' tools: 3 ', 'pipeline')).toEqual([4000, 154]);
    expect(inputs(', toolTokens: 200', ' tools: 3 ', 'pipeline')).toEqual([1600, 154]);
    expect(inputs(', tools: 2', '', 'pipeline')).toEqual([3000, 2154]);
  });

  it('are all carried by a single agent, unless it has fewer', () => {
    const inputs = (generalist: string): number =>
      callsOf(
        play(
          body('', ' tools: 3, toolTokens: 500 ', generalist).replace('  b: {}', '  b: { tools: 1 }'),
          'single-agent',
        ),
      )[0]!.inputTokens;
    expect(inputs('')).toBe(1000 + 3 * 500 + 1000);
    expect(inputs('generalist: { tools: 0 }\n')).toBe(1000);
    // Each as long as theirs on average: 2,500 tokens of four tools.
    expect(inputs('generalist: { tools: 2 }\n')).toBe(1000 + 1250);
  });
});

describe('a tier of service', () => {
  const calls = (tier: string) => callsOf(play(body('', ` tier: ${tier} `), 'pipeline'));
  const [standard] = calls('standard');

  it('has a factor on prices, and its speed', () => {
    const [flex] = calls('flex');
    expect(flex!.cost).toBeCloseTo(standard!.cost / 2, 15);
    expect(flex!.service).toBeCloseTo(standard!.service * 2, 12);
    const [priority] = calls('priority');
    expect(priority!.cost).toBeCloseTo(standard!.cost * 2, 15);
    expect(priority!.service).toBeCloseTo(standard!.service / 1.5, 12);
    expect(calls('batch')[0]!.cost).toBeCloseTo(standard!.cost / 2, 15);
  });

  it('is that of the model where the agent says nothing, and has the price of its list', () => {
    const tiered = (model: string, agent: string) =>
      scenarioOf(yaml(body('', agent)).replace('models:\n', `models:\n  mine: ${model}\n`)).agents.map(
        ({ model: { tier } }) => [tier.name, tier.price],
      );
    expect(tiered('{ like: plain, tier: flex }', ' model: mine ')[0]).toEqual(['flex', 0.5]);
    expect(tiered('{ like: plain, tier: flex }', ' model: mine, tier: standard ')[0]).toEqual(['standard', 1]);
    expect(tiered('{ like: openai/gpt-4o }', ' model: mine, tier: priority ')).toEqual([
      ['priority', 1.7],
      ['standard', 1],
    ]);
  });

  it('batch waits 7 minutes in the middle, an hour in one case of ten, and a day at most', () => {
    const scenario = scenarioOf(yaml(body('', ' tier: batch ')));
    const waits = replicate(worldOf(scenario, 'pipeline'), 4000, (run) => callsOf(run)[0]!.service - standard!.service);
    const sorted = waits.sort((a, b) => a - b);
    const share = (seconds: number): number => sorted.filter((wait) => wait <= seconds).length / sorted.length;
    // Three standard deviations of a share of 4,000.
    expect(Math.abs(share(420) - 0.5)).toBeLessThan(0.026);
    expect(Math.abs(share(3600) - 0.9)).toBeLessThan(0.016);
    expect(sorted.at(-1)!).toBeLessThanOrEqual(86_400.001);
    expect(sorted[0]!).toBeGreaterThan(0);
  });

  it('is told where its wait is longer than the timeout', () => {
    const told = (timeout: string): string[] =>
      advice(scenarioOf(yaml(body('', ' tier: batch ', `policies: { timeout: ${timeout} }\n`)))).flatMap(
        ({ message }) => (message.includes('tier wait') ? [message] : []),
      );
    expect(told('1m')).toEqual([
      expect.stringMatching(/^Calls of a in the batch tier wait \d+ s on average, longer than the timeout of 60 s\.$/),
    ]);
    expect(told('1d')).toEqual([]);
  });
});
