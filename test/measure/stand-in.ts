import type { Application, Harness } from '../../src/real/measure/harness.js';
import type { MockProvider, ProviderClock } from '../../src/real/provider.js';
import { RunRecord } from '../../src/sim/record/record.js';

/** A request that the stand-in was sent, and when. */
export interface Asked {
  readonly replication: number;
  readonly at: number;
  readonly url: string;
  readonly body: string;
}

/** Answers every request with what `respond` says, after so many seconds: a provider without agents, to test the clock. */
export function standIn(
  clock: ProviderClock,
  respond: (asked: Asked) => { readonly seconds: number; readonly status?: number; readonly body: string },
): MockProvider & { readonly asked: Asked[]; readonly delivered: (string | undefined)[] } {
  const asked: Asked[] = [];
  const delivered: (string | undefined)[] = [];
  const started = new Map<number, number>();
  const record = new RunRecord();
  return {
    task: 'the task',
    asked,
    delivered,
    async handle(request) {
      const replication = Number(/\/r\/(\d+)\//.exec(request.url)![1]);
      const at = clock.now() - (started.get(replication) ?? 0);
      const one = { replication, at, url: new URL(request.url).pathname, body: await request.text() };
      asked.push(one);
      const { seconds, status = 200, body } = respond(one);
      await clock.wait(seconds, request.signal);
      return new Response(body, { status, headers: { 'content-type': 'application/json' } });
    },
    run: (replication) => ({ replication, record, calls: [], unknown: [], ignored: 0, unrepeatable: [], notes: [] }),
    answer(replication, text, failed) {
      record.replication = replication;
      record.endedAt = clock.now() - (started.get(replication) ?? 0);
      record.outcome = failed === undefined ? 'correct' : 'failed';
      delivered.push(text);
      return record;
    },
    rest: async () => undefined,
    reset: (replication) => void started.set(replication, clock.now()),
  };
}

/** A provider in a harness that takes as many seconds as `seconds` says of a request, and answers "done". */
export function measuring(
  harness: Harness,
  seconds: (body: string, nth: number) => number,
  status?: (nth: number) => number,
): ReturnType<typeof standIn> {
  const provider = standIn(harness.clock, ({ body }) => ({
    seconds: seconds(body, provider.asked.length - 1),
    status: status?.(provider.asked.length - 1) ?? 200,
    body: JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'done' } }] }),
  }));
  harness.install(provider);
  return provider;
}

/** When a run of an application ended, in seconds, and how it failed. */
export async function timesOf(
  harness: Harness,
  application: Application,
  replication = 0,
): Promise<{ end: number; failed?: string }> {
  const { run, failed } = await harness.measure(application, replication);
  return { end: run.record.endedAt, ...(failed === undefined ? {} : { failed }) };
}
