import { describe, expect, it } from 'vitest';
import type { World } from '../../src/sim/world.js';
import {
  callsOf,
  claimsOf,
  deliveredKeys,
  keysOfStep,
  margin,
  measure,
  play,
  rejectionsOf,
  replicate,
  scenarioOf,
  worldOf,
  yaml,
} from './helper.js';

/** A brief of `claims` claims, all false unless said otherwise, and steps in flow style. */
function body(steps: string, agents: string, brief = 'claims: 20, falseClaims: 20'): string {
  return `task:
  brief: { tokens: 100, ${brief} }
  steps:
${steps.replace(/^/gm, '    ')}
agents:
  defaults: { model: plain, prompt: 0, output: 10 }
${agents.replace(/^/gm, '  ')}
`;
}

const world = (text: string, pattern = 'pipeline'): World => worldOf(scenarioOf(yaml(text)), pattern);

const CHAIN = ['a', 'b', 'c', 'd'];
const chain = (last: string): string =>
  CHAIN.slice(0, CHAIN.indexOf(last) + 1)
    .map((name, i) => `${name}: { role: ${name}${i > 0 ? `, after: [${CHAIN[i - 1]}]` : ''} }`)
    .join('\n');
const all = (agent: string): string => CHAIN.map((name) => `${name}: ${agent}`).join('\n');

describe('what a reader believes', () => {
  it('accepts every true claim, and a false one with its credulity', () => {
    const n = 1500;
    const kept = replicate(
      world(body(chain('a'), all('{ credulity: 0.7 }'), 'claims: 20, falseClaims: 10')),
      n,
      (run) => {
        const isFalse = claimsOf(run).map((claim) => claim.isFalse);
        const { claim } = run.delivered.columns;
        const delivered = [...claim.slice(0, run.delivered.length)];
        expect(delivered.filter((c) => !isFalse[c])).toHaveLength(10);
        return delivered.filter((c) => isFalse[c]).length;
      },
    );
    const share = kept.reduce((sum, k) => sum + k, 0) / (10 * n);
    expect(Math.abs(share - 0.7)).toBeLessThan(margin(0.7, 10 * n));
  });

  it('drops what it does not believe without a word: nothing is retracted, nothing counts as caught', () => {
    const run = play(body(chain('a'), all('{ credulity: 0 }')), 'pipeline');
    expect(rejectionsOf(run)).toHaveLength(20);
    expect(rejectionsOf(run).every((rejection) => !rejection.retracted)).toBe(true);
    expect(measure(run, 'caught')).toBe(0);
    expect(run.delivered.length).toBe(0);
    expect(run.outcome).toBe('correct');
  });

  it('hands a false claim through a chain of k readers with credulity^k', () => {
    const n = 1000;
    for (const [k, last] of [
      [2, 'b'],
      [4, 'd'],
    ] as const) {
      const kept = replicate(world(body(chain(last), all('{ credulity: 0.8 }'))), n, (run) => run.delivered.length);
      const share = kept.reduce((sum, x) => sum + x, 0) / (20 * n);
      expect(Math.abs(share - 0.8 ** k)).toBeLessThan(margin(0.8 ** k, 20 * n));
    }
  });
});

describe('deference', () => {
  const agents = all('{ credulity: 0.5, deference: 0.4 }');

  it('weakens the rejection of a false claim by each participant that passed it on', () => {
    const n = 1000;
    // a passes on half; b resists with 0.5 * 0.6, c with 0.5 * 0.36.
    const expected = 0.5 * (1 - 0.3) * (1 - 0.18);
    const kept = replicate(world(body(chain('c'), agents)), n, (run) => run.delivered.length);
    const share = kept.reduce((sum, x) => sum + x, 0) / (20 * n);
    expect(Math.abs(share - expected)).toBeLessThan(margin(expected, 20 * n));
  });

  it('does not count the one who originated the claim', () => {
    const steps = chain('c').replace('role: a', 'role: a, claims: 20');
    const lying = `a: { hallucination: 1 }\n${agents.split('\n').slice(1).join('\n')}`;
    const n = 1000;
    // b is the first to pass on what a made up: it resists with 0.5, c with 0.5 * 0.6.
    const expected = 0.5 * (1 - 0.3);
    const kept = replicate(world(body(steps, lying, 'claims: 0')), n, (run) => run.delivered.length);
    const share = kept.reduce((sum, x) => sum + x, 0) / (20 * n);
    expect(Math.abs(share - expected)).toBeLessThan(margin(expected, 20 * n));
  });

  it('believes what one said oneself: an agent that works alone drops nothing of its own', () => {
    const steps = chain('c').replace('role: a', 'role: a, claims: 20');
    const n = 1000;
    const lying = `a: { hallucination: 1 }\n${agents.split('\n').slice(1).join('\n')}`;
    const kept = replicate(world(body(steps, lying, 'claims: 0'), 'single-agent'), n, (run) => run.delivered.length);
    expect(new Set(kept)).toEqual(new Set([20]));
  });

  it('counts each participant once, however many copies and however many participants: 40 of them', () => {
    const steps = 'pass: { role: passer, replicas: 40 }';
    const run = play(body(steps, 'passer: { instances: 40 }', 'claims: 3, falseClaims: 3'), 'pipeline', {
      context: 'all',
    });
    expect(run.participants).toHaveLength(40);
    expect([...run.delivered.columns.endorsements.slice(0, 3)]).toEqual([40, 40, 40]);
    expect(measure(run, 'laundered')).toBe(3);
  });

  it('lets endorsements beyond the thirty-second count like the others', () => {
    const steps = 'pass: { role: passer, replicas: 40 }\nlast: { role: last, after: [pass] }';
    const agents = 'passer: { instances: 40 }\nlast: { credulity: 0, deference: 0.02 }';
    const n = 400;
    const expected = 1 - 0.98 ** 40;
    const kept = replicate(world(body(steps, agents)), n, (run) => run.delivered.length);
    const share = kept.reduce((sum, x) => sum + x, 0) / (20 * n);
    expect(Math.abs(share - expected)).toBeLessThan(margin(expected, 20 * n));
  });
});

describe('a checking step', () => {
  it('rejects false claims with its detection and true ones with its falseAlarm, whatever its credulity', () => {
    const steps = 'check: { role: checker, checks: true }';
    const n = 1500;
    const agents = 'checker: { credulity: 0.1, detection: 0.8, falseAlarm: 0.1 }';
    const counts = replicate(world(body(steps, agents, 'claims: 20, falseClaims: 10')), n, (run) => {
      expect(rejectionsOf(run).every((rejection) => rejection.retracted)).toBe(true);
      return [measure(run, 'caught'), measure(run, 'falseAlarms')] as const;
    });
    const caught = counts.reduce((sum, [c]) => sum + c, 0) / (10 * n);
    const alarms = counts.reduce((sum, [, a]) => sum + a, 0) / (10 * n);
    expect(Math.abs(caught - 0.8)).toBeLessThan(margin(0.8, 10 * n));
    expect(Math.abs(alarms - 0.1)).toBeLessThan(margin(0.1, 10 * n));
  });

  const RACE = `write: { role: writer }
check: { role: checker, after: [write], checks: true }
copy: { role: copier, after: [write] }
merge: { role: merger, after: [check, copy] }
side: { role: sider, after: [copy] }`;
  const RACERS = 'writer: {}\nchecker: { detection: 1 }\ncopier: {}\nmerger: {}\nsider: {}';

  it('retracts a claim from everything that is merged later, and not from a copy that went elsewhere', () => {
    const run = play(body(RACE, RACERS), 'workflow');
    expect(keysOfStep(run, 'check')).toHaveLength(0);
    expect(keysOfStep(run, 'merge')).toHaveLength(0);
    expect(keysOfStep(run, 'copy')).toHaveLength(20);
    expect(keysOfStep(run, 'side')).toHaveLength(20);
    expect(deliveredKeys(run)).toHaveLength(20);
    expect(run.outcome).toBe('wrong');
  });

  it('retracts for good: a merge of a merge does not bring the claim back', () => {
    const steps = `${RACE}\nlast: { role: last, after: [merge, side] }`;
    const run = play(body(steps, `${RACERS}\nlast: {}`), 'workflow');
    expect(keysOfStep(run, 'side')).toHaveLength(20);
    expect(keysOfStep(run, 'last')).toHaveLength(0);
    expect(run.outcome).toBe('correct');
  });

  it('raises a false alarm that costs a true claim, downstream too', () => {
    const agents = RACERS.replace('detection: 1', 'falseAlarm: 1');
    const run = play(body(RACE, agents, 'claims: 6'), 'workflow');
    expect(measure(run, 'falseAlarms')).toBe(6);
    expect(keysOfStep(run, 'merge')).toHaveLength(0);
    expect(keysOfStep(run, 'side')).toHaveLength(6);
  });

  it('reads a claim that lies before it in two copies once, with the endorsements of both', () => {
    const steps = `left: { role: left }
right: { role: right }
check: { role: checker, after: [left, right], checks: true }`;
    const agents = 'left: {}\nright: {}\nchecker: { detection: 1, deference: 0.5 }';
    const n = 600;
    const caught = replicate(world(body(steps, agents), 'workflow'), n, (run) => {
      const keys = rejectionsOf(run).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(run.delivered.length + keys.length).toBe(20);
      return keys.length;
    });
    const share = caught.reduce((sum, x) => sum + x, 0) / (20 * n);
    expect(Math.abs(share - 0.25)).toBeLessThan(margin(0.25, 20 * n));
  });
});

describe('what a call passes on and makes up', () => {
  it('keeps a `carry` share of what it read, and all of what it made', () => {
    const n = 800;
    const steps = 'a: { role: a, carry: 0.4, claims: 5 }';
    const kept = replicate(world(body(steps, 'a: {}', 'claims: 20')), n, (run) => {
      expect(claimsOf(run).filter((claim) => claim.step === 'a')).toHaveLength(5);
      return run.delivered.length - 5;
    });
    const share = kept.reduce((sum, x) => sum + x, 0) / (20 * n);
    expect(Math.abs(share - 0.4)).toBeLessThan(margin(0.4, 20 * n));
  });

  it('derives a false claim from a false basis, and hallucinates on a true one at its own rate', () => {
    const n = 1500;
    const steps = 'a: { role: a, claims: 10 }';
    const made = replicate(world(body(steps, 'a: { hallucination: 0.2 }', 'claims: 10, falseClaims: 3')), n, (run) => {
      const claims = claimsOf(run);
      const own = claims.filter((claim) => claim.step === 'a');
      for (const claim of own) {
        const basis = claims[claim.basis]!;
        expect(claim.isFalse).toBe(claim.cause !== 'none');
        expect(claim.cause === 'derived').toBe(basis.isFalse);
      }
      return own;
    }).flat();
    const share = (cause: string): number => made.filter((claim) => claim.cause === cause).length / made.length;
    expect(Math.abs(share('derived') - 0.3)).toBeLessThan(margin(0.3, made.length));
    expect(Math.abs(share('hallucinated') - 0.7 * 0.2)).toBeLessThan(margin(0.14, made.length));
  });

  it('makes claims without a basis where it has read none, false at the hallucination rate alone', () => {
    const n = 1500;
    const made = replicate(
      world(body('a: { role: a, claims: 10 }', 'a: { hallucination: 0.2 }', 'claims: 0')),
      n,
      (run) => claimsOf(run),
    ).flat();
    expect(made.every((claim) => claim.basis === -1)).toBe(true);
    const share = made.filter((claim) => claim.cause === 'hallucinated').length / made.length;
    expect(Math.abs(share - 0.2)).toBeLessThan(margin(0.2, made.length));
  });

  it.each([
    ['all of its inputs', 'fan-out-fan-in', '', 1],
    ['one of its two inputs', 'workflow', ', foreseen: 0', 0.5],
    ['none of its inputs', 'workflow', '', 0],
  ])('guesses the share of its basis that is missing: %s', (_, pattern, foreseen, missing) => {
    const steps = `a: { role: a }
b: { role: b${foreseen} }
c: { role: c, after: [a, b], claims: 10 }
d: { role: d }`;
    const n = 1000;
    const made = replicate(
      world(body(steps, 'a: {}\nb: {}\nc: { guess: 0.6 }\nd: {}', 'claims: 4'), pattern),
      n,
      (run) => claimsOf(run).filter((claim) => claim.step === 'c'),
    ).flat();
    const guessed = made.filter((claim) => claim.cause === 'guessed').length / made.length;
    expect(Math.abs(guessed - missing * 0.6)).toBeLessThan(margin(missing * 0.6, made.length) + 1e-9);
    expect(made.filter((claim) => claim.isFalse)).toHaveLength(
      made.filter((claim) => claim.cause === 'guessed').length,
    );
    const withoutBasis = made.filter((claim) => claim.basis < 0).length / made.length;
    expect(Math.abs(withoutBasis - missing)).toBeLessThan(margin(missing, made.length) + 1e-9);
  });

  it('passes the content on, unchecked and with nothing new, where the step turns out not to be needed', () => {
    const steps = `a: { role: a }
check: { role: checker, after: [a], checks: true, claims: 4, probability: 0 }`;
    const run = play(body(steps, 'a: {}\nchecker: { detection: 1 }'), 'pipeline');
    expect(callsOf(run)).toHaveLength(2);
    expect(deliveredKeys(run)).toEqual(keysOfStep(run, 'a'));
    expect(claimsOf(run)).toHaveLength(20);
  });
});

describe('the keys of claims', () => {
  it('are each one claim, and stay those of the step when another is added before it', () => {
    const without = play(body('a: { role: a, claims: 5 }', 'a: {}'), 'pipeline');
    const withOther = play(
      body('z: { role: z, claims: 7 }\na: { role: a, after: [z], claims: 5 }', 'a: {}\nz: {}'),
      'pipeline',
    );
    const keys = (run: typeof without, step: string | null): number[] =>
      claimsOf(run)
        .filter((claim) => claim.step === step)
        .map((claim) => claim.key);
    expect(keys(withOther, 'a')).toEqual(keys(without, 'a'));
    expect(keys(withOther, null)).toEqual(keys(without, null));
    expect(new Set(claimsOf(withOther).map((claim) => claim.key)).size).toBe(32);
  });

  it('hold out for any number of claims and rounds: 100 rounds of 1,000', () => {
    const text = body('a: { role: a, claims: 1000, carry: 0 }', 'a: { hallucination: 0.5 }', 'claims: 0');
    const run = play(text, 'pipeline', { cycles: 100 });
    expect(run.claims.length).toBe(100_000);
    const falseShare = claimsOf(run).filter((claim) => claim.isFalse).length / 100_000;
    // Each round replaces the one before, so no claim rests on another one.
    expect(Math.abs(falseShare - 0.5)).toBeLessThan(margin(0.5, 100_000));
    expect(run.delivered.length).toBe(1000);
  });
});
