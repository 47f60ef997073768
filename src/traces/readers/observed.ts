import * as z from 'zod';
import { isRecord } from '../attributes.js';
import type { ObservedTask, ObservedTrace } from '../observed.js';
import { TraceProblem } from '../problem.js';
import type { Piece, TraceReader } from './reader.js';

/** What the first line of an anonymized trace calls itself. */
export const OBSERVED = 'observed-trace';
const VERSION = 1;

const text = z.string();
const number = z.number();
const missing = undefined;
const maybe = <T extends z.ZodType>(type: T) =>
  type.optional().default(missing as never) as unknown as z.ZodType<z.infer<T> | undefined>;
const common = { id: text, parent: maybe(text), start: maybe(number), end: maybe(number), error: maybe(text) };

const span = z.object({ ...common, kind: z.enum(['workflow', 'agent', 'step', 'queue']), name: text });
const tool = z.object({
  ...common,
  agent: maybe(text),
  name: text,
  transfer: maybe(z.enum(['return_to_caller', 'pass_control'])),
  target: maybe(text),
});
const call = z.object({
  ...common,
  agent: maybe(text),
  model: maybe(text),
  provider: maybe(text),
  firstToken: maybe(number),
  input: maybe(number),
  cacheRead: maybe(number),
  cacheWrite: maybe(number),
  output: maybe(number),
  reasoning: maybe(number),
  finish: z.array(text),
  prompt: maybe(z.array(z.object({ role: text, characters: number, hash: text }))),
  asksFor: z.array(text),
  answer: maybe(z.object({ characters: number, hash: text })),
  links: z.array(text).optional(),
});
const task = z.object({
  id: text,
  start: maybe(number),
  end: maybe(number),
  failed: maybe(z.boolean()),
  spans: z.array(span),
  calls: z.array(call),
  tools: z.array(tool),
});
const head = z.object({
  rehearse: z.literal(OBSERVED),
  version: z.literal(VERSION),
  dialect: text,
  gaps: z.array(text),
});

/** A trace in the form that all are read into: a head, then a task in each line. */
export function observedLines({ dialect, gaps, tasks }: ObservedTrace): string {
  const lines = [{ rehearse: OBSERVED, version: VERSION, dialect, gaps }, ...tasks];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Reads what `observedLines` wrote. */
export class ObservedReader implements TraceReader {
  private head: z.infer<typeof head> | undefined;
  private readonly tasks: ObservedTask[] = [];

  take({ value }: Piece): void {
    if (this.head === undefined) this.head = this.read(head, value, 1);
    else if (isRecord(value)) this.tasks.push(this.read(task, value, this.tasks.length + 2) as ObservedTask);
  }

  private read<T>(type: z.ZodType<T>, value: unknown, line: number): T {
    const read = type.safeParse(value);
    if (read.success) return read.data;
    const { path, message } = read.error.issues[0]!;
    throw new TraceProblem(
      `Line ${line}: this is no anonymized trace of this version (${[path.join('.'), message].filter((part) => part !== '').join(': ')}).`,
      'Make it again with rehearse anonymize.',
    );
  }

  finish(source: string): ObservedTrace {
    return { dialect: this.head!.dialect, source, tasks: this.tasks, gaps: this.head!.gaps };
  }
}
