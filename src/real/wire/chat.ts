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

/** OpenAI's chat completions, which most compatible clients speak. */
export const chat: ModelWire = { api: 'chat', question, body, events, error };

function question(body: JsonObject): ModelQuestion {
  if (!Array.isArray(body.messages)) throw new BadRequest("a chat completion has a list of 'messages'");
  return {
    api: 'chat',
    model: textOf(body.model),
    messages: body.messages.map(messageOf),
    tools: listOf(body.tools).flatMap(toolOf),
    choice: choiceOf(body.tool_choice),
    isParallel: body.parallel_tool_calls !== false,
    schema: schemaOf(body.response_format),
    isStreamed: body.stream === true,
    tellsUsage: isObject(body.stream_options) && body.stream_options.include_usage === true,
  };
}

function messageOf(raw: unknown): PromptMessage {
  if (!isObject(raw)) throw new BadRequest('a message is an object');
  const text = contentText(raw.content);
  switch (raw.role) {
    case 'system':
    case 'developer':
      return { role: 'system', text, calls: [] };
    case 'user':
      return { role: 'user', text, calls: [] };
    case 'assistant':
      return { role: 'assistant', text, calls: listOf(raw.tool_calls).flatMap(callOf) };
    case 'tool':
    case 'function':
      return { role: 'tool', text, calls: [], answers: textOf(raw.tool_call_id) };
    default:
      throw new BadRequest(`a message has the role system, developer, user, assistant or tool, not '${raw.role}'`);
  }
}

function callOf(raw: unknown): ToolCall[] {
  if (!isObject(raw) || !isObject(raw.function)) return [];
  return [{ id: textOf(raw.id), name: textOf(raw.function.name), arguments: textOf(raw.function.arguments) }];
}

function toolOf(raw: unknown): OfferedTool[] {
  if (!isObject(raw) || !isObject(raw.function)) return [];
  const { name, description, parameters } = raw.function;
  const shape = isObject(parameters) ? parameters : {};
  return [{ name: textOf(name), description: textOf(description), parameters: shape }];
}

/** What `tool_choice` of OpenAI's interfaces says. */
export function choiceOf(raw: unknown): ModelQuestion['choice'] {
  if (raw === 'none') return 'none';
  return raw === 'required' || isObject(raw) ? 'required' : 'auto';
}

function schemaOf(raw: unknown): JsonObject | null {
  if (!isObject(raw)) return null;
  if (raw.type === 'json_object') return {};
  const named = raw.json_schema;
  return raw.type === 'json_schema' && isObject(named) && isObject(named.schema) ? named.schema : null;
}

const calls = (answer: ModelAnswer): JsonObject[] =>
  answer.calls.map(({ id, name, arguments: written }) => ({
    id,
    type: 'function',
    function: { name, arguments: written },
  }));

const finish = ({ calls }: ModelAnswer): string => (calls.length > 0 ? 'tool_calls' : 'stop');

function usage({ usage: { input, cached, output, reasoning } }: ModelAnswer): JsonObject {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function body(answer: ModelAnswer): JsonObject {
  return {
    id: `chatcmpl-${answer.id}`,
    object: 'chat.completion',
    created: Math.floor(answer.at),
    model: answer.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: answer.text === '' && answer.calls.length > 0 ? null : answer.text,
          refusal: null,
          ...(answer.calls.length > 0 ? { tool_calls: calls(answer) } : {}),
        },
        logprobs: null,
        finish_reason: finish(answer),
      },
    ],
    usage: usage(answer),
    system_fingerprint: null,
  };
}

function events(answer: ModelAnswer, { tellsUsage }: ModelQuestion): StreamEvent[] {
  const chunk = (choices: readonly JsonObject[], more: JsonObject = {}): StreamEvent => ({
    name: null,
    data: {
      id: `chatcmpl-${answer.id}`,
      object: 'chat.completion.chunk',
      created: Math.floor(answer.at),
      model: answer.model,
      choices,
      ...(tellsUsage ? { usage: null } : {}),
      ...more,
    },
  });
  const delta = (part: JsonObject, reason: string | null = null): StreamEvent =>
    chunk([{ index: 0, delta: part, logprobs: null, finish_reason: reason }]);
  const toolDeltas = calls(answer).flatMap((call, index) => {
    const { name, arguments: written } = call.function as { name: string; arguments: string };
    return [
      delta({ tool_calls: [{ ...call, index, function: { name, arguments: '' } }] }),
      ...pieces(written).map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ];
  });
  return [
    delta({ role: 'assistant', content: '' }),
    ...pieces(answer.text).map((piece) => delta({ content: piece })),
    ...toolDeltas,
    delta({}, finish(answer)),
    ...(tellsUsage ? [chunk([], { usage: usage(answer) })] : []),
    { name: null, data: '[DONE]' },
  ];
}

/** An error as both of OpenAI's interfaces give it. */
export function error(_status: number, kind: string, message: string): JsonObject {
  return { error: { message, type: kind, param: null, code: kind } };
}
