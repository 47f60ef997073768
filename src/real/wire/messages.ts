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
  textOf,
} from './question.js';

/** Anthropic's messages. */
export const messages: ModelWire = { api: 'messages', question, body, events, error };

function question(raw: JsonObject): ModelQuestion {
  if (!Array.isArray(raw.messages)) throw new BadRequest("a message request has a list of 'messages'");
  const system = contentText(raw.system);
  const head: PromptMessage[] = system === '' ? [] : [{ role: 'system', text: system, calls: [] }];
  return {
    api: 'messages',
    model: textOf(raw.model),
    messages: [...head, ...raw.messages.flatMap(turnOf)],
    tools: listOf(raw.tools).flatMap(toolOf),
    choice: choiceOf(raw.tool_choice),
    isParallel: !(isObject(raw.tool_choice) && raw.tool_choice.disable_parallel_tool_use === true),
    schema: schemaOf(raw),
    isStreamed: raw.stream === true,
    tellsUsage: true,
  };
}

/** One turn: what tools returned stands in a user's turn, and comes first. */
function turnOf(raw: unknown): PromptMessage[] {
  if (!isObject(raw) || (raw.role !== 'user' && raw.role !== 'assistant')) {
    throw new BadRequest("a message has the role 'user' or 'assistant'");
  }
  const blocks = listOf(raw.content).filter(isObject);
  const results = blocks
    .filter(({ type }) => type === 'tool_result')
    .map(
      (block): PromptMessage => ({
        role: 'tool',
        text: contentText(block.content),
        calls: [],
        answers: textOf(block.tool_use_id),
      }),
    );
  const calls = blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ id, name, input }) => ({ id: textOf(id), name: textOf(name), arguments: JSON.stringify(input ?? {}) }));
  const text = contentText(
    typeof raw.content === 'string' ? raw.content : blocks.filter(({ type }) => type === 'text'),
  );
  const own: PromptMessage[] = text === '' && calls.length === 0 ? [] : [{ role: raw.role, text, calls }];
  return [...results, ...own];
}

function toolOf(raw: unknown): OfferedTool[] {
  if (!isObject(raw)) return [];
  const shape = isObject(raw.input_schema) ? raw.input_schema : {};
  return [{ name: textOf(raw.name), description: textOf(raw.description), parameters: shape }];
}

function choiceOf(raw: unknown): ModelQuestion['choice'] {
  const type = isObject(raw) ? raw.type : 'auto';
  if (type === 'none') return 'none';
  return type === 'any' || type === 'tool' ? 'required' : 'auto';
}

function schemaOf({ output_config: config, output_format: format }: JsonObject): JsonObject | null {
  const given = isObject(config) && isObject(config.format) ? config.format : format;
  return isObject(given) && given.type === 'json_schema' && isObject(given.schema) ? given.schema : null;
}

const usage = ({ usage: { input, cached, cacheWrites, output } }: ModelAnswer): JsonObject => ({
  input_tokens: input - cached - cacheWrites,
  cache_creation_input_tokens: cacheWrites,
  cache_read_input_tokens: cached,
  output_tokens: output,
});

const reason = ({ calls }: ModelAnswer): string => (calls.length > 0 ? 'tool_use' : 'end_turn');

function body(answer: ModelAnswer): JsonObject {
  const text: JsonObject[] = answer.text === '' ? [] : [{ type: 'text', text: answer.text, citations: null }];
  const tools = answer.calls.map(({ id, name, arguments: written }) => ({
    type: 'tool_use',
    id,
    name,
    input: inputOf(written),
  }));
  return {
    id: `msg_${answer.id}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content: [...text, ...tools],
    stop_reason: reason(answer),
    stop_sequence: null,
    usage: usage(answer),
  };
}

/** Here arguments are data, not text: what is no JSON cannot be sent but as a text in it. */
function inputOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return { malformed: written };
  }
}

function events(answer: ModelAnswer): StreamEvent[] {
  const whole = body(answer);
  const named = (name: string, data: JsonObject): StreamEvent => ({ name, data: { type: name, ...data } });
  const block = (index: number, opened: JsonObject, deltas: readonly JsonObject[]): StreamEvent[] => [
    named('content_block_start', { index, content_block: opened }),
    ...deltas.map((delta) => named('content_block_delta', { index, delta })),
    named('content_block_stop', { index }),
  ];
  const hasText = answer.text !== '';
  const text = hasText
    ? block(
        0,
        { type: 'text', text: '' },
        pieces(answer.text).map((piece) => ({ type: 'text_delta', text: piece })),
      )
    : [];
  const tools = answer.calls.flatMap(({ id, name, arguments: written }, i) =>
    block(
      i + (hasText ? 1 : 0),
      { type: 'tool_use', id, name, input: {} },
      pieces(written).map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    ),
  );
  return [
    named('message_start', {
      message: { ...whole, content: [], stop_reason: null, usage: { ...usage(answer), output_tokens: 1 } },
    }),
    ...text,
    ...tools,
    named('message_delta', {
      delta: { stop_reason: reason(answer), stop_sequence: null },
      usage: { output_tokens: answer.usage.output },
    }),
    named('message_stop', {}),
  ];
}

function error(_status: number, kind: string, message: string): JsonObject {
  return { type: 'error', error: { type: kind, message } };
}
