import { describe, expect, it } from 'vitest';
import { CHAT, tasksIn, tasksOf, type Written } from './written.js';

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

it("knows CrewAI's calls by their names where nothing else tells, and a span with a model and counts of its own", async () => {
  const scope = 'opentelemetry.instrumentation.crewai';
  const [task] = await tasksOf([
    { id: 'w', name: 'crewai.workflow', from: 0, to: 9, scope },
    {
      id: 'a',
      parent: 'w',
      name: 'Writer.agent',
      from: 0,
      to: 9,
      scope,
      attributes: { 'crewai.agent.role': 'Writer' },
    },
    {
      id: 'c',
      parent: 'a',
      name: 'gpt-4o.llm',
      from: 1,
      to: 3,
      scope,
      attributes: { 'gen_ai.request.model': 'gpt-4o' },
    },
  ]);
  expect(task!.calls).toMatchObject([{ id: 'c', agent: 'Writer', model: 'gpt-4o' }]);
  expect(task!.spans.map(({ kind }) => kind)).toEqual(['workflow', 'agent']);
  const span = {
    id: 's',
    traceId: 't',
    type: 'SPAN',
    name: 'llm',
    startTime: '2026-01-01T00:00:00Z',
    endTime: '2026-01-01T00:00:01Z',
  };
  const counted = { ...span, model: 'gpt-4o', usageDetails: { input: 3, output: 4, total: 7 } };
  const [found] = await tasksIn('span.json', { trace: { id: 't' }, observations: [counted] });
  expect(found!.calls).toMatchObject([{ input: 3, output: 4 }]);
});
