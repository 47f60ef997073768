import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ObservedCall, ObservedTask, ObservedTrace } from '../../src/traces/observed.js';
import { readTrace } from '../../src/traces/read.js';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dialects-'));
});
afterAll(() => rm(dir, { recursive: true }));

export interface Written {
  readonly id: string;
  readonly parent?: string;
  readonly name?: string;
  readonly from: number;
  readonly to: number;
  readonly attributes?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly scope?: string;
  readonly trace?: string;
  readonly status?: object;
}

const EPOCH = 1_700_000_000;

function anyValue(value: string | number | readonly string[]): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { intValue: String(value) };
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
}

export async function tasksOf(spans: readonly Written[]): Promise<readonly ObservedTask[]> {
  const scopes = spans.map(
    ({ id, parent, name = id, from, to, attributes = {}, scope = 'test', trace = 't1', status = {} }) => ({
      scope: { name: scope },
      spans: [
        {
          traceId: trace,
          spanId: id,
          ...(parent === undefined ? {} : { parentSpanId: parent }),
          name,
          startTimeUnixNano: `${EPOCH + from}000000000`,
          endTimeUnixNano: `${EPOCH + to}000000000`,
          attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) })),
          status,
        },
      ],
    }),
  );
  return tasksIn('spans.json', { resourceSpans: [{ scopeSpans: scopes }] });
}

export async function traceIn(name: string, value: unknown): Promise<ObservedTrace> {
  const path = join(dir, name);
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return readTrace(path);
}

export async function tasksIn(name: string, value: unknown): Promise<readonly ObservedTask[]> {
  return (await traceIn(name, value)).tasks;
}

export const CHAT = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o' };

export async function callWith(attributes: Written['attributes'], scope = 'test'): Promise<ObservedCall> {
  const [task] = await tasksOf([{ id: 'a', from: 0, to: 1, attributes: attributes!, scope }]);
  expect(task!.calls).toHaveLength(1);
  return task!.calls[0]!;
}

export const observation = (id: string, more: object): object => ({
  id,
  traceId: 't',
  type: 'GENERATION',
  name: 'chat',
  startTime: '2026-01-01T00:00:00.000Z',
  endTime: '2026-01-01T00:00:01.000Z',
  model: 'gpt-4o',
  ...more,
});
export const exported = (...observations: object[]): object => ({ trace: { id: 't' }, observations });
