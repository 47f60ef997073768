import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

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

/** Reads in a process of its own with little room, as a small machine has it. `npm run build` made what it imports. */
const READ = `
import { readTrace } from ${JSON.stringify(new URL('../../dist/traces/read.js', import.meta.url).href)};
const { tasks } = await readTrace(process.argv[1]);
const calls = tasks.flatMap((task) => task.calls);
console.log(JSON.stringify({
  tasks: tasks.length,
  calls: calls.length,
  input: calls.reduce((sum, call) => sum + call.input, 0),
  messages: calls.reduce((sum, call) => sum + call.prompt.length, 0),
  agents: [...new Set(calls.map((call) => call.agent))],
  megabytes: process.resourceUsage().maxRSS / 1024,
}));
`;

it.each([
  ['lines', 'large.jsonl', '', '\n', '\n'],
  ['one document', 'large.json', '{"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[', ',', ']}]}]}'],
])(
  'reads a gigabyte of %s in 500 MB',
  async (_, name, head, between, tail) => {
    const path = join(dir, name);
    const tasks = await written(path, head, between, tail);
    expect((await stat(path)).size).toBeGreaterThanOrEqual(BYTES);
    const options = ['--max-old-space-size=300', '--input-type=module', '-e', READ, path];
    const { stdout } = await promisify(execFile)(process.execPath, options);
    const { megabytes, ...read } = JSON.parse(stdout) as Record<string, number>;
    const each = CALLS_PER_TASK;
    expect(read).toEqual({
      tasks,
      calls: tasks * each,
      input: tasks * (each * 1000 + (each * (each - 1)) / 2),
      messages: (tasks * each * (each + 1)) / 2,
      agents: ['lead'],
    });
    expect(megabytes).toBeLessThan(500);
    await rm(path);
  },
  900_000,
);
