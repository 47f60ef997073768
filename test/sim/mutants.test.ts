/** What a change of one line once left without any test that fails. */
import { describe, expect, it } from 'vitest';
import { isKept, type LimitCheck } from '../../src/decide/limits.js';
import { Artifact } from '../../src/sim/content/artifact.js';
import { Context } from '../../src/sim/content/context.js';
import { chain, replicate, scenarioOf, worldOf, yaml } from './helper.js';

describe('an announcement', () => {
  /** Work of ten seconds that is redelivered after six is done twice, and is announced as often as idempotency lets it be. */
  const announced = (isIdempotent: boolean): number => {
    const policies = `policies: { idempotency: ${isIdempotent}, redelivery: { attempts: 2, idle: 6s } }\n`;
    const world = worldOf(scenarioOf(yaml(chain(policies))), 'choreography');
    world.watched = 0;
    const { notes, participants } = world.run(0);
    const a = participants.findIndex(({ name }) => name === 'a');
    return notes.events.filter(({ from, kind }) => from === a && kind === 'event').length;
  };

  it('is made once by an idempotent agent that did the work twice, and twice by another', () => {
    expect(announced(true)).toBe(1);
    expect(announced(false)).toBe(2);
  });
});

describe('truncation', () => {
  /** Tokens of each message of a context with room for all of it, of which the oldest goes first. */
  const context = (...tokens: readonly number[]): Context =>
    tokens.reduce(
      (all, own) => all.append(Object.assign(new Artifact(), { tokens: own, framed: true })),
      new Context({ call: 0, message: 0, named: false }, 'messages'),
    );

  it('drops nothing where the context fits exactly, and the oldest message where one token is too much', () => {
    expect(context(100, 60, 40).firstThatFits(200)).toBe(0);
    expect(context(100, 60, 40).firstThatFits(199)).toBe(1);
  });

  it('drops no more than it has to where what is left fits exactly', () => {
    expect(context(100, 60, 40).firstThatFits(100)).toBe(1);
    expect(context(100, 60, 40).firstThatFits(99)).toBe(2);
    expect(context(100, 60, 40).firstThatFits(0)).toBe(2);
  });
});

describe('a limit', () => {
  it('is kept where that is as likely as not, and not below', () => {
    const check = (probability: number): LimitCheck => ({ probability }) as LimitCheck;
    expect([0, 0.05, 0.49, 0.5, 0.95, 1].map((p) => isKept(check(p)))).toEqual([
      ...[false, false, false],
      ...[true, true, true],
    ]);
  });
});

describe('the single agent', () => {
  const RUNS = 400;
  /** The share of the brief's 20 true claims that a check rejects: with odds that are four times as high, 1/4 becomes 4/7. */
  const rejected = (generalist: string): number => {
    const body = `generalist: { model: plain, prompt: 0${generalist} }
task:
  brief: { tokens: 60, claims: 20 }
  steps:
    check: { role: c, checks: true }
agents:
  defaults: { model: plain, prompt: 0, output: 24, latency: 10, detection: 1, falseAlarm: 0.25 }
  c: {}
`;
    const world = worldOf(scenarioOf(yaml(body)), 'single-agent');
    const counts = replicate(world, RUNS, ({ rejections }) => rejections.length);
    return counts.reduce((sum, count) => sum + count, 0) / (20 * RUNS);
  };
  /** Four standard errors of a share near 1/2 of 8,000 claims. */
  const CLOSE = 4 * Math.sqrt(0.25 / (20 * RUNS));

  it('rejects what is true more often by its penalty, as it errs more often in everything', () => {
    expect(Math.abs(rejected('') - 1 / 4)).toBeLessThan(CLOSE);
    expect(Math.abs(rejected(', penalty: 4') - 4 / 7)).toBeLessThan(CLOSE);
    expect(Math.abs(rejected(', penalty: 4, masters: [c]') - 1 / 4)).toBeLessThan(CLOSE);
  });
});
