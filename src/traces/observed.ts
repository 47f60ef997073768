/**
 * What traces tell of real runs, in one form, whatever wrote them. What a trace cannot tell is `undefined`, never guessed;
 * `Trace.gaps` says it in words. Times are seconds after the earliest moment of the trace's file.
 */
export interface ObservedTrace {
  /** Which dialect it was written in: `gen_ai`, `openinference`, `traceloop`, `ai-sdk`, `langfuse`, `inspect`, `csv`, ... */
  readonly dialect: string;
  readonly source: string;
  readonly tasks: readonly ObservedTask[];
  /** What it could not tell, each in one sentence. */
  readonly gaps: readonly string[];
  /** The earliest moment in seconds after 1970-01-01T00:00:00Z; absent where the file tells no time of day. */
  readonly origin?: number | undefined;
}

/** One piece of work: one trace, or all traces of one conversation. */
export interface ObservedTask {
  readonly id: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly failed: boolean | undefined;
  /** Agents at work, workflows, steps: whatever spans there are around the calls. */
  readonly spans: readonly ObservedSpan[];
  /** Calls of a model, in the order of their start (or of the file where there is no time). Each is there once. */
  readonly calls: readonly ObservedCall[];
  readonly tools: readonly ObservedTool[];
}

export interface ObservedSpan {
  readonly id: string;
  readonly parent: string | undefined;
  readonly kind: 'workflow' | 'agent' | 'step' | 'queue';
  readonly name: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** `error.type`, or the message; undefined: it ended well. */
  readonly error: string | undefined;
}

export interface ObservedCall {
  readonly id: string;
  /** The nearest span around it. */
  readonly parent: string | undefined;
  /** Who asked: the agent's name, by the nearest agent span or the call's own attribute. */
  readonly agent: string | undefined;
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** Seconds from its start to the first token. */
  readonly firstToken: number | undefined;
  /** All input tokens: cached ones read and written are within. */
  readonly input: number | undefined;
  readonly cacheRead: number | undefined;
  readonly cacheWrite: number | undefined;
  /** All output tokens: reasoning is within. */
  readonly output: number | undefined;
  readonly reasoning: number | undefined;
  readonly error: string | undefined;
  readonly finish: readonly string[];
  /**
   * The messages of the prompt, in order, as sizes and hashes: what two calls share is seen without any text. A message whose content
   * is elsewhere has 0 characters.
   */
  readonly prompt: readonly { readonly role: string; readonly characters: number; readonly hash: string }[] | undefined;
  /** Names of the tools that its answer asks for. */
  readonly asksFor: readonly string[];
  /** The text of its answer as its size and hash, where the trace has the text: a size in characters, where tokens are not told. */
  readonly answer?: { readonly characters: number; readonly hash: string } | undefined;
  /** Calls of the same task that its span links to, where it has links: what made it possible, what it read. */
  readonly links?: readonly string[];
}

export interface ObservedTool {
  readonly id: string;
  readonly parent: string | undefined;
  readonly agent: string | undefined;
  readonly name: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly error: string | undefined;
  /** `gen_ai.transfer.mode`, or by its name and effect: an agent called as a tool, or a handoff. */
  readonly transfer: 'return_to_caller' | 'pass_control' | undefined;
  readonly target: string | undefined;
}
