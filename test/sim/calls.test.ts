import { describe, expect, it } from 'vitest';
import { callsOf, claimsOf, margin, measure, play, replicate, scenarioOf, worldOf, yaml } from './helper.js';

const US = 1e-6;

/** One step by one agent, on a brief such that the call has 1,000 input tokens: 3 + 4 + 89 + 4 + 900. */
const ONE = `task:
  brief: { tokens: 900 }
  steps:
    a: { role: a }
agents:
  a: { model: plain, prompt: 89, output: 50 }
`;

describe('a call', () => {
  it('takes ttft + input / inputRate + output / outputRate, and costs what its tokens cost', () => {
    const [call] = callsOf(play(ONE, 'pipeline'));
    expect(call).toMatchObject({ inputTokens: 1000, outputTokens: 50, cachedTokens: 0, status: 'ok', act: 'produce' });
    expect(call!.service).toBeCloseTo(1 + 1 + 0.5, 12);
    expect(call!.endedAt).toBeCloseTo(2.5, 12);
    expect(call!.cost).toBeCloseTo((1000 * 1 + 50 * 10) * US, 15);
  });

  it('takes the latency that is given whole, in place of the rates', () => {
    const [call] = callsOf(play(ONE.replace('output: 50', 'output: 50, latency: 7'), 'pipeline'));
    expect(call!.service).toBe(7);
    expect(call!.outputTokens).toBe(50);
  });

  it('counts the framing that the scenario gives, and the name of the speaker where messages have one', () => {
    const framing = 'provider: { framing: { call: 10, message: 20, named: true } }\n';
    const two = ONE.replace('    a: { role: a }', '    a: { role: a }\n    b: { role: b, after: [a] }');
    const [first, second] = callsOf(
      play(`${framing}${two}  b: { model: plain, prompt: 0, output: 5, nameTokens: 3 }\n`, 'pipeline'),
    );
    expect(first!.inputTokens).toBe(10 + 20 + 89 + 20 + 900);
    // The name of `a` takes the two tokens that it has by default, and one more.
    expect(second!.inputTokens).toBe(10 + 20 + 0 + 20 + 50 + 3);
  });

  it('forgets with a long context: at `half`, half of what it says is false however good the model', () => {
    const forgetful = ['models.plain.retention={ half: 1000, steepness: 3 }'];
    const scenario = scenarioOf(yaml(ONE.replace('role: a }', 'role: a, claims: 10 }')), forgetful);
    const n = 600;
    const share = (kept: boolean[]): number => kept.filter((isFalse) => isFalse).length / kept.length;
    const atHalf = share(
      replicate(worldOf(scenario, 'pipeline'), n, (run) => claimsOf(run).map((c) => c.isFalse)).flat(),
    );
    expect(Math.abs(atHalf - 0.5)).toBeLessThan(margin(0.5, 10 * n));
    const twice = scenarioOf(yaml(ONE.replace('role: a }', 'role: a, claims: 10 }')), [
      ...forgetful,
      'task.brief.tokens=1900',
    ]);
    const atTwice = share(
      replicate(worldOf(twice, 'pipeline'), n, (run) => claimsOf(run).map((c) => c.isFalse)).flat(),
    );
    expect(Math.abs(atTwice - 8 / 9)).toBeLessThan(margin(8 / 9, 10 * n));
  });

  it('makes a forgetful checker miss: detection times retention', () => {
    const text = ONE.replace('tokens: 900', 'tokens: 900, claims: 20, falseClaims: 20').replace(
      'role: a }',
      'role: a, checks: true }',
    );
    const scenario = scenarioOf(yaml(text), [
      'models.plain.retention={ half: 1000, steepness: 2 }',
      'agents.a.detection=0.8',
    ]);
    const n = 500;
    const caught = replicate(worldOf(scenario, 'pipeline'), n, (run) => measure(run, 'caught')).reduce(
      (sum, x) => sum + x,
      0,
    );
    expect(Math.abs(caught / (20 * n) - 0.4)).toBeLessThan(margin(0.4, 20 * n));
  });

  it('errs more outside the roles that the single agent masters', () => {
    const text = `generalist: { penalty: 3, masters: [b] }
task:
  brief: { tokens: 900 }
  steps:
    a: { role: a, claims: 10, carry: 0 }
    b: { role: b, claims: 10, carry: 0 }
agents:
  defaults: { model: plain, hallucination: 0.1, output: 50 }
  a: {}
  b: {}
`;
    const n = 1000;
    // Without a basis: the brief has no claims, and what the first step made is no basis of a hallucination.
    const made = replicate(worldOf(scenarioOf(yaml(text)), 'single-agent'), n, (run) => claimsOf(run)).flat();
    const own = made.filter((claim) => claim.step === 'a');
    const rate = own.filter((claim) => claim.isFalse).length / own.length;
    // Odds three times those of one in ten: 3/9.
    expect(Math.abs(rate - 0.25)).toBeLessThan(margin(0.25, own.length));
    const truly = made.filter((claim) => claim.step === 'b' && claim.cause !== 'derived');
    const mastered = truly.filter((claim) => claim.isFalse).length / truly.length;
    expect(Math.abs(mastered - 0.1)).toBeLessThan(margin(0.1, truly.length));
  });
});

describe('the prompt cache', () => {
  const TWO = `provider: { promptCache: true, cacheTtl: 10 }
task:
  brief: { tokens: 900 }
  steps:
    a: { role: a }
    b: { role: b }
    c: { role: c }
agents:
  defaults: { model: plain, prompt: 89, output: 50 }
  a: {}
  b: {}
  c: {}
`;

  it('bills the prefix that the same participant sent before at the cached price', () => {
    const [first, second, third] = callsOf(play(TWO, 'single-agent'));
    expect([first!.cachedTokens, second!.cachedTokens, third!.cachedTokens]).toEqual([0, 1000, 1054]);
    expect(second!.inputTokens).toBe(1054);
    expect(second!.cost).toBeCloseTo((54 * 1 + 1000 * 0.1 + 50 * 10) * US, 15);
  });

  it('remembers nothing of other participants, although they sent the same', () => {
    expect(callsOf(play(TWO, 'fan-out-fan-in')).map((call) => call.cachedTokens)).toEqual([0, 0, 0, 0]);
    expect(callsOf(play(TWO, 'pipeline', { context: 'all' })).every((call) => call.cachedTokens === 0)).toBe(true);
  });

  it('forgets after its time to live', () => {
    // Calls begin at 0, 2.5 and 5.05 seconds.
    const ttl = (seconds: number): number[] =>
      callsOf(play(TWO.replace('cacheTtl: 10', `cacheTtl: ${seconds}`), 'single-agent')).map(
        (call) => call.cachedTokens,
      );
    expect(ttl(2)).toEqual([0, 0, 0]);
    expect(ttl(3)).toEqual([0, 1000, 1054]);
  });

  it('shares the prompt alone where the content is another', () => {
    const text = TWO.replace('b: { role: b }', 'b: { role: a, after: [a] }')
      .replace('  b: {}\n', '')
      .replace('    c: { role: c }\n', '')
      .replace('  c: {}\n', '');
    const [first, second] = callsOf(play(text, 'pipeline'));
    expect([first!.cachedTokens, second!.cachedTokens]).toEqual([0, 3 + 4 + 89]);
  });

  it('is off unless the provider has it', () => {
    const off = TWO.replace('promptCache: true', 'promptCache: false');
    expect(callsOf(play(off, 'single-agent')).every((call) => call.cachedTokens === 0)).toBe(true);
  });
});

describe('a step with tools', () => {
  const TOOLS = `task:
  brief: { tokens: 900 }
  steps:
    a:
      role: a
      tools: { roundTrips: 2, definition: 30, call: 8, result: 100, latency: 4 }
    b: { role: b, after: [a] }
agents:
  defaults: { model: plain, prompt: 89, output: 50, nameTokens: 2 }
  a: {}
  b: {}
`;

  it('is one call more for each round trip, whose context grows by the call and its result', () => {
    const calls = callsOf(play(TOOLS, 'pipeline')).filter((call) => call.step === 'a');
    expect(calls.map((call) => call.inputTokens)).toEqual([1030, 1030 + 118, 1030 + 236]);
    expect(calls.map((call) => call.outputTokens)).toEqual([10, 10, 50]);
    expect(calls.map((call) => call.tool)).toEqual([0, 4, 4]);
    expect(calls.map((call) => call.cause)).toEqual([-1, 0, 1]);
    expect(new Set(calls.map((call) => call.artifact)).size).toBe(1);
  });

  it('shows others its last message alone; a full history shows the tool traffic too', () => {
    const seenBy = (history: string): number =>
      callsOf(play(TOOLS, 'supervisor', { history })).find((call) => call.step === 'b')!.inputTokens;
    expect(seenBy('full') - seenBy('last')).toBe(2 * 118);
    expect(callsOf(play(TOOLS, 'pipeline')).find((call) => call.step === 'b')!.inputTokens).toBe(3 + 4 + 89 + 4 + 50);
  });

  it('caches between its own round trips all that the one before sent', () => {
    const calls = callsOf(play(`provider: { promptCache: true }\n${TOOLS}`, 'pipeline')).filter(
      (call) => call.step === 'a',
    );
    expect(calls.map((call) => call.cachedTokens)).toEqual([0, 1030, 1148]);
    const short = callsOf(play(`provider: { promptCache: true, cacheTtl: 3 }\n${TOOLS}`, 'pipeline'));
    expect(short.every((call) => call.cachedTokens === 0)).toBe(true);
  });

  it('shares no prefix with a step whose prompt has other tools in it', () => {
    const calls = callsOf(
      play(`generalist: { model: plain, prompt: 89 }\nprovider: { promptCache: true }\n${TOOLS}`, 'single-agent'),
    );
    expect(calls.map((call) => [call.step, call.cachedTokens])).toEqual([
      ['a', 0],
      ['a', 1030],
      ['a', 1148],
      ['b', 0],
    ]);
  });

  it('counts what its round trips send again as sent again', () => {
    const calls = callsOf(play(TOOLS, 'pipeline')).filter((call) => call.step === 'a');
    expect(calls.map((call) => call.resentTokens)).toEqual([0, 904, 904]);
  });
});
