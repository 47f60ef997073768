import { describe, expect, it } from 'vitest';
import { CHAT, callWith, exported, observation, tasksIn, tasksOf } from './written.js';

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
