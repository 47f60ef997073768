import { choiceOf, error } from './chat.js';
import {
  BadRequest,
  contentText,
  isObject,
  type JsonObject,
  listOf,
  type ModelAnswer,
  type ModelQuestion,
  type ModelWire,
  type OfferedTool,
  type PromptMessage,
  pieces,
  type StreamEvent,
  type ToolCall,
  textOf,
} from './question.js';

/** OpenAI's responses. Every request brings its whole history: nothing is stored. */
export const responses: ModelWire = { api: 'responses', question, body, events, error };

function question(raw: JsonObject): ModelQuestion {
  if (textOf(raw.previous_response_id) !== '') {
    throw new BadRequest(
      "nothing is stored here, so 'previous_response_id' leads nowhere: send the whole input (store: false)",
    );
  }
  const system = textOf(raw.instructions);
  const head: PromptMessage[] = system === '' ? [] : [{ role: 'system', text: system, calls: [] }];
  const input: PromptMessage[] =
    typeof raw.input === 'string'
      ? [{ role: 'user', text: raw.input, calls: [] }]
      : joined(listOf(raw.input).flatMap(itemOf));
  return {
    api: 'responses',
    model: textOf(raw.model),
    messages: [...head, ...input],
    tools: listOf(raw.tools).flatMap(toolOf),
    choice: choiceOf(raw.tool_choice),
    isParallel: raw.parallel_tool_calls !== false,
    schema: schemaOf(raw.text),
    isStreamed: raw.stream === true,
    tellsUsage: true,
  };
}

function itemOf(raw: unknown): PromptMessage[] {
  if (!isObject(raw)) throw new BadRequest('an item of the input is an object');
  switch (raw.type) {
    case 'function_call':
      return [{ role: 'assistant', text: '', calls: [callOf(raw)] }];
    case 'function_call_output':
      return [{ role: 'tool', text: contentText(raw.output), calls: [], answers: textOf(raw.call_id) }];
    case 'message':
    case undefined: {
      const role = raw.role === 'developer' ? 'system' : raw.role;
      if (role !== 'system' && role !== 'user' && role !== 'assistant') {
        throw new BadRequest(`a message has the role system, developer, user or assistant, not '${raw.role}'`);
      }
      return [{ role, text: contentText(raw.content), calls: [] }];
    }
    // Reasoning and the like is no content of a prompt.
    default:
      return [];
  }
}

const callOf = (raw: JsonObject): ToolCall => ({
  id: textOf(raw.call_id),
  name: textOf(raw.name),
  arguments: textOf(raw.arguments),
});

/** One answer is written as several items: its text, and each of its calls. */
function joined(items: readonly PromptMessage[]): PromptMessage[] {
  const all: PromptMessage[] = [];
  for (const item of items) {
    const last = all.at(-1);
    const goesOn = last?.role === 'assistant' && item.role === 'assistant' && item.text === '';
    if (goesOn) all[all.length - 1] = { ...last, calls: [...last.calls, ...item.calls] };
    else all.push(item);
  }
  return all;
}

function toolOf(raw: unknown): OfferedTool[] {
  if (!isObject(raw) || raw.type !== 'function') return [];
  const shape = isObject(raw.parameters) ? raw.parameters : {};
  return [{ name: textOf(raw.name), description: textOf(raw.description), parameters: shape }];
}

function schemaOf(raw: unknown): JsonObject | null {
  const format = isObject(raw) ? raw.format : null;
  if (!isObject(format)) return null;
  if (format.type === 'json_object') return {};
  return format.type === 'json_schema' && isObject(format.schema) ? format.schema : null;
}

function usage({ usage: { input, cached, output, reasoning } }: ModelAnswer): JsonObject {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}

function itemsOf(answer: ModelAnswer): JsonObject[] {
  const part = { type: 'output_text', text: answer.text, annotations: [], logprobs: [] };
  const text = { type: 'message', id: `msg_${answer.id}`, status: 'completed', role: 'assistant', content: [part] };
  const hasText = answer.text !== '' || answer.calls.length === 0;
  const calls = answer.calls.map(({ id, name, arguments: written }, i) => ({
    type: 'function_call',
    id: `fc_${answer.id}_${i}`,
    call_id: id,
    name,
    arguments: written,
    status: 'completed',
  }));
  return [...(hasText ? [text] : []), ...calls];
}

function body(answer: ModelAnswer, { tools, schema }: ModelQuestion): JsonObject {
  return {
    id: `resp_${answer.id}`,
    object: 'response',
    created_at: Math.floor(answer.at),
    status: 'completed',
    background: false,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    metadata: {},
    model: answer.model,
    output: itemsOf(answer),
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: 1,
    text: { format: schema === null ? { type: 'text' } : { type: 'json_schema', name: 'answer', schema } },
    tool_choice: 'auto',
    tools: tools.map(({ name, parameters }) => ({ type: 'function', name, parameters, strict: false })),
    top_p: 1,
    truncation: 'disabled',
    usage: usage(answer),
    user: null,
  };
}

function events(answer: ModelAnswer, asked: ModelQuestion): StreamEvent[] {
  const whole = body(answer, asked);
  const open = { ...whole, status: 'in_progress', output: [], usage: null };
  const all: StreamEvent[] = [];
  const say = (type: string, data: JsonObject): void => {
    all.push({ name: type, data: { type, sequence_number: all.length, ...data } });
  };
  say('response.created', { response: open });
  say('response.in_progress', { response: open });
  for (const [index, item] of itemsOf(answer).entries()) {
    const place = { output_index: index, item_id: item.id };
    if (item.type === 'message') {
      const part = { type: 'output_text', text: '', annotations: [], logprobs: [] };
      say('response.output_item.added', { output_index: index, item: { ...item, status: 'in_progress', content: [] } });
      say('response.content_part.added', { ...place, content_index: 0, part });
      for (const delta of pieces(answer.text)) {
        say('response.output_text.delta', { ...place, content_index: 0, delta, logprobs: [] });
      }
      say('response.output_text.done', { ...place, content_index: 0, text: answer.text, logprobs: [] });
      say('response.content_part.done', { ...place, content_index: 0, part: { ...part, text: answer.text } });
    } else {
      const written = textOf(item.arguments);
      say('response.output_item.added', {
        output_index: index,
        item: { ...item, status: 'in_progress', arguments: '' },
      });
      for (const delta of pieces(written)) say('response.function_call_arguments.delta', { ...place, delta });
      say('response.function_call_arguments.done', { ...place, name: item.name, arguments: written });
    }
    say('response.output_item.done', { output_index: index, item });
  }
  say('response.completed', { response: whole });
  return all;
}
