import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { otlpLines, otlpTraces } from '../../src/report/exporters/traces/otlp.js';
import type { Story } from '../../src/sim/record/story.js';
import type { ObservedTrace } from '../../src/traces/observed.js';
import { readTrace } from '../../src/traces/read.js';
import { ASKS, nameOf, traceFor } from '../report/run-traces.js';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'own-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** Some of them, with those that wait, that fail and that use tools. */
const STORIES = ASKS.filter((_, i) => i % 5 === 0 || i === ASKS.length - 3).map((ask) => ({
  name: nameOf(ask),
  story: traceFor(ask),
}));

async function read(text: string): Promise<ObservedTrace> {
  const path = join(dir, 'own.otlp.json');
  await writeFile(path, text);
  return readTrace(path);
}

it.each(STORIES)('reads the trace of $name as it was', async ({ story }: { story: Story }) => {
  const { tasks, dialect } = await read(otlpTraces([story]));
  expect(dialect).toBe('gen_ai');
  expect(tasks).toHaveLength(1);
  const [task] = tasks;
  expect(task!.failed).toBe(story.outcome === 'failed' || story.outcome === 'stalled');
  expect(task!.start).toBe(0);
  const byStart = [...story.calls].sort((a, b) => sentOf(a) - sentOf(b) || a.call - b.call);
  const wanted = byStart.map((call) => ({
    agent: call.participant,
    input: call.inputTokens,
    output: call.outputTokens,
    cacheRead: call.cachedTokens,
    cacheWrite: call.writtenTokens,
    reasoning: call.reasoningTokens,
    firstToken: call.firstToken ?? undefined,
    failed: !['ok', 'discarded'].includes(call.status),
    messages: call.saw.length + 1,
  }));
  const found = task!.calls.map((call) => ({
    agent: call.agent,
    input: call.input,
    output: call.output,
    cacheRead: call.cacheRead,
    cacheWrite: call.cacheWrite,
    reasoning: call.reasoning,
    firstToken: call.firstToken,
    failed: call.error !== undefined,
    messages: call.prompt!.length,
  }));
  const key = (one: unknown): string => JSON.stringify(one);
  expect(found.map(key).sort()).toEqual(wanted.map(key).sort());
  for (const [i, call] of byStart.entries()) {
    expect(task!.calls[i]!.start).toBeCloseTo(sentOf(call), 6);
  }
  const waited = story.calls.reduce((sum, c) => sum + c.queued + c.absent + c.rateLimited, 0);
  const queues = task!.spans.filter(({ kind }) => kind === 'queue');
  expect(queues.reduce((sum, { start, end }) => sum + end! - start!, 0)).toBeCloseTo(waited, 5);
  expect(task!.tools.filter(({ transfer }) => transfer === undefined)).toHaveLength(
    story.calls.filter(({ tool }) => tool > 0).length,
  );
});

function sentOf({ requestedAt, queued, absent, rateLimited, endedAt }: Story['calls'][number]): number {
  return Math.min(requestedAt + queued + absent + rateLimited, endedAt ?? Number.POSITIVE_INFINITY);
}

it('reads all of it without any attribute of our own', async () => {
  const stories = STORIES.slice(0, 6).map(({ story }) => story);
  const text = otlpTraces(stories);
  const bare = JSON.stringify(
    JSON.parse(text, (key, value: unknown) => {
      if (key === 'events') return [];
      if (key !== 'attributes' || !Array.isArray(value)) return value;
      return (value as { key: string }[]).filter((attribute) => !attribute.key.startsWith('dress_rehearsal.'));
    }),
  );
  expect(bare).not.toContain('dress_rehearsal.');
  expect(await read(bare)).toEqual(await read(text));
});

it('reads many runs, as a document or as lines, each with the time of its arrival', async () => {
  const set = ['workload.arrivals.poisson=300/h'];
  const stories = [0, 1, 2, 3].map((task) =>
    traceFor({ scenario: 'support', pattern: 'supervisor', replication: 0, task, set }),
  );
  const document = await read(otlpTraces(stories, 1_790_000_000));
  expect(document.origin).toBe(1_790_000_000);
  expect(document.tasks).toHaveLength(4);
  for (const [i, task] of document.tasks.entries())
    expect(task.start).toBeCloseTo(stories[i]!.arrivedAt - stories[0]!.arrivedAt, 6);
  const lines = join(dir, 'own.otlp.jsonl');
  await writeFile(lines, otlpLines(stories, 1_790_000_000));
  expect((await readTrace(lines)).tasks).toEqual(document.tasks);
});

it('shows by its prompts who read what', async () => {
  const { tasks } = await read(otlpTraces([traceFor({ scenario: 'article', pattern: 'supervisor', replication: 1 })]));
  const [first, , second] = tasks[0]!.calls;
  expect([first!.agent, second!.agent]).toEqual(['coordinator', 'coordinator']);
  const hashes = second!.prompt!.map(({ hash }) => hash);
  expect(hashes.slice(0, first!.prompt!.length)).toEqual(first!.prompt!.map(({ hash }) => hash));
  expect(first!.asksFor).toHaveLength(1);
  expect(second!.links).toContain(tasks[0]!.calls[1]!.id);
});
