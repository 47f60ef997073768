import { createHash } from 'node:crypto';
import { type Attributes, isRecord, parsed, textIn } from './attributes.js';
import type { ObservedCall } from './observed.js';

/** One message of a prompt as its size and its hash. */
export type SizedMessage = NonNullable<ObservedCall['prompt']>[number];

/** Makes messages of texts; the same text gives the same object, so that long conversations cost little memory. */
export class MessageSizes {
  private readonly known = new Map<string, SizedMessage>();

  /** `characters`: of the text that is there; a reference to content elsewhere is told apart by its hash, and has no size. */
  of(role: string, text: string, characters: number = text.length): SizedMessage {
    const hash = createHash('sha256').update(role).update('\n').update(text).digest('hex').slice(0, 12);
    const before = this.known.get(hash);
    if (before !== undefined) return before;
    const made = { role, characters, hash };
    this.known.set(hash, made);
    return made;
  }

  /** The messages of whatever a dialect calls the input of a call; undefined where none are found. */
  prompt(value: unknown, instructions?: unknown): ObservedCall['prompt'] {
    const messages = messagesIn(parsed(value)).map(([role, text, size]) => this.of(role, text, size));
    if (messages.length === 0) return undefined;
    const before = instructions === undefined ? [] : [this.of('system', textOf(parsed(instructions)))];
    return [...before, ...messages];
  }

  /** Messages that are attributes of their own: `PREFIX.0.message.role`, `PREFIX.0.message.content`. */
  indexed(attributes: Attributes, prefix: string): ObservedCall['prompt'] {
    const parts = new Map<number, Map<string, string>>();
    for (const [key, value] of Object.entries(attributes)) {
      if (!key.startsWith(`${prefix}.`)) continue;
      const [, index, rest] = /^(\d+)\.(.+)$/.exec(key.slice(prefix.length + 1)) ?? [];
      if (index === undefined) continue;
      const of = parts.get(Number(index)) ?? new Map<string, string>();
      of.set(rest!.replace(/^message\./, ''), typeof value === 'string' ? value : JSON.stringify(value));
      parts.set(Number(index), of);
    }
    if (parts.size === 0) return undefined;
    const inOrder = [...parts].sort(([a], [b]) => a - b);
    return inOrder.map(([, fields]) => {
      const texts = [...fields].filter(([field]) => field !== 'role' && !/(^|\.)(id|tool_call_id)$/.test(field));
      return this.of(fields.get('role') ?? 'unknown', texts.map(([, text]) => text).join('\n'));
    });
  }

  /** An answer: all its text as one. */
  answer(value: unknown): ObservedCall['answer'] {
    if (value === undefined || value === null) return undefined;
    const text = textOf(parsed(value) ?? value);
    if (text === '') return undefined;
    const { characters, hash } = this.of('answer', text);
    return { characters, hash };
  }
}

type Told = readonly [role: string, text: string, characters: number];

/** Messages in any of the shapes that frameworks write: a list, a list within `messages`, a prompt, one text. */
function messagesIn(value: unknown): Told[] {
  if (typeof value === 'string') return value === '' ? [] : [['user', value, value.length]];
  if (Array.isArray(value)) {
    // LangChain writes a list for each of several prompts; a call has one.
    if (value.length === 1 && Array.isArray(value[0])) return messagesIn(value[0]);
    return value.flatMap(messageIn);
  }
  if (!isRecord(value)) return [];
  if (value.role !== undefined || value.kwargs !== undefined) return messageIn(value);
  const system = typeof value.system === 'string' ? [['system', value.system, value.system.length] as const] : [];
  for (const key of ['messages', 'prompt', 'contents', 'input']) {
    const within = value[key] === undefined ? [] : messagesIn(value[key]);
    if (within.length > 0) return [...system, ...within];
  }
  return system;
}

const LANGCHAIN_ROLE: Readonly<Record<string, string>> = {
  SystemMessage: 'system',
  HumanMessage: 'user',
  AIMessage: 'assistant',
  AIMessageChunk: 'assistant',
  ToolMessage: 'tool',
};

function messageIn(value: unknown): Told[] {
  if (typeof value === 'string') return [['user', value, value.length]];
  if (!isRecord(value)) return [];
  if (isRecord(value.kwargs)) {
    const name = Array.isArray(value.id) ? String(value.id.at(-1)) : '';
    return [toldBy(LANGCHAIN_ROLE[name] ?? 'unknown', value.kwargs)];
  }
  if (isRecord(value.message) && value.role === undefined) return messageIn(value.message);
  // Items of the Responses API have a type instead of a role.
  const role =
    textIn(value.role) ??
    (value.type === 'function_call' ? 'assistant' : value.type === undefined ? 'unknown' : 'tool');
  return [toldBy(role, value)];
}

/** Ids differ from call to call; what was said does not. */
const NOT_SAID = new Set(['role', 'id', 'tool_call_id', 'call_id', 'toolCallId', 'finish_reason', 'status', 'index']);

function toldBy(role: string, value: unknown): Told {
  const text = textOf(value);
  return [role, text, REFERENCE.test(text) ? textOf(value, true).length : text.length];
}

/** Parts whose content is elsewhere: uploaded, or left out. */
const REFERENCES = new Set(['uri', 'file', 'blob']);
const REFERENCE = /^[a-z][a-z0-9+.-]*:\S/im;

/** All that a message says: its texts, the arguments of tools, their results. */
function textOf(value: unknown, isInline = false): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return value
      .map((item) => textOf(item, isInline))
      .filter(isSaid)
      .join('\n');
  if (!isRecord(value) || (isInline && REFERENCES.has(String(value.type)))) return '';
  const said = Object.entries(value).filter(([key, inner]) => !NOT_SAID.has(key) && !(key === 'type' && isText(inner)));
  return said
    .map(([, inner]) => textOf(inner, isInline))
    .filter(isSaid)
    .join('\n');
}

const isSaid = (text: string): boolean => text !== '';
const isText = (value: unknown): boolean => typeof value === 'string';

/** The names of all tools that an answer asks for, in any shape. */
export function toolsAskedIn(value: unknown, depth = 0): string[] {
  if (depth > 8) return [];
  if (Array.isArray(value)) return value.flatMap((item) => toolsAskedIn(item, depth + 1));
  if (!isRecord(value)) return [];
  const isAsked = ['tool_call', 'tool_use', 'function_call', 'tool-call'].includes(String(value.type));
  if (isAsked && typeof value.name === 'string') return [value.name];
  if (typeof value.toolName === 'string') return [value.toolName];
  if (isRecord(value.function) && typeof value.function.name === 'string') return [value.function.name];
  if (Array.isArray(value.tool_calls)) {
    return value.tool_calls.flatMap((call) =>
      isRecord(call) && typeof call.name === 'string' ? [call.name] : toolsAskedIn(call, depth + 1),
    );
  }
  const within = ['parts', 'content', 'message', 'messages', 'output', 'choices', 'generations', 'kwargs', 'toolCalls'];
  return within.flatMap((key) => toolsAskedIn(value[key], depth + 1));
}
