import { gapsIn } from './gaps.js';
import type { ObservedCall, ObservedSpan, ObservedTask, ObservedTool, ObservedTrace } from './observed.js';

/** Words that say nothing of whose trace it is: roles, reasons to stop, classes of errors. All others become labels. */
const ROLES = ['system', 'user', 'assistant', 'tool', 'developer', 'model', 'function', 'unknown'];
const FINISHES = [
  'stop',
  'length',
  'tool_call',
  'tool_calls',
  'tool-calls',
  'content_filter',
  'error',
  'end_turn',
  'tool_use',
  'max_tokens',
  'STOP',
  'MAX_TOKENS',
];
const ERRORS = [
  'error',
  'failed',
  'timeout',
  'rate_limited',
  'context_length_exceeded',
  'cancelled',
  'no_response',
  'crash',
  '_OTHER',
];

/** Every word that an anonymized trace may hold beside numbers: what a reader of it need not be afraid of. */
export const VOCABULARY: readonly string[] = [
  ...[...ROLES, ...FINISHES, ...ERRORS, 'return_to_caller', 'pass_control'],
  ...[
    'workflow',
    'agent',
    'step',
    'queue',
    'task',
    'span',
    'call',
    'model',
    'provider',
    'message',
    'tool',
    'role',
    'finish',
  ],
];

/** Gives each name a label: the kind of thing, and its number in order of appearance. */
class Labels {
  private readonly known = new Map<string, Map<string, string>>();

  constructor(private readonly keepsNames: boolean) {}

  /** An id, or anything else that no reader needs. */
  of(kind: string, name: string): string {
    const names = this.known.get(kind) ?? new Map<string, string>();
    this.known.set(kind, names);
    const label = names.get(name) ?? `${kind}-${names.size + 1}`;
    names.set(name, label);
    return label;
  }

  /** A name that people gave; it may be kept. */
  name(kind: string, name: string): string {
    return this.keepsNames ? name : this.of(kind, name);
  }

  maybe(kind: string, name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.name(kind, name);
  }

  /** A word of a list that everybody knows stays; any other becomes a label. */
  word(kind: string, word: string, known: readonly string[]): string {
    return known.includes(word) ? word : this.of(kind, word);
  }
}

/**
 * A trace of which sizes, times and structure are left. Ids, texts, hashes and the time of day are gone; names of agents, tools, models
 * and steps become labels that are the same wherever the name was the same, unless `keepNames`.
 */
export function anonymize(
  trace: ObservedTrace,
  { keepNames = false }: { readonly keepNames?: boolean } = {},
): ObservedTrace {
  const labels = new Labels(keepNames);
  const tasks = trace.tasks.map((task) => taskOf(task, labels));
  return { dialect: trace.dialect, source: 'anonymized', tasks, gaps: gapsIn(tasks) };
}

function taskOf(task: ObservedTask, labels: Labels): ObservedTask {
  const id = (name: string): string => labels.of('span', `${task.id}\n${name}`);
  return {
    id: labels.of('task', task.id),
    start: task.start,
    end: task.end,
    failed: task.failed,
    spans: task.spans.map((span) => ({
      ...common(span, id, labels),
      kind: span.kind,
      name: labels.name(span.kind, span.name),
    })),
    calls: task.calls.map((call) => callOf(call, id, labels)),
    tools: task.tools.map((tool) => ({
      ...common(tool, id, labels),
      agent: labels.maybe('agent', tool.agent),
      name: labels.name('tool', tool.name),
      transfer: tool.transfer,
      target: labels.maybe('agent', tool.target),
    })),
  };
}

function common(one: ObservedSpan | ObservedCall | ObservedTool, id: (name: string) => string, labels: Labels) {
  return {
    id: id(one.id),
    parent: one.parent === undefined ? undefined : id(one.parent),
    start: one.start,
    end: one.end,
    error: one.error === undefined ? undefined : labels.word('error', one.error, ERRORS),
  };
}

function callOf(call: ObservedCall, id: (name: string) => string, labels: Labels): ObservedCall {
  const { firstToken, input, cacheRead, cacheWrite, output, reasoning, prompt, answer, links } = call;
  return {
    ...common(call, id, labels),
    agent: labels.maybe('agent', call.agent),
    model: labels.maybe('model', call.model),
    provider: labels.maybe('provider', call.provider),
    firstToken,
    input,
    cacheRead,
    cacheWrite,
    output,
    reasoning,
    finish: call.finish.map((finish) => labels.word('finish', finish, FINISHES)),
    // A hash of a short text tells the text to whoever guesses it.
    prompt: prompt?.map(({ role, characters, hash }) => ({
      role: labels.word('role', role, ROLES),
      characters,
      hash: labels.of('message', hash),
    })),
    asksFor: call.asksFor.map((name) => labels.name('tool', name)),
    answer: answer && { characters: answer.characters, hash: labels.of('message', answer.hash) },
    ...(links === undefined ? {} : { links: links.map(id) }),
  };
}
