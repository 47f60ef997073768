import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { World } from '../../src/sim/world.js';
import { lastAnswers } from '../../src/validation/answers.js';
import { condorcet, rightCounts, voteOf } from '../../src/validation/beta-binomial.js';
import { expectations } from '../../src/validation/counting.js';
import { drift } from '../../src/validation/drift.js';
import { shareOf } from '../../src/validation/estimate.js';
import {
  callsOf,
  claimsOf,
  keysIn,
  margin,
  measure,
  type Options,
  planFor,
  replicate,
  scenarioOf,
  worldOf,
  yaml,
} from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const question = (agent: string, claims = 1, brief = 0): string => `task:
  brief: { tokens: 400, claims: ${brief} }
  steps: { answer: { role: solver, claims: ${claims} } }
agents:
  solver: { model: plain, output: 100, ${agent} }
`;

const debated = (agent: string, options: Options, claims = 1, overrides: readonly string[] = [], brief = 0): World =>
  worldOf(scenarioOf(yaml(question(agent, claims, brief)), overrides), 'debate', options);
/** Errors that go together: an override. */
const together = (correlation: number): string[] => [`task.difficulty.correlation=${correlation}`];

const RUNS = 4000;
const shareRight = (world: World): number =>
  replicate(world, RUNS, (run) => measure(run, 'correct')).reduce((sum, x) => sum + x, 0) / RUNS;

describe('debate', () => {
  it('votes on what each member of a panel of checkers strikes: one of three is no majority', () => {
    const text = yaml(`task:
  brief: { tokens: 400, claims: 5, falseClaims: 5 }
  steps: { check: { role: checker, checks: true } }
agents:
  checker: { model: plain, output: 100, detection: 0.3 }
`);
    const escaped = replicate(worldOf(scenarioOf(text), 'debate', { rounds: 1 }), RUNS, (run) =>
      measure(run, 'escaped'),
    );
    const share = escaped.reduce((sum, x) => sum + x, 0) / (5 * RUNS);
    const kept = 1 - condorcet(0.3, 3);
    expect(Math.abs(share - kept)).toBeLessThan(margin(kept, 5 * RUNS));
  });

  it.each([
    { rounds: 1 },
    { panel: 1, rounds: 3 },
    { panel: 5, rounds: 3, repeat: true, wording: { header: 63, wrapping: 8 } },
    { judge: true, wording: { verdict: 12 } },
    { rounds: 1, judge: true, panel: 2 },
    { conformity: 1 },
    { rounds: 3, follows: 'majority' },
  ])('keeps to its formulas for 2 to 30 specialists with %o', (options) => {
    for (const row of expectations(patternNamed('debate')!, options, 1))
      expect(row, row.what).toMatchObject({ ok: true });
  });

  it('counts n(n-1)/2 edges among a panel that talks, and none among one that only votes', () => {
    for (const panel of [2, 3, 9, 30]) {
      expect(measure(debated('', { panel, rounds: 1 }).run(0), 'edges')).toBe(0);
      const run = debated('', { panel, rounds: 2 }).run(0);
      expect(measure(run, 'edges')).toBe((panel * (panel - 1)) / 2);
      expectInvariants(run);
    }
  });

  it.each([3, 9])('of %i is right as often as the jury theorem says', (panel) => {
    const p = condorcet(0.7, panel);
    expect(Math.abs(shareRight(debated('hallucination: 0.3', { panel, rounds: 1 })) - p)).toBeLessThan(margin(p, RUNS));
  });

  it('is right as often as one member where the panel errs as one, and in between in between', () => {
    expect(condorcet(0.7, 5, 1)).toBeCloseTo(0.7, 12);
    for (const correlation of [1, 0.5, 0.1]) {
      const p = condorcet(0.7, 5, correlation);
      const got = shareRight(debated('hallucination: 0.3', { panel: 5, rounds: 1 }, 1, together(correlation)));
      expect(Math.abs(got - p), `correlation ${correlation}`).toBeLessThan(margin(p, RUNS));
    }
  });

  it('drops a false claim of the brief where most members do not believe it, each by itself', () => {
    const world = debated('credulity: 0.3', { panel: 3, rounds: 1 }, 0, ['task.brief.falseClaims=1'], 1);
    const p = condorcet(0.7, 3);
    expect(Math.abs(shareRight(world) - p)).toBeLessThan(margin(p, RUNS));
  });

  it('with a judge who sees everything delivers no false claim, as long as one member is right', () => {
    const world = debated('hallucination: 0.5', { panel: 3, rounds: 1, judge: true }, 4, [
      'coordinator.detection=1',
      'coordinator.falseAlarm=0',
    ]);
    for (const { escaped, missing } of replicate(world, 300, (run) => {
      expectInvariants(run);
      return { escaped: measure(run, 'escaped'), missing: 4 - run.delivered.length };
    })) {
      expect(escaped).toBe(0);
      expect(missing).toBeLessThanOrEqual(4);
    }
  });

  it('holds each claim once, by whoever made it', () => {
    const run = debated('hallucination: 0.5', { panel: 3, rounds: 2, conformity: 1 }, 5).run(1);
    expect(run.delivered.length).toBe(5);
    expect(claimsOf(run)).toHaveLength(15);
    expect(new Set(claimsOf(run).map((claim) => claim.origin))).toEqual(new Set(['solver-1', 'solver-2', 'solver-3']));
  });

  it('fails when a member fails for good', () => {
    expect(debated('failure: 1', {}).run(0).outcome).toBe('failed');
  });

  it('takes a team as a voice, and is a member itself', () => {
    const body = `task:
  brief: { tokens: 100, claims: 1 }
  steps: { one: { role: a, claims: 1 }, two: { role: b, after: [one], claims: 1 }, three: { role: c, after: [two], claims: 1 } }
agents:
  defaults: { model: plain, output: 50, hallucination: 0 }
  a: {}
  b: {}
  c: {}
teams:
  inside: { debate: [{ pipeline: [a, b] }, c] }
  outside: { pipeline: [{ debate: [a, b] }, c] }`;
    const scenario = scenarioOf(yaml(body));
    for (const [team, calls] of [
      ['inside', 2 + 6],
      ['outside', 12 + 1],
    ] as const) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', calls]);
    }
  });
});

/** Whether the last answer of each member is right. */
function members(run: RunRecord): boolean[] {
  const { isFalse } = run.claims.columns;
  return lastAnswers(run).map(
    ({ claimStart, claimEnd }) => !run.store.claims.slice(claimStart, claimEnd).some((claim) => isFalse[claim] === 1),
  );
}

/** Many replications with what is known of them: the share of those in which something is so. */
function expectShare(what: string, expected: number, values: readonly boolean[]): void {
  const { low, high } = shareOf(values.map(Number));
  expect(expected, what).toBeGreaterThanOrEqual(low);
  expect(expected, what).toBeLessThanOrEqual(high);
}

describe('debate among members that follow a peer', () => {
  it.each([
    { panel: 2, rounds: 2, conformity: 0.5 },
    { panel: 3, rounds: 2, conformity: 0.5 },
    { panel: 3, rounds: 4, conformity: 1 },
    { panel: 3, rounds: 3, conformity: 0.5, correlation: 0.6 },
    { panel: 5, rounds: 3, conformity: 0.2, correlation: 0.3 },
    { panel: 8, rounds: 6, conformity: 0.8 },
  ])('leaves each member as often right as it was: %o', ({ correlation = 0, ...options }) => {
    const right = replicate(debated('hallucination: 0.3', options, 1, together(correlation)), RUNS, members);
    for (let i = 0; i < options.panel; i++)
      expectShare(
        `member ${i + 1}`,
        0.7,
        right.map((all) => all[i]!),
      );
  });

  it.each([
    { panel: 3, rounds: 2, conformity: 0.5 },
    { panel: 3, rounds: 3, conformity: 0.5 },
    { panel: 3, rounds: 2, conformity: 1 },
    { panel: 3, rounds: 5, conformity: 0.3 },
    { panel: 4, rounds: 3, conformity: 0.6 },
    { panel: 5, rounds: 3, conformity: 0.5, correlation: 0.4 },
  ])(
    'has as many right members, and as many right votes, as the Markov chain says: %o',
    ({ correlation = 0, ...options }) => {
      const runs = replicate(debated('hallucination: 0.3', options, 1, together(correlation)), 2 * RUNS, (run) => ({
        right: members(run).filter(Boolean).length,
        vote: run.outcome === 'correct',
      }));
      const exact = drift({ right: 0.7, correlation, ...options });
      for (const [k, p] of rightCounts(exact).entries())
        expectShare(
          `${k} right`,
          p,
          runs.map(({ right }) => right === k),
        );
      expectShare(
        'vote',
        voteOf(exact),
        runs.map(({ vote }) => vote),
      );
    },
  );

  it('votes worse the longer it talks, until all agree and the vote is worth one member', () => {
    const vote = (rounds: number): number => voteOf(drift({ right: 0.7, panel: 3, rounds, conformity: 0.5 }));
    for (let rounds = 2; rounds <= 20; rounds++) expect(vote(rounds)).toBeLessThan(vote(rounds - 1));
    expect(vote(1)).toBeCloseTo(condorcet(0.7, 3), 12);
    expect(vote(60)).toBeCloseTo(0.7, 6);
    const runs = replicate(debated('hallucination: 0.3', { panel: 3, rounds: 25 }), RUNS, (run) => ({
      agreed: new Set(members(run)).size === 1,
      vote: run.outcome === 'correct',
    }));
    expect(runs.filter(({ agreed }) => !agreed).length).toBeLessThan(RUNS / 400);
    expectShare(
      'vote',
      0.7,
      runs.map((run) => run.vote),
    );
  });

  it('takes over what a peer left out, too', () => {
    const options = { panel: 3, rounds: 3, conformity: 0.5 };
    const world = debated('credulity: 0.3', options, 0, ['task.brief.falseClaims=1'], 1);
    expectShare(
      'dropped',
      voteOf(drift({ right: 0.7, ...options })),
      replicate(world, RUNS, (run) => run.outcome === 'correct'),
    );
  });

  it('says in the last round but one what it says in a debate that ends there', () => {
    const answersOf = (rounds: number) =>
      replicate(debated('hallucination: 0.4', { panel: 5, rounds }, 2), 50, (run) =>
        callsOf(run)
          .slice(0, 10)
          .map(({ artifact }) => keysIn(run, artifact)),
      );
    expect(answersOf(4)).toEqual(answersOf(2));
  });
});

describe('debate among members that follow a majority', () => {
  const follows = 'majority';

  it('never changes the result of an odd vote, however long it goes on and however much members give way', () => {
    const outcomes = (options: Options) =>
      replicate(debated('hallucination: 0.4', { panel: 5, follows, ...options }, 3), 500, (run) => run.outcome);
    const vote = outcomes({ rounds: 1 });
    expect(new Set(vote).size).toBe(2);
    for (const conformity of [0, 0.3, 1]) expect(outcomes({ rounds: 4, conformity })).toEqual(vote);
  });

  it('with an even panel is right as often after a debate as before', () => {
    const p = condorcet(0.7, 3);
    for (const rounds of [1, 3]) {
      const got = shareRight(debated('hallucination: 0.3', { panel: 4, rounds, conformity: 0.7, follows }));
      expect(Math.abs(got - p), `${rounds} rounds`).toBeLessThan(margin(p, RUNS));
    }
  });

  it('all say after one round what the vote says, where everybody gives way', () => {
    replicate(debated('hallucination: 0.4', { panel: 5, conformity: 1, follows }), 300, (run) => {
      const right = members(run).filter(Boolean).length;
      // Of five, the two that are outvoted see three of four against them; those three see a tie.
      expect(right === 0 || right === 5).toBe(true);
      expect(right === 5).toBe(run.outcome === 'correct');
    });
  });
});
