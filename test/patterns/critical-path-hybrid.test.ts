import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { callsOf, measure, type Options, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** Two critical steps of 2 s each; beside them a slow side step, and one that needs it. */
const article = (side = '', after = ''): string => `task:
  brief: { tokens: 100, claims: 1 }
  steps:
    write: { role: writer, claims: 1 }
    check: { role: checker, after: [write], claims: 1 }
    tag: { role: tagger, after: [write], critical: false, claims: 1 }
    post: { role: poster, after: [tag], critical: false, claims: 1 }
${after}
agents:
  defaults: { model: plain, output: 50, hallucination: 0, latency: 2 }
  writer: {}
  checker: {}
  tagger: { latency: 10, ${side} }
  poster: {}
`;

const hybrid = (text: string, overrides: readonly string[] = [], options: Options = {}): World =>
  worldOf(scenarioOf(yaml(text), overrides), 'critical-path-hybrid', options);

describe('critical-path-hybrid', () => {
  it('keeps to its formulas for 2 to 30 specialists', () => {
    for (const row of expectations(patternNamed('critical-path-hybrid')!, { patience: 5 }, 1)) {
      expect(row, row.what).toMatchObject({ ok: true });
    }
  });

  it('keeps to its formulas where some steps are on the side', () => {
    const world = hybrid(article());
    const run = world.run(0);
    expectInvariants(run);
    const { expects } = patternNamed('critical-path-hybrid')!.withOptions({ patience: 1 });
    for (const id of ['calls', 'edges', 'messages', 'criticalPathCalls'] as const) {
      expect([id, measure(run, id)]).toEqual([id, expects[id](world.shape)]);
    }
    // The engine with writer and checker; writer-tagger, tagger-poster.
    expect(measure(run, 'edges')).toBe(4);
  });

  it('measures both ends: the critical one, and that of the last side step', () => {
    const run = hybrid(article()).run(0);
    expect(run.outcome).toBe('correct');
    expect(measure(run, 'criticalLatency')).toBeCloseTo(4, 9);
    expect(measure(run, 'latency')).toBeCloseTo(14, 9);
  });

  it('is a workflow where every step is critical, and choreography where the critical ones need nothing of the rest', () => {
    const text = article().replaceAll('critical: false, ', '');
    const run = hybrid(text).run(0);
    const workflow = worldOf(scenarioOf(yaml(text)), 'workflow').run(0);
    for (const id of ['calls', 'edges', 'messages', 'latency', 'inputTokens']) {
      expect([id, measure(run, id)]).toEqual([id, measure(workflow, id)]);
    }
  });

  it('gives to the engine what a critical step needs, whatever the scenario says of it', () => {
    const text = article('', '    publish: { role: writer, after: [tag] }');
    const run = hybrid(text).run(0);
    expect(measure(run, 'criticalLatency')).toBeCloseTo(14, 9);
    // Writer, checker and tagger with the engine; tagger-poster.
    expect(measure(run, 'edges')).toBe(4);
  });

  it('never fails with a side step: its part is missing, and nothing that hangs on it is done', () => {
    const run = hybrid(article('failure: 1')).run(0);
    expectInvariants(run);
    expect([run.outcome, run.missingSteps]).toEqual(['wrong', 2]);
    expect(measure(run, 'criticalLatency')).toBeCloseTo(4, 9);
    expect(callsOf(run).some((call) => call.who === 'poster')).toBe(false);
    // Nobody waits for it, so nobody tries again.
    expect(callsOf(run).filter((call) => call.who === 'tagger')).toHaveLength(1);
    // And nobody waits for what cannot come any more.
    expect(measure(run, 'latency')).toBeLessThan(14);
  });

  it('does not wait for a side step whose event was lost, nor for what needs that', () => {
    const run = hybrid(article(), ['faults.messages.loss=1']).run(0);
    expectInvariants(run);
    expect([run.outcome, run.missingSteps, measure(run, 'latency')]).toEqual(['wrong', 2, 4]);
  });

  it('waits for what is redelivered; a dead letter that fails in somebody’s hands fails nothing', () => {
    const again = ['policies.redelivery.attempts=2', 'policies.redelivery.idle=20s'];
    const failing = hybrid(article('failure: 1'), [...again, 'policies.deadLetters.alertAfter=30s']).run(0);
    expect([failing.outcome, failing.missingSteps, failing.deadLetters]).toEqual(['wrong', 2, 1]);
    const attempts = callsOf(failing).filter((call) => call.who === 'tagger');
    expect(attempts.map((call) => call.requestedAt)).toEqual([2, 22, 72]);
    const outcomes = replicate(hybrid(article('failure: 0.5'), again), 200, (run) => {
      expectInvariants(run);
      return run.outcome;
    });
    const wrong = outcomes.filter((outcome) => outcome === 'wrong').length / 200;
    expect(Math.abs(wrong - 0.25)).toBeLessThan(0.1);
  });

  it('leaves the events alone when the engine goes down; what is begun again is announced again', () => {
    const text = `${article()}faults: { engine: { crash: { at: 3s, repair: 5s } } }`;
    const run = hybrid(text).run(0);
    const told = callsOf(run).map((call) => `${call.who} ${call.status} ${call.requestedAt}`);
    expect(told).toEqual([
      'writer discarded 0',
      'tagger ok 2',
      'checker cancelled 2',
      'writer ok 8',
      'tagger ok 10',
      'checker ok 10',
      'poster ok 12',
      'poster ok 20',
    ]);
    expect([run.outcome, run.duplicates, run.recovery]).toEqual(['correct', 2, 5]);
    const known = hybrid(text, ['policies.durable=true']).run(0);
    expect(callsOf(known).map((call) => call.who)).toEqual(['writer', 'tagger', 'checker', 'checker', 'poster']);
    expect(known.duplicates).toBe(0);
  });

  it('looks after a while where a side step hangs', () => {
    const run = hybrid(article('hang: 1'), [], { patience: 100 }).run(0);
    expectInvariants(run);
    expect([run.outcome, run.missingSteps]).toEqual(['wrong', 2]);
    expect(measure(run, 'latency')).toBeCloseTo(104, 9);
  });

  it('fails loudly with a critical step, and tries that one again', () => {
    const run = hybrid(article(), ['agents.checker.failure=1', 'policies.retry.attempts=3']).run(0);
    expect(run.outcome).toBe('failed');
    expect(callsOf(run).filter((call) => call.who === 'checker')).toHaveLength(3);
  });

  it('holds in any weather', () => {
    const faults = ['agents.defaults.failure=0.2', 'agents.tagger.hang=0.2', 'agents.poster.failure=0.4'];
    const world = hybrid(article(), faults, { patience: 50 });
    const outcomes = replicate(world, 300, (run) => {
      expectInvariants(run);
      return run.outcome;
    });
    expect([...new Set(outcomes)].sort()).toEqual(['correct', 'failed', 'wrong']);
  });

  it('takes a team as a member, and is one itself', () => {
    const text = `${article()}teams:
  inside: { critical-path-hybrid: [writer, { pipeline: [tagger, poster] }, checker] }
  outside: { pipeline: [{ critical-path-hybrid: [writer, tagger] }, checker, poster] }`;
    const scenario = scenarioOf(yaml(text));
    for (const team of ['inside', 'outside']) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', 4]);
    }
  });
});
