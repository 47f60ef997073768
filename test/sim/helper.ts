/** What the tests of runs share: scenarios from YAML, runs, and their records as plain objects. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { measureNamed } from '../../src/measures/index.js';
import { readTask } from '../../src/measures/measure.js';
import { objections } from '../../src/patterns/objections.js';
import { plansFor } from '../../src/patterns/plan.js';
import { parseScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { Act, Cause, type RunRecord, Status } from '../../src/sim/record/record.js';
import type { Plan } from '../../src/sim/team/plan.js';
import { World } from '../../src/sim/world.js';

export type Options = Readonly<Record<string, unknown>>;

export function builtin(name: string): string {
  return readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8');
}

export function scenarioOf(text: string, overrides: readonly string[] = []): Scenario {
  const result = parseScenario(text, 'x.yaml', overrides);
  if (!result.ok) throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.scenario;
}

/**
 * The head that every small scenario needs, and its body. `plain` is a model of round numbers that never forgets. Claims take
 * no room, everybody has luck of its own, and nobody doubts what is true, unless the body says so.
 */
export function yaml(body: string): string {
  const plain = body
    .replace(/^task:\n(?! {2}claimTokens)/m, 'task:\n  claimTokens: 0\n')
    .replace(/^task:\n(?![\s\S]*^ {2}difficulty:)/m, 'task:\n  difficulty: { correlation: 0 }\n')
    .replace(/^( {2}defaults: \{)(?!.*doubt)/m, '$1 doubt: 0,');
  return `scenario: x
question: Does it hold?
models:
  plain:
    like: medium
    ttft: 1
    inputRate: 1000
    outputRate: 100
    price: { input: 1, cachedInput: 0.1, output: 10 }
    retention: { half: .inf, steepness: 1 }
coordinator: { model: plain, prompt: 0, output: 100, decision: 10, hallucination: 0, misroute: 0 }
${plain}`;
}

/** Three steps, a, b and c, one after the other, of ten seconds each. */
export function chain(conditions = '', agents = ''): string {
  return `${conditions}
task:
  brief: { tokens: 60 }
  steps:
    a: { role: a }
    b: { role: b, after: [a] }
    c: { role: c, after: [b] }
agents:
  defaults: { model: plain, prompt: 29, output: 24, latency: 10 }
  a: {}
  b: {}
  c: {}
${agents}`;
}

export function planFor(scenario: Scenario, pattern: string, options: Options = {}): Plan {
  const chosen = { ...scenario, patterns: { only: null, options: { [pattern]: options } } };
  const wrong = objections(chosen).find(({ path }) => path[0] === 'patterns' && path.length > 2);
  if (wrong !== undefined) throw new Error(`${wrong.path.join('.')}: ${wrong.message}`);
  const { plans, leftOut } = plansFor(chosen, [pattern]);
  const plan = plans[0];
  if (plan === undefined) throw new Error(`no plan for '${pattern}': ${leftOut[0]?.why}`);
  return plan;
}

export function worldOf(scenario: Scenario, pattern: string, options: Options = {}, seed = 'test'): World {
  return new World(scenario, planFor(scenario, pattern, options), keyOf(seed));
}

/** One replication of a small scenario under a pattern. */
export function play(body: string, pattern: string, options: Options = {}, replication = 0): RunRecord {
  return worldOf(scenarioOf(yaml(body)), pattern, options).run(replication);
}

/** Runs `count` replications, and gives what `read` makes of each: a record is only valid until the next run. */
export function replicate<T>(world: World, count: number, read: (run: RunRecord) => T): T[] {
  return Array.from({ length: count }, (_, replication) => read(world.run(replication)));
}

export interface Call {
  readonly call: number;
  readonly participant: number;
  readonly who: string;
  readonly step: string | null;
  readonly act: string;
  readonly status: string;
  readonly attempt: number;
  readonly tried: number;
  readonly fallback: number;
  readonly cause: number;
  readonly requestedAt: number;
  readonly endedAt: number;
  readonly messageDelay: number;
  readonly backoff: number;
  readonly tool: number;
  readonly repair: number;
  readonly queued: number;
  readonly rateLimited: number;
  readonly absent: number;
  readonly service: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly cacheWrites: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly resentTokens: number;
  readonly cost: number;
  readonly artifact: number;
}

export function callsOf(run: RunRecord): Call[] {
  const c = run.calls.columns;
  return Array.from({ length: run.calls.length }, (_, call) => {
    const numbers = Object.fromEntries(Object.entries(c).map(([name, column]) => [name, column[call]!]));
    return {
      ...(numbers as unknown as Call),
      call,
      who: run.participants[c.participant[call]!]!.name,
      step: c.step[call]! < 0 ? null : run.stepNames[c.step[call]!]!,
      act: named(Act, c.act[call]!),
      status: named(Status, c.status[call]!),
    };
  });
}

export interface TestClaim {
  readonly claim: number;
  readonly isFalse: boolean;
  readonly cause: string;
  readonly origin: string;
  readonly step: string | null;
  readonly basis: number;
  readonly key: number;
}

export function claimsOf(run: RunRecord): TestClaim[] {
  const c = run.claims.columns;
  return Array.from({ length: run.claims.length }, (_, claim) => ({
    claim,
    isFalse: c.isFalse[claim] === 1,
    cause: named(Cause, c.cause[claim]!),
    origin: c.origin[claim]! < 0 ? 'user' : run.participants[c.origin[claim]!]!.name,
    step: c.step[claim]! < 0 ? null : run.stepNames[c.step[claim]!]!,
    basis: c.basis[claim]!,
    key: c.key[claim]!,
  }));
}

/** Keys of the claims in an artifact. */
export function keysIn(run: RunRecord, artifact: number): number[] {
  const { claimStart, claimEnd } = run.store.all[artifact]!;
  return [...run.store.claims.slice(claimStart, claimEnd)].map((claim) => run.claims.columns.key[claim]!);
}

/** Keys of the claims in what a step made, the last time. */
export function keysOfStep(run: RunRecord, step: string): number[] {
  const calls = callsOf(run).filter((call) => call.step === step && call.artifact >= 0);
  return keysIn(run, calls[calls.length - 1]!.artifact);
}

export function deliveredKeys(run: RunRecord): number[] {
  const { claim } = run.delivered.columns;
  return Array.from({ length: run.delivered.length }, (_, i) => run.claims.columns.key[claim[i]!]!);
}

export function rejectionsOf(run: RunRecord): { who: string; key: number; retracted: boolean }[] {
  const r = run.rejections.columns;
  return Array.from({ length: run.rejections.length }, (_, i) => ({
    who: run.participants[r.participant[i]!]!.name,
    key: run.claims.columns.key[r.claim[i]!]!,
    retracted: r.retracted[i] === 1,
  }));
}

export function measure(run: RunRecord, id: string): number {
  const found = measureNamed(id);
  if (found === undefined) throw new Error(`no measure '${id}'`);
  return readTask(found, run, null);
}

/** Every byte of a run's record. */
export function hashOf(run: RunRecord): string {
  const hash = createHash('sha256');
  for (const table of [run.calls, run.messages, run.claims, run.rejections, run.delivered]) {
    for (const [name, column] of Object.entries(table.columns)) {
      hash.update(name).update(new Uint8Array(column.slice(0, table.length).buffer));
    }
  }
  const { outcome, endedAt, criticalAt, lastCall, missingSteps, lostUpdates } = run;
  return hash.update(JSON.stringify([outcome, endedAt, criticalAt, lastCall, missingSteps, lostUpdates])).digest('hex');
}

/** Half-width of the 99.99 % interval of a share. */
export function margin(share: number, n: number): number {
  return 3.9 * Math.sqrt((share * (1 - share)) / n) + 1e-12;
}

function named(values: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(values).find((key) => values[key] === value)!;
}
