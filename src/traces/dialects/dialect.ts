import { type Attributes, textIn } from '../attributes.js';
import type { RawKind } from '../raw-span.js';

/** A span before its words are understood. */
export interface ForeignSpan {
  readonly name: string;
  readonly scope: string | undefined;
  readonly attributes: Attributes;
}

/** Where a text is found: an attribute, or a part of one. */
export type TextSource = string | { readonly of: string; readonly read: (text: string) => string | undefined };

/** What a span can say. Each is found under the first of its names that is there. */
export interface DialectFields {
  /** What the span is called, where its kind has no name of its own. */
  readonly name: readonly TextSource[];
  readonly agent: readonly TextSource[];
  readonly workflow: readonly TextSource[];
  readonly tool: readonly TextSource[];
  readonly model: readonly TextSource[];
  readonly provider: readonly TextSource[];
  /** What the traces of one piece of work have in common. */
  readonly conversation: readonly TextSource[];
  readonly response: readonly TextSource[];
  readonly error: readonly TextSource[];
  readonly transfer: readonly TextSource[];
  readonly target: readonly TextSource[];
  /** Tokens. Input holds what was cached and output holds reasoning, except where the dialect `leavesOut`. */
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly cacheRead: readonly string[];
  readonly cacheWrite: readonly string[];
  readonly reasoning: readonly string[];
  readonly total: readonly string[];
  /** Time to first token, in seconds. */
  readonly firstToken: readonly string[];
  /** The same in milliseconds. */
  readonly firstTokenMs: readonly string[];
  readonly finish: readonly string[];
  /** Attributes that hold all messages of the prompt. */
  readonly prompt: readonly string[];
  readonly instructions: readonly string[];
  readonly answer: readonly string[];
  /** Attributes with a number each for messages: `llm.input_messages.0...`. */
  readonly promptPrefix: readonly string[];
  readonly answerPrefix: readonly string[];
}

/** A kind, and how a span shows that it is of it. */
export interface KindRule {
  readonly kind: RawKind;
  readonly when: (span: ForeignSpan) => boolean;
}

/** How one family of instrumentations names things: all that is known of it stands here. */
export interface SpanDialect {
  readonly name: string;
  /** Instrumentation scopes that speak it. */
  readonly scopes: RegExp;
  /** Attributes that nobody else writes; one that ends in a dot is a prefix. */
  readonly marks: readonly string[];
  /** The first that fits decides; a span that fits none is a step. */
  readonly kinds: readonly KindRule[];
  readonly fields: Partial<DialectFields>;
  /** Its input counts leave out what was cached, and its output counts leave out reasoning. */
  readonly leavesOut?: true;
  /** What no trace of this dialect can tell, each in one sentence. */
  readonly gaps: readonly string[];
}

/** The attribute has a value that fits. */
export function says(key: string, pattern: RegExp): KindRule['when'] {
  return ({ attributes }) => pattern.test(textIn(attributes[key]) ?? '');
}

export function named(pattern: RegExp): KindRule['when'] {
  return ({ name }) => pattern.test(name);
}

export function has(...keys: readonly string[]): KindRule['when'] {
  return ({ attributes }) => keys.every((key) => attributes[key] !== undefined);
}

/** The text under the first of its names. */
export function textUnder(attributes: Attributes, sources: readonly TextSource[] = []): string | undefined {
  for (const source of sources) {
    const raw = textIn(attributes[typeof source === 'string' ? source : source.of]);
    const found = raw === undefined || typeof source === 'string' ? raw : source.read(raw);
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
}
