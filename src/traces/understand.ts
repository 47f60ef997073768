import { type Attributes, numberIn, parsed, textIn, textsIn } from './attributes.js';
import { type DialectFields, type ForeignSpan, type SpanDialect, textUnder } from './dialects/dialect.js';
import { dialectOf } from './dialects/index.js';
import { type MessageSizes, toolsAskedIn } from './prompt.js';
import { type CallTokens, type RawKind, type RawSpan, type StatedUsage, withinUsage } from './raw-span.js';

/** What a span says in the words of its dialect. */
export interface Understood
  extends Omit<RawSpan, 'task' | 'id' | 'parent' | 'start' | 'end' | 'kind' | 'error' | 'links'> {
  /** Undefined: no rule of the dialect fits. */
  readonly kind: RawKind | undefined;
  readonly errorType: string | undefined;
  readonly conversation: string | undefined;
  readonly dialect: SpanDialect | undefined;
}

/** Reads a span by the declaration of its dialect. Texts become sizes and hashes here, and nowhere later. */
export function understand(span: ForeignSpan, sizes: MessageSizes): Understood {
  const dialect = dialectOf(span);
  const fields = dialect?.fields ?? {};
  const { attributes } = span;
  const kind = dialect?.kinds.find(({ when }) => when(span))?.kind;
  const text = (field: keyof DialectFields): string | undefined => textUnder(attributes, fields[field]);
  const number = (field: keyof DialectFields): number | undefined => numberUnder(attributes, fields, field);
  const milliseconds = number('firstTokenMs');
  const answer = valueUnder(attributes, fields.answer);
  return {
    dialect,
    kind,
    name: nameOf(span, kind, text),
    scope: span.scope,
    agent: text('agent') ?? (kind === 'agent' ? text('name') : undefined),
    model: text('model'),
    provider: text('provider'),
    conversation: text('conversation'),
    response: text('response'),
    errorType: text('error'),
    transfer: transferOf(text('transfer')),
    target: text('target'),
    firstToken: number('firstToken') ?? (milliseconds === undefined ? undefined : milliseconds / 1000),
    usage: usageIn(attributes, dialect),
    finish: (fields.finish ?? []).map((key) => textsIn(attributes[key])).find((list) => list.length > 0) ?? [],
    prompt: promptIn(attributes, fields, sizes),
    answer: sizes.answer(answer) ?? answerPrefixed(attributes, fields, sizes),
    asksFor: asked(attributes, fields, answer),
  };
}

function nameOf(
  span: ForeignSpan,
  kind: RawKind | undefined,
  text: (field: keyof DialectFields) => string | undefined,
): string {
  if (kind === 'tool') return text('tool') ?? text('name') ?? span.name;
  if (kind === 'agent') return text('agent') ?? text('name') ?? span.name;
  if (kind === 'workflow') return text('workflow') ?? text('name') ?? span.name;
  return text('name') ?? span.name;
}

function transferOf(mode: string | undefined): RawSpan['transfer'] {
  return mode === 'return_to_caller' || mode === 'pass_control' ? mode : undefined;
}

function valueUnder(attributes: Attributes, keys: readonly unknown[] = []): unknown {
  for (const key of keys) if (typeof key === 'string' && attributes[key] !== undefined) return attributes[key];
  return undefined;
}

function numberUnder(
  attributes: Attributes,
  fields: SpanDialect['fields'],
  field: keyof DialectFields,
): number | undefined {
  return numberIn(valueUnder(attributes, fields[field]));
}

/** Tokens by the attributes of the span; undefined where it states neither input nor output. */
function usageIn(attributes: Attributes, dialect: SpanDialect | undefined): CallTokens | undefined {
  if (dialect === undefined) return undefined;
  const of = (field: keyof DialectFields): number | undefined => numberUnder(attributes, dialect.fields, field);
  const stated: StatedUsage = {
    input: of('input'),
    output: of('output'),
    cacheRead: of('cacheRead'),
    cacheWrite: of('cacheWrite'),
    reasoning: of('reasoning'),
    total: of('total'),
  };
  if (stated.input === undefined && stated.output === undefined) return undefined;
  return withThoughts(
    withinUsage(stated, dialect.leavesOut === true),
    stated.total,
    `${textIn(attributes['gen_ai.request.model'])} ${textIn(attributes['llm.model_name'])}`,
  );
}

/** Google's totals hold tokens of thought that its output leaves out: what is missing to the total is reasoning. */
export function withThoughts(usage: CallTokens, total: number | undefined, model: string): CallTokens {
  const { input, output, reasoning } = usage;
  if (total === undefined || input === undefined || output === undefined || !/gemini/i.test(model)) return usage;
  const missing = total - input - output;
  if (missing <= 0 || (reasoning ?? 0) > 0) return usage;
  return { ...usage, output: output + missing, reasoning: missing };
}

function promptIn(attributes: Attributes, fields: SpanDialect['fields'], sizes: MessageSizes): RawSpan['prompt'] {
  for (const prefix of fields.promptPrefix ?? []) {
    const found = sizes.indexed(attributes, prefix);
    if (found !== undefined) return found;
  }
  return sizes.prompt(valueUnder(attributes, fields.prompt), valueUnder(attributes, fields.instructions));
}

function answerPrefixed(attributes: Attributes, fields: SpanDialect['fields'], sizes: MessageSizes): RawSpan['answer'] {
  for (const prefix of fields.answerPrefix ?? []) {
    const messages = sizes.indexed(attributes, prefix);
    if (messages !== undefined) return sizes.answer(messages.map(({ hash }) => hash).join(' '));
  }
  return undefined;
}

const INDEXED_TOOL = /\.tool_calls\.\d+\.(tool_call\.function\.)?(function\.)?name$/;

/** The tools that an answer asks for: within the answer, or as attributes of their own. */
function asked(attributes: Attributes, fields: SpanDialect['fields'], answer: unknown): string[] {
  for (const prefix of fields.answerPrefix ?? []) {
    const names = Object.entries(attributes).filter(([key]) => key.startsWith(`${prefix}.`) && INDEXED_TOOL.test(key));
    if (names.length > 0) return names.flatMap(([, name]) => (typeof name === 'string' ? [name] : []));
  }
  return toolsAskedIn(parsed(answer));
}
