import { describe, expect, it } from 'vitest';
import type { ScriptedChoice } from '../../src/sim/agents/script.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { World } from '../../src/sim/world.js';
import { callsOf, measure, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** `count` independent steps, each with a role of its own. */
function steps(count: number, more = ''): string {
  const names = Array.from({ length: count }, (_, i) => `s${i + 1}`);
  return `task:
  brief: { tokens: 400, claims: 3 }
  steps:
${names.map((name) => `    ${name}: { role: ${name}, claims: 5 }`).join('\n')}
agents:
  defaults: { model: plain, prompt: 40, output: 60, latency: 1 }
${names.map((name) => `  ${name}: {}`).join('\n')}
${more}`;
}

function rehearse(count: number, options = {}, script: readonly ScriptedChoice[] = []) {
  const scenario = scenarioOf(yaml(steps(count)));
  return new World(scenario, planFor(scenario, 'magentic', options), keyOf('test'), undefined, script).run(0);
}

const who = (run: ReturnType<typeof rehearse>): string =>
  callsOf(run)
    .map((call) => call.who.replace('coordinator', 'lead'))
    .join(' ');

const standstill = (step: string) => ({ step, progress: false });

describe('when all goes well', () => {
  it('plans in two calls, keeps a ledger a round, and answers', () => {
    const run = rehearse(2);
    expect(who(run)).toBe('lead lead lead s1 lead s2 lead lead');
    expect(run.outcome).toBe('correct');
    expect(measure(run, 'criticalPathCalls')).toBe(8);
    expectInvariants(run);
  });

  it('repeats the task in every call of the lead: twice where the ledger is in the thread', () => {
    const lead = (tokens: number) => {
      const scenario = scenarioOf(yaml(steps(2)), [`task.brief.tokens=${tokens}`]);
      const run = new World(scenario, planFor(scenario, 'magentic'), 1).run(0);
      return callsOf(run)
        .filter((call) => call.who === 'coordinator')
        .map((call) => call.inputTokens);
    };
    const grown = lead(1400).map((tokens, i) => tokens - lead(400)[i]!);
    expect(grown).toEqual([1000, 1000, 2000, 2000, 2000, 2000]);
  });
});

describe('what a member sees', () => {
  it('is all that was said, or its instruction and what others answered, never the task', () => {
    const seen = (options: object) =>
      callsOf(rehearse(2, options))
        .filter((call) => call.who.startsWith('s'))
        .map((call) => call.inputTokens);
    const ledger = 4 + 400 + 150 + 120 + 46 + 2 * 8;
    expect(seen({})).toEqual([47 + ledger + 29, 47 + ledger + 2 * 29 + 64]);
    expect(seen({ sees: 'instruction' })).toEqual([47 + 29, 47 + 64 + 29]);
  });
});

describe('a new plan', () => {
  const script = [{}, standstill('s1'), standstill('s1'), standstill('s1')];

  it('after three rounds without progress costs two calls, and clears the thread', () => {
    const run = rehearse(2, { factsKeep: 1 }, script);
    expect(who(run)).toBe('lead lead lead s1 lead s1 lead s1 lead lead lead lead s2 lead lead');
    const [, , first] = callsOf(run).filter((call) => call.who === 'lead' || call.who === 'coordinator');
    const ledgers = callsOf(run).filter((call) => call.outputTokens === 68 + 25 + 2);
    expect(ledgers[4]!.inputTokens).toBe(first!.inputTokens);
    expect(run.outcome).toBe('correct');
    expectInvariants(run);
  });

  it('loses what the facts do not hold: it has to be done again', () => {
    const lost = rehearse(2, { factsKeep: 0 }, script);
    expect(who(lost)).toBe('lead lead lead s1 lead s1 lead s1 lead lead lead lead s1 lead s2 lead lead');
    expect(lost.outcome).toBe('correct');
    expectInvariants(lost);
  });

  it('written after the thread was cleared holds nothing of it, whatever the facts would keep', () => {
    const blind = rehearse(2, { factsKeep: 1, clears: 'before' }, script);
    expect(callsOf(blind).filter((call) => call.who === 's1')).toHaveLength(4);
  });

  it('and an answer too early leave the claims of what was lost out of the answer', () => {
    const early: ScriptedChoice[] = [...script, { step: 'nothing', progress: true }];
    const kept = rehearse(2, { factsKeep: 1 }, early);
    const lost = rehearse(2, { factsKeep: 0 }, early);
    expect(kept).toMatchObject({ outcome: 'wrong', missingSteps: 1 });
    expect(lost).toMatchObject({ outcome: 'wrong', missingSteps: 2 });
    expect(lost.delivered.length).toBe(3);
    expect(kept.delivered.length).toBeGreaterThanOrEqual(3 + 5);
  });

  it('resets the stalls; one round that brings the work on takes one away', () => {
    const often = [standstill('s1'), { step: 's1', progress: true }, standstill('s1'), standstill('s1'), {}];
    // One, none, one, two: no new plan.
    expect(
      who(rehearse(1, {}, often))
        .split(' ')
        .filter((name) => name === 's1'),
    ).toHaveLength(4);
  });

  it('is made by luck alone when the lead errs, and every such run ends in one outcome', () => {
    const world = worldOf(scenarioOf(yaml(steps(4)), ['coordinator.misroute=0.3']), 'magentic', {
      maxStalls: 2,
      maxRounds: 40,
    });
    const runs = replicate(world, 200, (run) => {
      expectInvariants(run);
      return { lead: callsOf(run).filter((call) => call.who === 'coordinator').length, outcome: run.outcome };
    });
    expect(runs.some((run) => run.lead > 12)).toBe(true);
    expect(new Set(runs.map((run) => run.outcome))).toContain('wrong');
    expect(new Set(runs.map((run) => run.outcome))).toContain('correct');
  });
});

describe('the limit of rounds', () => {
  it('ends in an error, in nothing, or in an answer from what there is', () => {
    expect(rehearse(3, { maxRounds: 2 }).outcome).toBe('failed');
    expect(rehearse(3, { maxRounds: 2, onLimit: 'empty' })).toMatchObject({ outcome: 'wrong', missingSteps: 3 });
    const partial = rehearse(3, { maxRounds: 2, onLimit: 'partial' });
    expect(partial).toMatchObject({ outcome: 'wrong', missingSteps: 1 });
    expect(who(partial)).toBe('lead lead lead s1 lead s2 lead');
    expect(rehearse(3, { maxRounds: 4 }).outcome).toBe('correct');
  });
});

it('a team among its members does what it is told', () => {
  const teams = 'teams:\n  desk: { magentic: [s1, { pipeline: [s2, s3] }] }\n';
  const body = steps(3, teams).replace('s3: { role: s3,', 's3: { role: s3, after: [s2],');
  const scenario = scenarioOf(yaml(body));
  const run = new World(scenario, planFor(scenario, 'desk'), 7).run(0);
  expectInvariants(run);
  expect(run.outcome).toBe('correct');
  expect(who(run)).toBe('lead lead lead s1 lead s2 s3 lead lead');
});
