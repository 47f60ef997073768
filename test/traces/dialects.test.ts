import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObservedCall, ObservedTask } from '../../src/traces/observed.js';
import { readTrace } from '../../src/traces/read.js';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dialects-'));
});
afterAll(() => rm(dir, { recursive: true }));

interface Written {
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

async function tasksOf(spans: readonly Written[]): Promise<readonly ObservedTask[]> {
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

async function tasksIn(name: string, value: unknown): Promise<readonly ObservedTask[]> {
  const path = join(dir, name);
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return (await readTrace(path)).tasks;
}

const CHAT = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o' };

async function callWith(attributes: Written['attributes'], scope = 'test'): Promise<ObservedCall> {
  const [task] = await tasksOf([{ id: 'a', from: 0, to: 1, attributes: attributes!, scope }]);
  expect(task!.calls).toHaveLength(1);
  return task!.calls[0]!;
}

describe('tokens under all their names', () => {
  it.each([
    [
      'current',
      {
        ...CHAT,
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.cache_read.input_tokens': 60,
        'gen_ai.usage.cache_write.input_tokens': 20,
        'gen_ai.usage.output_tokens': 50,
        'gen_ai.usage.reasoning.output_tokens': 30,
      },
    ],
    [
      'before the rename',
      {
        ...CHAT,
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.cache_read.input_tokens': 60,
        'gen_ai.usage.cache_creation.input_tokens': 20,
        'gen_ai.usage.output_tokens': 50,
        'gen_ai.usage.reasoning.output_tokens': 30,
      },
    ],
    [
      'oldest',
      {
        ...CHAT,
        'gen_ai.usage.prompt_tokens': 100,
        'gen_ai.usage.cache_read_input_tokens': 60,
        'gen_ai.usage.cache_creation_input_tokens': 20,
        'gen_ai.usage.completion_tokens': 50,
        'gen_ai.usage.reasoning_tokens': 30,
      },
    ],
    [
      'Traceloop',
      {
        'llm.request.type': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.prompt_tokens': 100,
        'gen_ai.usage.cache_read_input_tokens': 60,
        'gen_ai.usage.cache_creation_input_tokens': 20,
        'gen_ai.usage.completion_tokens': 50,
        'gen_ai.usage.reasoning_tokens': 30,
        'llm.usage.total_tokens': 150,
      },
    ],
    [
      'OpenInference',
      {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'gpt-4o',
        'llm.token_count.prompt': 100,
        'llm.token_count.prompt_details.cache_read': 60,
        'llm.token_count.prompt_details.cache_write': 20,
        'llm.token_count.completion': 50,
        'llm.token_count.completion_details.reasoning': 30,
      },
    ],
    [
      'AI SDK',
      {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.id': 'gpt-4o',
        'ai.usage.inputTokens': 100,
        'ai.usage.cachedInputTokens': 60,
        'ai.usage.inputTokenDetails.cacheWriteTokens': 20,
        'ai.usage.outputTokens': 50,
        'ai.usage.reasoningTokens': 30,
      },
    ],
  ])('%s', async (_, attributes) => {
    expect(await callWith(attributes)).toMatchObject({
      model: 'gpt-4o',
      input: 100,
      cacheRead: 60,
      cacheWrite: 20,
      output: 50,
      reasoning: 30,
    });
  });

  it('adds what was cached where the count beside it is larger than the input', async () => {
    const attributes = {
      ...CHAT,
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 900,
      'gen_ai.usage.output_tokens': 50,
    };
    expect(await callWith(attributes)).toMatchObject({ input: 905, cacheRead: 900, output: 50 });
  });

  it('reads the time to the first token in seconds, from both units', async () => {
    const { firstToken } = await callWith({ ...CHAT, 'gen_ai.response.time_to_first_chunk': '0.25' });
    expect(firstToken).toBe(0.25);
    const streamed = {
      'ai.operationId': 'ai.streamText.doStream',
      'ai.response.msToFirstChunk': 250,
      'ai.model.id': 'm',
    };
    expect((await callWith(streamed)).firstToken).toBe(0.25);
  });
});

const observation = (id: string, more: object): object => ({
  id,
  traceId: 't',
  type: 'GENERATION',
  name: 'chat',
  startTime: '2026-01-01T00:00:00.000Z',
  endTime: '2026-01-01T00:00:01.000Z',
  model: 'gpt-4o',
  ...more,
});
const exported = (...observations: object[]): object => ({ trace: { id: 't' }, observations });

describe("Langfuse's counts", () => {
  it('leave out what is cached and what is reasoning, unless the total says that they do not', async () => {
    const [beside] = await tasksIn(
      'a.json',
      exported(
        observation('a', {
          usageDetails: { input: 5, input_cached_tokens: 900, output: 35, output_reasoning_tokens: 64, total: 1004 },
        }),
      ),
    );
    expect(beside!.calls[0]).toMatchObject({ input: 905, cacheRead: 900, output: 99, reasoning: 64 });
    const [untold] = await tasksIn(
      'b.json',
      exported(
        observation('a', {
          usageDetails: { input: 100, cache_read_input_tokens: 60, cache_creation_input_tokens: 20, output: 50 },
        }),
      ),
    );
    expect(untold!.calls[0]).toMatchObject({ input: 180, cacheRead: 60, cacheWrite: 20, output: 50 });
    const [within] = await tasksIn(
      'c.json',
      exported(
        observation('a', {
          usageDetails: {
            input: 100,
            'prompt_details.cache_read': 60,
            output: 50,
            'completion_details.reasoning': 30,
            total: 150,
          },
        }),
      ),
    );
    expect(within!.calls[0]).toMatchObject({ input: 100, cacheRead: 60, output: 50, reasoning: 30 });
  });

  it("count Google's thoughts in the total alone", async () => {
    const [task] = await tasksIn(
      'd.json',
      exported(observation('a', { model: 'gemini-2.5-pro', usageDetails: { input: 500, output: 350, total: 2023 } })),
    );
    expect(task!.calls[0]).toMatchObject({ input: 500, output: 1523, reasoning: 1173 });
    const [other] = await tasksIn(
      'e.json',
      exported(observation('a', { usageDetails: { input: 500, output: 350, total: 2023 } })),
    );
    expect(other!.calls[0]).toMatchObject({ input: 500, output: 350, reasoning: undefined });
  });

  it('come with the time to the first token where the client told when the answer began', async () => {
    const [task] = await tasksIn(
      'f.json',
      exported(observation('a', { completionStartTime: '2026-01-01T00:00:00.400Z' })),
    );
    expect(task!.calls[0]!.firstToken).toBeCloseTo(0.4, 9);
  });

  it('come from a trace of the API, a list of observations and lines alike', async () => {
    const one = observation('a', { usageDetails: { input: 3, output: 4, total: 7 } });
    const wanted = await tasksIn('g.json', exported(one));
    expect(await tasksIn('h.json', { id: 't', name: 'x', observations: [one] })).toEqual(wanted);
    expect(await tasksIn('i.json', { data: [one], meta: { page: 1 } })).toEqual(wanted);
    expect(await tasksIn('j.jsonl', `${JSON.stringify(one)}\n`)).toEqual(wanted);
  });
});

describe('a call is there once', () => {
  const usage = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 5 };

  it('where a wrapper repeats it', async () => {
    const [task] = await tasksOf([
      {
        id: 'outer',
        from: 0,
        to: 10,
        attributes: { ...CHAT, 'gen_ai.agent.name': 'writer', 'gen_ai.usage.input_tokens': 99 },
      },
      { id: 'inner', parent: 'outer', from: 0, to: 10, attributes: { ...CHAT, ...usage } },
    ]);
    expect(task!.calls).toHaveLength(1);
    expect(task!.calls[0]).toMatchObject({ id: 'inner', agent: 'writer', input: 10, output: 5 });
  });

  it('where two instrumentations watch it, one as a SPAN and one as a GENERATION', async () => {
    const metadata = (scope: string, attributes: object): object => ({ scope: { name: scope }, attributes });
    const [task] = await tasksIn(
      'k.json',
      exported(
        observation('a', {
          name: 'completion',
          usageDetails: { input: 10, output: 5, total: 15 },
          metadata: metadata('litellm', {}),
        }),
        observation('b', {
          type: 'SPAN',
          name: 'llm',
          model: null,
          metadata: metadata('openinference.instrumentation.crewai', {
            'openinference.span.kind': 'LLM',
            'llm.model_name': 'gpt-4o-2024-08-06',
          }),
        }),
        observation('c', {
          startTime: '2026-01-01T00:00:01.500Z',
          endTime: '2026-01-01T00:00:02.000Z',
          usageDetails: { input: 10, output: 5, total: 15 },
          metadata: metadata('litellm', {}),
        }),
      ),
    );
    expect(task!.calls.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(task!.calls[0]).toMatchObject({ input: 10, output: 5 });
  });

  it('where the answer has the same id', async () => {
    const [task] = await tasksOf([
      { id: 'a', from: 0, to: 10, attributes: { ...CHAT, ...usage, 'gen_ai.response.id': 'r1' } },
      { id: 'b', from: 1, to: 12, attributes: { ...CHAT, ...usage, 'gen_ai.response.id': 'r1' }, scope: 'other' },
      { id: 'c', from: 1, to: 12, attributes: { ...CHAT, ...usage, 'gen_ai.response.id': 'r2' }, scope: 'other' },
    ]);
    expect(task!.calls.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('but two calls at the same moment with the same tokens are two', async () => {
    const [task] = await tasksOf([
      { id: 'a', from: 0, to: 10, attributes: { ...CHAT, ...usage } },
      { id: 'b', from: 0, to: 10, attributes: { ...CHAT, ...usage } },
    ]);
    expect(task!.calls).toHaveLength(2);
  });

  it('and spans that add up their calls are none', async () => {
    const [task] = await tasksOf([
      { id: 'sum', from: 0, to: 10, attributes: { 'gen_ai.usage.input_tokens': 20, 'gen_ai.usage.output_tokens': 10 } },
      { id: 'a', parent: 'sum', from: 0, to: 4, attributes: { ...CHAT, ...usage } },
      {
        id: 'e',
        parent: 'sum',
        from: 4,
        to: 5,
        attributes: {
          'gen_ai.operation.name': 'embeddings',
          'gen_ai.request.model': 'e',
          'gen_ai.usage.input_tokens': 7,
        },
      },
      { id: 'b', parent: 'sum', from: 5, to: 9, attributes: { ...CHAT, ...usage } },
    ]);
    expect(task!.calls.map(({ id, parent }) => [id, parent])).toEqual([
      ['a', 'sum'],
      ['b', 'sum'],
    ]);
  });
});

const agent = (id: string, name: string, from: number, to: number, parent?: string): Written => ({
  id,
  from,
  to,
  ...(parent === undefined ? {} : { parent }),
  attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name },
});
const chat = (id: string, parent: string, from: number, to: number): Written => ({
  id,
  parent,
  from,
  to,
  attributes: CHAT,
});
const tool = (id: string, name: string, parent: string, from: number, to: number, more: object = {}): Written => ({
  id,
  parent,
  from,
  to,
  attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name, ...more },
});

describe('who hands over to whom', () => {
  it('is what the conventions say', async () => {
    const said = { 'gen_ai.transfer.mode': 'pass_control', 'gen_ai.transfer.target.name': 'billing' };
    const [task] = await tasksOf([
      agent('A', 'triage', 0, 5),
      chat('a', 'A', 0, 1),
      tool('T', 'escalate', 'A', 1, 2, said),
      agent('B', 'billing', 2, 5),
      chat('b', 'B', 2, 5),
    ]);
    expect(task!.tools[0]).toMatchObject({ agent: 'triage', transfer: 'pass_control', target: 'billing' });
  });

  it('is an agent that works within a tool: it returns', async () => {
    const [task] = await tasksOf([
      agent('A', 'lead', 0, 9),
      chat('a', 'A', 0, 1),
      tool('T', 'research', 'A', 1, 5),
      agent('B', 'searcher', 1, 5, 'T'),
      chat('b', 'B', 1, 5),
      chat('c', 'A', 5, 9),
    ]);
    expect(task!.tools[0]).toMatchObject({ agent: 'lead', transfer: 'return_to_caller', target: 'searcher' });
    expect(task!.calls.map((call) => call.agent)).toEqual(['lead', 'searcher', 'lead']);
  });

  it('is a tool that hands over by name: control passes unless the caller goes on by itself', async () => {
    const spans = [
      agent('A', 'triage', 0, 3),
      chat('a', 'A', 0, 1),
      tool('T', 'transfer_to_fact_checker', 'A', 1, 2),
      agent('B', 'fact-checker', 3, 6),
      chat('b', 'B', 3, 6),
    ];
    const [passes] = await tasksOf(spans);
    expect(passes!.tools[0]).toMatchObject({ transfer: 'pass_control', target: 'fact-checker' });
    const again = [agent('C', 'triage', 6, 9), chat('c', 'C', 6, 9)];
    const [returns] = await tasksOf([...spans, ...again]);
    expect(returns!.tools[0]).toMatchObject({ transfer: 'return_to_caller' });
    const [handedBack] = await tasksOf([...spans, tool('U', 'transfer_to_triage', 'B', 5, 6), ...again]);
    expect(handedBack!.tools.map(({ transfer }) => transfer)).toEqual(['pass_control', 'pass_control']);
  });

  it('is nobody where a tool is a tool', async () => {
    const [task] = await tasksOf([
      agent('A', 'triage', 0, 3),
      chat('a', 'A', 0, 1),
      tool('T', 'get_weather', 'A', 1, 2),
    ]);
    expect(task!.tools[0]).toMatchObject({ transfer: undefined, target: undefined });
  });
});

it('reads all traces of one conversation as one task', async () => {
  const of = (id: string, trace: string, from: number): Written => ({
    id,
    trace,
    from,
    to: from + 1,
    attributes: { ...CHAT, 'gen_ai.conversation.id': 'c1' },
  });
  const tasks = await tasksOf([
    of('a', 't1', 0),
    of('b', 't2', 5),
    { id: 'c', trace: 't3', from: 2, to: 3, attributes: CHAT },
  ]);
  expect(tasks.map(({ id, calls }) => [id, calls.length])).toEqual([
    ['c1', 2],
    ['t3', 1],
  ]);
});

it('tells errors by their type, and leaves of a graph are none', async () => {
  const error = { code: 2, message: 'rate limit reached' };
  const [task] = await tasksOf([
    {
      id: 'root',
      from: 0,
      to: 9,
      attributes: { 'gen_ai.operation.name': 'invoke_workflow' },
      status: { code: 2, message: '\n\nParentCommand\n at x' },
    },
    { id: 'a', parent: 'root', from: 0, to: 1, attributes: { ...CHAT, 'error.type': 'rate_limited' }, status: error },
    { id: 'b', parent: 'root', from: 1, to: 2, attributes: CHAT, status: error },
  ]);
  expect(task!.calls.map((call) => call.error)).toEqual(['rate_limited', 'rate limit reached']);
  expect(task!.failed).toBe(false);
});

it('sees what two prompts share without any text', async () => {
  const messages = (...texts: string[]): string =>
    JSON.stringify(
      texts.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', parts: [{ type: 'text', content }] })),
    );
  const [task] = await tasksOf([
    { id: 'a', from: 0, to: 1, attributes: { ...CHAT, 'gen_ai.input.messages': messages('one') } },
    { id: 'b', from: 1, to: 2, attributes: { ...CHAT, 'gen_ai.input.messages': messages('one', 'two', 'three') } },
  ]);
  const [a, b] = task!.calls.map(({ prompt }) => prompt!);
  expect(a).toHaveLength(1);
  expect(b!.slice(0, 1)).toEqual(a);
  expect(b!.map(({ role, characters }) => [role, characters])).toEqual([
    ['user', 3],
    ['assistant', 3],
    ['user', 5],
  ]);
  expect(JSON.stringify(task)).not.toContain('three');
});

it('reads what the console exporters of the SDKs print', async () => {
  const span = {
    name: 'chat gpt-4o',
    context: { trace_id: '0xaa', span_id: '0xbb', trace_state: '[]' },
    kind: 'SpanKind.CLIENT',
    parent_id: null,
    start_time: '2026-01-01T00:00:00.250000Z',
    end_time: '2026-01-01T00:00:01.500000Z',
    status: { status_code: 'ERROR', description: 'boom' },
    attributes: { ...CHAT, 'gen_ai.usage.input_tokens': 7 },
  };
  const [task] = await tasksIn('console.jsonl', `${JSON.stringify(span)}\n`);
  expect(task!.id).toBe('aa');
  expect(task!.calls[0]).toMatchObject({ id: 'bb', start: 0, end: 1.25, input: 7, error: 'boom' });
});

describe('a plain table', () => {
  it('is read by forgiving names, and says how', async () => {
    const path = join(dir, 'calls.csv');
    await writeFile(
      path,
      'Run ID;Agent;Start (ms);End (ms);Prompt Tokens;Completion Tokens;Cached;Error;Note\nr1;lead;1000;2500;100;20;40;;x\nr1;"writer, junior";2500;3000;50;5;0;timeout;y\n',
    );
    const { tasks, gaps, dialect } = await readTrace(path);
    expect(dialect).toBe('csv');
    expect(tasks[0]!.calls).toMatchObject([
      { agent: 'lead', start: 0, end: 1.5, input: 100, output: 20, cacheRead: 40, error: undefined },
      { agent: 'writer, junior', start: 1.5, end: 2, input: 50, output: 5, error: 'timeout' },
    ]);
    expect(gaps.join('\n')).toMatch(/not read: Note/);
    expect(gaps).toContain('Start (ms) is read in ms.');
  });

  it('knows dates, epochs and durations', async () => {
    const [dated] = await tasksIn(
      'dates.csv',
      'run,start,latency_ms,input\na,2026-01-01T00:00:00Z,250,1\na,2026-01-01 00:00:02.5,500,1\n',
    );
    expect(dated!.calls.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.25],
      [2.5, 3],
    ]);
    const [epoch] = await tasksIn('epoch.csv', 'run,timestamp,input\na,1767225600123,1\na,1767225601123,1\n');
    expect(epoch!.calls.map(({ start }) => start)).toEqual([0, 1]);
  });

  it('takes a parent as a row where there is one, and as who called where there is none', async () => {
    const [task] = await tasksIn(
      'parents.csv',
      'run,id,agent,parent,input\na,1,lead,,1\na,2,writer,1,1\na,3,writer,boss,1\n',
    );
    expect(task!.calls.map(({ id, parent, agent: who }) => [id, parent, who])).toEqual([
      ['a/1', 'a/1/agent', 'lead'],
      ['a/2', 'a/1/agent', 'writer'],
      ['a/3', 'a/boss', 'writer'],
    ]);
    expect(task!.spans.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['a/1/agent', 'agent', 'lead'],
      ['a/boss', 'agent', 'boss'],
    ]);
  });
});
