import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObservedCall, ObservedTrace } from '../../src/traces/observed.js';
import { TraceProblem } from '../../src/traces/problem.js';
import { readTrace, readTraces } from '../../src/traces/read.js';
import { readJson } from '../../src/traces/sources/json-file.js';
import { COUNTED } from './expected.js';

const DATA = new URL('../data/traces/', import.meta.url).pathname;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'traces-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function read(name: string, content: string): Promise<ObservedTrace> {
  const path = join(dir, name);
  await writeFile(path, content);
  return readTrace(path);
}

const callsOf = (trace: ObservedTrace): ObservedCall[] => trace.tasks.flatMap(({ calls }) => calls);

/** Null where any call does not say it. */
function total(trace: ObservedTrace, key: 'input' | 'output' | 'cacheRead' | 'reasoning'): number | null {
  const counts = callsOf(trace).map((call) => call[key]);
  return counts.some((count) => count === undefined) ? null : counts.reduce<number>((a, b) => a + b!, 0);
}

describe.each(COUNTED)('$file', (counted) => {
  it('is read as it was counted by hand', async () => {
    const trace = await readTrace(join(DATA, counted.file));
    expect({
      ...counted,
      dialect: trace.dialect,
      tasks: trace.tasks.length,
      calls: callsOf(trace).length,
      input: total(trace, 'input'),
      output: total(trace, 'output'),
      cacheRead: total(trace, 'cacheRead'),
      reasoning: total(trace, 'reasoning'),
      agents: [...new Set(callsOf(trace).flatMap(({ agent }) => agent ?? []))].sort(),
      tools: trace.tasks.flatMap(({ tools }) => tools).length,
    }).toEqual(counted);
  });

  it('has every id once, every parent in the file, times from 0 on, and no end before its start', async () => {
    const trace = await readTrace(join(DATA, counted.file));
    for (const task of trace.tasks) {
      const all = [...task.spans, ...task.calls, ...task.tools];
      const ids = new Set(all.map(({ id }) => id));
      expect(ids.size).toBe(all.length);
      for (const one of all) {
        if (one.parent !== undefined) expect(ids).toContain(one.parent);
        if (one.start !== undefined) expect(one.start).toBeGreaterThanOrEqual(0);
        if (one.start !== undefined && one.end !== undefined) expect(one.end).toBeGreaterThanOrEqual(one.start);
      }
      const starts = task.calls.flatMap(({ start }) => start ?? []);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }
    const earliest = trace.tasks.flatMap(({ start }) => start ?? []);
    if (earliest.length > 0) expect(Math.min(...earliest)).toBe(0);
  });
});

it('knows every file among the test data', async () => {
  const files = (await readdir(DATA, { recursive: true })).filter((file) => /\.(json|jsonl|csv)$/.test(file));
  expect(files.filter((file) => !file.startsWith('who-and-when')).sort()).toEqual(
    COUNTED.map(({ file }) => file).sort(),
  );
});

it('reads a document piece by piece as it reads it at once', async () => {
  const documents = COUNTED.filter(({ file }) => file.endsWith('.json'));
  for (const { file } of documents) {
    const path = join(DATA, file);
    expect(await readJson(path, 0), file).toEqual(await readJson(path));
  }
});

it('reads the same of JSON lines, of a list, and of spans in any order', async () => {
  const path = join(DATA, 'otlp/openinference-openai-agents--oai-astool.otlp.json');
  const document = JSON.parse(await readFile(path, 'utf8')) as {
    resourceSpans: { scopeSpans: { scope: object; spans: object[] }[] }[];
  };
  const { scope, spans } = document.resourceSpans[0]!.scopeSpans[0]!;
  const wrapped = (some: object[]): object => ({ resourceSpans: [{ scopeSpans: [{ scope, spans: some }] }] });
  const turned = [...spans].reverse();
  const lines = turned.map((span) => JSON.stringify(wrapped([span]))).join('\n');
  const { tasks } = await readTrace(path);
  const bare = (trace: ObservedTrace) =>
    trace.tasks.map((task) => ({
      ...task,
      spans: new Set(task.spans),
      calls: new Set(task.calls),
      tools: new Set(task.tools),
    }));
  const wanted = bare({ tasks } as unknown as ObservedTrace);
  expect(bare(await read('a.jsonl', lines))).toEqual(wanted);
  expect(bare(await read('a.json', lines))).toEqual(wanted);
  expect(bare(await read('list.json', JSON.stringify(turned.map((span) => wrapped([span])))))).toEqual(wanted);
});

describe('what cannot be read is refused with one sentence, the place and the next step', () => {
  const refused = async (act: Promise<unknown>): Promise<TraceProblem> => {
    const error = await act.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TraceProblem);
    return error as TraceProblem;
  };

  it.each([
    ['a record of Who&When', join(DATA, 'who-and-when/algorithm-1.json'), /messages and no calls/],
    ['a licence', join(DATA, 'langfuse/LICENSE'), /LICENSE, line 1: this is no JSON\./],
    ['a directory without traces', join(DATA, 'who-and-when'), /no file in this directory is a trace/],
    ['a file that is not there', '/nowhere/trace.json', /\/nowhere\/trace\.json: there is no such file\./],
  ])('%s', async (_, path, message) => {
    const problem = await refused(readTraces([path]).next());
    expect(problem.message).toMatch(message);
    expect(problem.next).toMatch(/\.$/);
  });

  it.each([
    ['nothing.json', '', /the file is empty/],
    ['cut.json', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a', /no complete JSON/],
    ['other.json', '{"models": [{"name": "gpt-4o"}]}', /nothing in it is a trace/],
    ['line.jsonl', '{"a":1}\nhello\n', /line 2: this line is no JSON/],
    ['prices.csv', 'model,price\ngpt-4o,2.5\n', /line 1: no columns of calls were found among model, price/],
    ['count.csv', 'run,input,output\na,12,3\na,many,4\n', /line 3: input is 'many', which is no count/],
    [
      'idle.json',
      JSON.stringify({
        trace: { id: 't' },
        observations: [{ id: 'o', traceId: 't', type: 'SPAN', name: 'x', startTime: '2026-01-01T00:00:00Z' }],
      }),
      /no call of a model/,
    ],
  ])('%s', async (name, content, message) => {
    const problem = await refused(read(name, content));
    expect(problem.message).toMatch(message);
    expect(problem.next).toMatch(/\.$/);
    expect(await refused(readJson(join(dir, name), 0).then(() => readTrace(join(dir, name))))).toBeInstanceOf(
      TraceProblem,
    );
  });
});
