/** What the three interfaces of models have in common: a question, and an answer to it. */

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
  /** Of an assistant. */
  readonly calls: readonly ToolCall[];
  /** Of a tool: which call it answers. */
  readonly answers?: string;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema. */
  readonly parameters: JsonObject;
}

export type JsonObject = { readonly [key: string]: unknown };

export interface ModelQuestion {
  readonly api: Api;
  readonly model: string;
  readonly messages: readonly PromptMessage[];
  readonly tools: readonly OfferedTool[];
  /** A tool has to be called; none may be; or as the model likes. */
  readonly choice: 'auto' | 'none' | 'required';
  /** One answer may call several tools. */
  readonly isParallel: boolean;
  /** The JSON Schema that the answer must fit; null: free text. */
  readonly schema: JsonObject | null;
  readonly isStreamed: boolean;
  /** Of a stream: whether its last event tells what was used. */
  readonly tellsUsage: boolean;
}

export type Api = 'chat' | 'responses' | 'messages';

export interface BilledTokens {
  readonly input: number;
  readonly cached: number;
  readonly cacheWrites: number;
  readonly output: number;
  readonly reasoning: number;
}

export interface ModelAnswer {
  /** Unique, and derived from content. */
  readonly id: string;
  readonly model: string;
  /** Empty: no text. */
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly usage: BilledTokens;
  /** Seconds after the beginning of the run. */
  readonly at: number;
}

/** One interface: how a request is read, and how an answer, its events or an error are written. */
export interface ModelWire {
  readonly api: Api;
  /** @throws BadRequest where the body is none of this interface. */
  question(body: JsonObject): ModelQuestion;
  body(answer: ModelAnswer, question: ModelQuestion): JsonObject;
  /** The events of a stream, in order. */
  events(answer: ModelAnswer, question: ModelQuestion): readonly StreamEvent[];
  error(status: number, kind: string, message: string): JsonObject;
}

export interface StreamEvent {
  /** Null: its data only. */
  readonly name: string | null;
  readonly data: JsonObject | '[DONE]';
}

/** A request that cannot be read: what is wrong with it. */
export class BadRequest extends Error {}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The text of a message's content: a string, or parts of which some are text. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .flatMap((part) => (isObject(part) ? [textOf(part.text) || textOf(part.refusal)] : [textOf(part)]))
    .filter((text) => text !== '')
    .join('\n');
}

/** A text in pieces, as a model writes it. */
export function pieces(text: string): string[] {
  const found = text.match(/[\s\S]{1,40}(?:\s|$)|[\s\S]{1,40}/g);
  return found ?? [];
}
