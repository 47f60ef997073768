import { describe, expect, it } from 'vitest';
import { advice } from '../../src/study/check.js';
import { type Call, callsOf, play, scenarioOf, yaml } from './helper.js';

/** Five steps, each of 100 tokens on top of 1,000 of brief and 100 of prompt; messages of 4. */
const body = (agents: string, claims = ''): string => `task:
  brief: { tokens: 996${claims} }
  steps:
    a: { role: a }
    b: { role: a, after: [a] }
    c: { role: a, after: [b] }
    d: { role: a, after: [c] }
    e: { role: a, after: [d] }
agents:
  defaults: { model: plain, prompt: 93, output: 100${agents} }
  a: {}
`;

const told = (calls: readonly Call[]): string[] =>
  calls.map(({ act, step, inputTokens }) => `${step ?? act} ${inputTokens}`);

describe('compaction at a threshold', () => {
  const long = ['a 1100', 'b 1204', 'c 1308', 'd 1412', 'e 1516'];

  it('replaces the context once it is longer, in a call that reads all of it, and goes on from there', () => {
    const calls = callsOf(play(body(', compactAt: 1250'), 'single-agent'));
    expect(told(calls)).toEqual(['a 1100', 'b 1204', 'compose 1308', 'c 204', 'd 308', 'e 412']);
  });

  it('compacts again where the context has grown again', () => {
    const calls = callsOf(play(body(', compactAt: 300').replace('tokens: 996', 'tokens: 96'), 'single-agent'));
    expect(told(calls)).toEqual([
      'a 200',
      'compose 304',
      'b 204',
      'compose 308',
      'c 204',
      'compose 308',
      'd 204',
      'compose 308',
      'e 204',
    ]);
  });

  it('takes a share of the window', () => {
    const share = 1250 / 200_000;
    const calls = callsOf(play(body(`, compactAt: ${share}`), 'single-agent'));
    expect(calls).toHaveLength(6);
  });

  it('does nothing by default, and nothing that a context never reaches', () => {
    for (const agents of ['', ', compactAt: 1', ', compactAt: 1516', ', compactAt: .inf']) {
      expect(told(callsOf(play(body(agents), 'single-agent')))).toEqual(long);
    }
  });

  it('loses what does not fit into the summary', () => {
    const held = (output: number): number => {
      const text = body(`, compactAt: 1050`, ', claims: 20, owed: 20')
        .replace('output: 100', `output: ${output}`)
        .replace('task:\n', 'task:\n  claimTokens: 10\n');
      const run = play(text, 'single-agent');
      return run.held;
    };
    expect(held(200)).toBe(20);
    expect(held(50)).toBe(5);
  });

  it('is one for each conversation, of a coordinator too', () => {
    const calls = callsOf(play(body(', compactAt: 1250'), 'supervisor', { history: 'full' }));
    expect(calls.some(({ act, who }) => act === 'compose' && who === 'coordinator')).toBe(true);
  });

  it('is told where each call would compact, or none', () => {
    const told = (agents: string): string[] =>
      advice(scenarioOf(yaml(body(agents)))).flatMap(({ message }) => (message.includes('compact') ? [message] : []));
    expect(told(', compactAt: 90')[0]).toContain('it compacts before each call');
    expect(told(', compactAt: 200000')[0]).toContain("'a' never compacts");
    expect(told(', compactAt: 0.5')).toEqual([]);
    expect(scenarioOf(yaml(body(', compactAt: 0.5'))).agents[0]!.compactAt).toBe(100_000);
  });
});
