/** The three interfaces, read by the official clients of OpenAI and Anthropic. */
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { anthropicAt, fetchOf, openaiAt, providerOf } from './clients.js';

const SYSTEM = 'You are the summariser.';
const LEAD = 'You are the coordinator.';
const MARKED = /^\[a:summarise\] .*\[c:summarise\.1\].*\[\/a\]$/;
const summary = z.object({ title: z.enum(['short', 'long']), body: z.string(), score: z.number() });
const parameters = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] };
/** A coordinator that never errs. */
const SURE = ['coordinator.misroute=0', 'models.large.retention.half=.inf'];
const ROLES = ['summariser', 'fact-checker', 'citation-finder', 'tagger'];

describe('chat completions', () => {
  const body = (task: string) => ({
    model: 'gpt-4o',
    messages: [
      { role: 'system' as const, content: SYSTEM },
      { role: 'user' as const, content: task },
    ],
  });

  it('answers with the marked text and the tokens of the record', async () => {
    const provider = providerOf();
    const answer = await openaiAt(fetchOf(provider)).chat.completions.create(body(provider.task));
    expect(answer.choices[0]!.message.content).toMatch(MARKED);
    const { inputTokens, outputTokens } = provider.run(3).record.calls.columns;
    expect(answer.usage).toMatchObject({ prompt_tokens: inputTokens[0], completion_tokens: outputTokens[0] });
  });

  it('streams the same answer, word for word, and its usage where that is asked for', async () => {
    const provider = providerOf();
    const client = openaiAt(fetchOf(provider));
    const whole = await client.chat.completions.create(body(provider.task));
    provider.reset(3);
    const stream = client.chat.completions.stream({
      ...body(provider.task),
      stream: true,
      stream_options: { include_usage: true },
    });
    const streamed = await stream.finalChatCompletion();
    expect(streamed.choices[0]!.message.content).toBe(whole.choices[0]!.message.content);
    expect(streamed.usage).toEqual(whole.usage);
    expect(streamed.id).toBe(whole.id);
  });

  it('fits a schema: the first text of it carries the claims', async () => {
    const provider = providerOf();
    const answer = await openaiAt(fetchOf(provider)).chat.completions.parse({
      ...body(provider.task),
      response_format: zodResponseFormat(summary, 'summary'),
    });
    expect(answer.choices[0]!.message.parsed).toMatchObject({ title: 'short', body: expect.stringMatching(MARKED) });
  });

  it('hands work out by calls of tools, streamed too', async () => {
    const provider = providerOf([...SURE, 'task.steps.tag.after=[]']);
    const client = openaiAt(fetchOf(provider));
    const asked = {
      ...body(provider.task),
      messages: [
        { role: 'system' as const, content: LEAD },
        { role: 'user' as const, content: provider.task },
      ],
      tools: ROLES.map((role) => ({ type: 'function' as const, function: { name: `ask_${role}`, parameters } })),
    };
    const { message } = (await client.chat.completions.create(asked)).choices[0]!;
    const calls = (message.tool_calls ?? []).map((call) => (call.type === 'function' ? call.function : null)!);
    expect(calls.map(({ name }) => name)).toEqual(['ask_summariser', 'ask_tagger']);
    expect(JSON.parse(calls[0]!.arguments)).toMatchObject({ input: expect.stringContaining('[c:brief.2]') });
    provider.reset(3);
    const streamed = await client.chat.completions.stream({ ...asked, stream: true }).finalChatCompletion();
    const told = streamed.choices[0]!.message.tool_calls?.map(
      (call) => (call.type === 'function' ? call.function : null)!,
    );
    expect(told?.map(({ name, arguments: written }) => [name, written])).toEqual(
      calls.map(({ name, arguments: written }) => [name, written]),
    );
  });
});

describe('responses', () => {
  const body = (task: string) => ({ model: 'gpt-4o', instructions: SYSTEM, input: task, store: false });

  it('answers, and streams the same', async () => {
    const provider = providerOf();
    const client = openaiAt(fetchOf(provider));
    const whole = await client.responses.create(body(provider.task));
    expect(whole.output_text).toMatch(MARKED);
    provider.reset(3);
    const streamed = await client.responses.stream(body(provider.task)).finalResponse();
    expect(streamed.output_text).toBe(whole.output_text);
    expect(streamed.usage).toEqual(whole.usage);
  });

  it('fits a schema', async () => {
    const provider = providerOf();
    const answer = await openaiAt(fetchOf(provider)).responses.parse({
      ...body(provider.task),
      text: { format: zodTextFormat(summary, 'summary') },
    });
    expect(answer.output_parsed).toMatchObject({ body: expect.stringMatching(MARKED) });
  });

  it('takes the calls that it made, and their results, as a part of the conversation', async () => {
    const provider = providerOf(SURE);
    const client = openaiAt(fetchOf(provider));
    const tools = ROLES.map((name) => ({ type: 'function' as const, name: `ask_${name}`, parameters, strict: false }));
    const first = await client.responses.create({ ...body(provider.task), instructions: LEAD, tools });
    const call = first.output.find((item) => item.type === 'function_call')!;
    const { input } = JSON.parse(call.arguments) as { input: string };
    const result = await client.responses.create({ ...body(input) });
    const second = await client.responses.create({
      ...body(''),
      instructions: LEAD,
      tools,
      input: [
        { role: 'user', content: provider.task },
        call,
        { type: 'function_call_output', call_id: call.call_id, output: result.output_text },
      ],
    });
    const names = second.output.flatMap((item) => (item.type === 'function_call' ? [item.name] : []));
    expect(names).not.toContain('ask_summariser');
    expect(names).toContain('ask_tagger');
    const { calls } = provider.run(3);
    expect(calls.map(({ agent }) => agent)).toEqual(['coordinator', 'summariser', 'coordinator']);
    const streamed = await client.responses
      .stream({ ...body(provider.task), instructions: LEAD, tools })
      .finalResponse();
    expect(streamed.output.find((item) => item.type === 'function_call')).toMatchObject({ name: call.name });
  });

  it('says that nothing is stored', async () => {
    const provider = providerOf();
    const asked = openaiAt(fetchOf(provider)).responses.create({ ...body('go on'), previous_response_id: 'resp_1' });
    await expect(asked).rejects.toThrow(/nothing is stored here/);
  });
});

describe("Anthropic's messages", () => {
  const body = (task: string) => ({
    model: 'claude',
    max_tokens: 1000,
    system: SYSTEM,
    messages: [{ role: 'user' as const, content: task }],
  });

  it('answers, and streams the same', async () => {
    const provider = providerOf();
    const client = anthropicAt(fetchOf(provider));
    const whole = await client.messages.create(body(provider.task));
    expect(whole.content[0]).toMatchObject({ type: 'text', text: expect.stringMatching(MARKED) });
    provider.reset(3);
    const streamed = await client.messages.stream(body(provider.task)).finalMessage();
    expect(streamed.content).toMatchObject([{ type: 'text', text: (whole.content[0] as { text: string }).text }]);
    expect(streamed.usage).toMatchObject(whole.usage);
  });

  it('calls tools with data, streamed too, and reads their results', async () => {
    const provider = providerOf(SURE);
    const client = anthropicAt(fetchOf(provider));
    const input_schema = { ...parameters, type: 'object' as const };
    const tools = ROLES.map((role) => ({ name: `ask_${role}`, input_schema }));
    const asked = { ...body(provider.task), system: LEAD, tools };
    const whole = await client.messages.create(asked);
    const call = whole.content.find((block) => block.type === 'tool_use')!;
    expect(call.input).toMatchObject({ input: expect.stringContaining('[c:brief.2]') });
    provider.reset(3);
    const streamed = await client.messages.stream(asked).finalMessage();
    expect(streamed.content.find((block) => block.type === 'tool_use')).toMatchObject({ input: call.input });
    const { input } = call.input as { input: string };
    const result = await client.messages.create(body(input));
    const next = await client.messages.create({
      ...asked,
      messages: [
        ...asked.messages,
        { role: 'assistant' as const, content: streamed.content },
        {
          role: 'user' as const,
          content: [
            {
              type: 'tool_result' as const,
              tool_use_id: call.id,
              content: (result.content[0] as { text: string }).text,
            },
          ],
        },
      ],
    });
    expect(next.content.map((block) => (block.type === 'tool_use' ? block.name : block.type))).toContain('ask_tagger');
  });

  it('fits a schema', async () => {
    const provider = providerOf();
    const answer = await anthropicAt(fetchOf(provider)).messages.parse({
      ...body(provider.task),
      output_config: { format: zodOutputFormat(summary) },
    });
    expect(answer.parsed_output).toMatchObject({ body: expect.stringMatching(MARKED) });
  });
});

it('tells cached tokens where the scenario has a prompt cache', async () => {
  const provider = providerOf(['provider.promptCache=true']);
  const client = openaiAt(fetchOf(provider));
  const ask = async (more: string) =>
    await client.chat.completions.create({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: SYSTEM },
        { role: 'user', content: provider.task },
        { role: 'user', content: more },
      ],
    });
  expect((await ask('Be brief.')).usage!.prompt_tokens_details!.cached_tokens).toBe(0);
  expect((await ask('Be long.')).usage!.prompt_tokens_details!.cached_tokens).toBeGreaterThan(1000);
});
