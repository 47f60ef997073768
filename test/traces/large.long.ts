import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTrace } from '../../src/traces/read.js';

/** A gigabyte of spans as real ones are: calls with long prompts, wrappers, tools. Made on the spot, read in little memory. */
const BYTES = 1_000_000_000;
const CALLS_PER_TASK = 12;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'large-'));
});
afterAll(() => rm(dir, { recursive: true }));

const PROSE =
  'The council approved a smaller budget while engineers measured the tide and recorded each change in the public log. ';

function spansOf(task: number): object[] {
  const id = (n: number): string => (task * 100 + n).toString(16).padStart(16, '0');
  const traceId = task.toString(16).padStart(32, '0');
  const at = (second: number): string => `${1_700_000_000 + task * 60 + second}000000000`;
  const attribute = (key: string, value: string | number): object => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  });
  const root = {
    traceId,
    spanId: id(0),
    name: 'invoke_agent lead',
    kind: 1,
    startTimeUnixNano: at(0),
    endTimeUnixNano: at(50),
    attributes: [attribute('gen_ai.operation.name', 'invoke_agent'), attribute('gen_ai.agent.name', 'lead')],
  };
  const messages: object[] = [];
  const calls = Array.from({ length: CALLS_PER_TASK }, (_, n) => {
    messages.push({
      role: n % 2 === 0 ? 'user' : 'assistant',
      parts: [{ type: 'text', content: `${task}/${n} ${PROSE.repeat(12)}` }],
    });
    return {
      ...{
        traceId,
        spanId: id(n + 1),
        parentSpanId: id(0),
        name: 'chat m',
        kind: 3,
        startTimeUnixNano: at(n * 4),
        endTimeUnixNano: at(n * 4 + 3),
      },
      attributes: [
        ...[attribute('gen_ai.operation.name', 'chat'), attribute('gen_ai.request.model', 'm')],
        ...[attribute('gen_ai.usage.input_tokens', 1000 + n), attribute('gen_ai.usage.output_tokens', 100)],
        attribute('gen_ai.input.messages', JSON.stringify(messages)),
      ],
    };
  });
  return [root, ...calls];
}

/** Writes tasks until the file is large enough; how many they are. */
async function written(path: string, head: string, between: string, tail: string): Promise<number> {
  const file = createWriteStream(path);
  const put = async (text: string): Promise<void> => {
    if (!file.write(text)) await new Promise<void>((resolve) => file.once('drain', () => resolve()));
  };
  await put(head);
  let [bytes, tasks] = [0, 0];
  for (; bytes < BYTES; tasks++) {
    const spans = spansOf(tasks).map((span) => JSON.stringify(span));
    const text =
      (tasks === 0 ? '' : between) +
      (between === ','
        ? spans.join(',')
        : `{"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[${spans.join(',')}]}]}]}`);
    bytes += text.length;
    await put(text);
  }
  await put(tail);
  await new Promise<void>((resolve) => file.end(() => resolve()));
  return tasks;
}

it.each([
  ['lines', 'large.jsonl', '', '\n', '\n'],
  ['one document', 'large.json', '{"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[', ',', ']}]}]}'],
])(
  'reads a gigabyte of %s in 500 MB',
  async (_, name, head, between, tail) => {
    const path = join(dir, name);
    const tasks = await written(path, head, between, tail);
    expect((await stat(path)).size).toBeGreaterThanOrEqual(BYTES);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 100);
    const trace = await readTrace(path);
    clearInterval(watch);
    expect(trace.tasks).toHaveLength(tasks);
    expect(
      trace.tasks.every(
        ({ calls }) => calls.length === CALLS_PER_TASK && calls.at(-1)!.prompt!.length === CALLS_PER_TASK,
      ),
    ).toBe(true);
    expect(trace.tasks.every(({ calls }) => calls[5]!.input === 1005 && calls[5]!.agent === 'lead')).toBe(true);
    expect(most).toBeLessThan(500_000_000);
    await rm(path);
  },
  900_000,
);
