/** Runs an application against the mock provider, in process and in virtual time, and the simulator beside it. */

import type { MockProvider, ProviderClock } from '../../src/real/mock-provider.js';
import { mockProvider } from '../../src/real/provider.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { Act, type RunRecord, Status } from '../../src/sim/record/record.js';
import { type Options, worldOf } from '../sim/helper.js';
import type { App, Stage } from './apps.js';
import type { Send } from './loop.js';

/** A clock that jumps to the next thing that is waited for once nothing else goes on. */
export class VirtualClock implements ProviderClock {
  private time = 0;
  private readonly waiting = new Set<{ readonly at: number; readonly wake: () => void }>();

  now(): number {
    return this.time;
  }

  wait(seconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const one = { at: this.time + seconds, wake: (): void => resolve() };
      this.waiting.add(one);
      const leave = (): void => {
        this.waiting.delete(one);
        resolve();
      };
      if (signal?.aborted === true) leave();
      else signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Lets time pass until a promise is settled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let isDone = false;
    const done = (): void => {
      isDone = true;
    };
    promise.then(done, done);
    for (let idle = 0; !isDone; ) {
      await new Promise((resolve) => setImmediate(resolve));
      if (++idle < 3) continue;
      idle = 0;
      const [next] = [...this.waiting].sort((a, b) => a.at - b.at);
      if (next === undefined) throw new Error('everybody waits, and nothing will come');
      this.waiting.delete(next);
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    return await promise;
  }
}

export interface Rehearsed {
  readonly provider: MockProvider;
  readonly records: RunRecord[];
}

const TIMEOUT = 60;

export function stageOf(provider: MockProvider, clock: VirtualClock, replication: number): Stage {
  const send: Send = async (body) => {
    const controller = new AbortController();
    const answered = new AbortController();
    void clock.wait(TIMEOUT, answered.signal).then(() => {
      if (!answered.signal.aborted) controller.abort();
    });
    const response = await provider.handle(
      new Request(`http://127.0.0.1/r/${replication}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify(body),
        signal: controller.signal,
      }),
    );
    answered.abort();
    return response;
  };
  return { send, wait: (seconds) => clock.wait(seconds) };
}

/** What a run came to, so that two can be compared. */
export interface Account {
  readonly calls: readonly string[];
  readonly outcome: string;
  readonly escaped: number;
  readonly delivered: readonly string[];
  readonly input: number;
  readonly output: number;
  readonly latency: number;
}

export function accountOf(run: RunRecord): Account {
  const c = run.calls.columns;
  const rows = Array.from({ length: run.calls.length }, (_, i) => i);
  const nameOf = (key: Readonly<Record<string, number>>, value: number): string =>
    Object.keys(key).find((name) => key[name] === value)!;
  const calls = rows.map((i) => ({
    at: c.requestedAt[i]!,
    text: `${run.participants[c.participant[i]!]!.name} ${c.step[i]! < 0 ? '-' : run.stepNames[c.step[i]!]} ${nameOf(Act, c.act[i]!)} ${nameOf(Status, c.status[i]!)} ${c.attempt[i]}.${c.tried[i]}`,
  }));
  calls.sort((a, b) => (Math.abs(a.at - b.at) > 1e-6 ? a.at - b.at : a.text < b.text ? -1 : 1));
  const { delivered, claims } = run;
  const held = Array.from({ length: delivered.length }, (_, i) => delivered.columns.claim[i]!);
  const sum = (column: Float64Array): number => rows.reduce((all, i) => all + column[i]!, 0);
  return {
    calls: calls.map(({ text }) => text),
    outcome: run.outcome,
    escaped: held.filter((claim) => claims.columns.isFalse[claim] === 1).length,
    delivered: held
      .map((claim) => `${claims.columns.key[claim]} ${claims.columns.answer[claim]} ${claims.columns.cause[claim]}`)
      .sort(),
    input: sum(c.inputTokens),
    output: sum(c.outputTokens),
    latency: run.endedAt - run.arrivedAt,
  };
}

export async function rehearse(scenario: Scenario, app: App, replication: number, seed = 'test'): Promise<Account> {
  const clock = new VirtualClock();
  const provider = mockProvider({ scenario, seed, clock });
  provider.reset(replication);
  return await rehearseWith(provider, clock, app, replication);
}

export async function rehearseWith(
  provider: MockProvider,
  clock: VirtualClock,
  app: App,
  replication: number,
): Promise<Account> {
  const answer = app(stageOf(provider, clock, replication), provider.task)
    .then(
      (text) => provider.answer(replication, text),
      (error: unknown) => provider.answer(replication, undefined, String(error)),
    )
    .then(() => provider.rest(replication));
  await clock.until(answer);
  return accountOf(provider.run(replication).record);
}

/** The same replications in the simulator. */
export function simulated(
  scenario: Scenario,
  pattern: string,
  options: Options,
  runs: number,
  seed = 'test',
): Account[] {
  const world = worldOf(scenario, pattern, options, seed);
  return Array.from({ length: runs }, (_, replication) => accountOf(world.run(replication)));
}
