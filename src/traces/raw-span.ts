import type { ObservedCall } from './observed.js';

/** `none`: a wrapper that is no work of its own; its children belong to what is around it. */
export type RawKind = 'call' | 'tool' | 'agent' | 'workflow' | 'step' | 'queue' | 'none';

/** Tokens of one call as they are meant everywhere here: input with what was cached, output with reasoning. */
export type CallTokens = Pick<ObservedCall, 'input' | 'cacheRead' | 'cacheWrite' | 'output' | 'reasoning'>;

/** A span, observation, event or row of any dialect, once its own words are understood. Texts are gone already. */
export interface RawSpan {
  task: string;
  readonly id: string;
  readonly parent: string | undefined;
  kind: RawKind;
  readonly name: string;
  /** Which instrumentation wrote it: two that watch one call write it twice. */
  readonly scope: string | undefined;
  /** Seconds by the clock of the file. */
  start: number | undefined;
  end: number | undefined;
  readonly error: string | undefined;
  agent: string | undefined;
  readonly model: string | undefined;
  readonly provider: string | undefined;
  firstToken: number | undefined;
  usage: CallTokens | undefined;
  finish: readonly string[];
  prompt: ObservedCall['prompt'];
  answer: ObservedCall['answer'];
  asksFor: readonly string[];
  readonly response: string | undefined;
  readonly transfer: 'return_to_caller' | 'pass_control' | undefined;
  readonly target: string | undefined;
  /** Ids of spans that it links to. */
  readonly links: readonly string[];
}

/** A span of which only what is given is known. */
export function rawSpan(known: Partial<RawSpan> & Pick<RawSpan, 'task' | 'id' | 'kind' | 'name'>): RawSpan {
  return { ...NOTHING, ...known };
}

const NOTHING = {
  parent: undefined,
  scope: undefined,
  start: undefined,
  end: undefined,
  error: undefined,
  agent: undefined,
  model: undefined,
  provider: undefined,
  firstToken: undefined,
  usage: undefined,
  finish: [],
  prompt: undefined,
  answer: undefined,
  asksFor: [],
  response: undefined,
  transfer: undefined,
  target: undefined,
  links: [],
};

/** Counts as a platform states them, before it is known what they leave out. */
export interface StatedUsage extends CallTokens {
  readonly total: number | undefined;
}

/**
 * Makes input hold what was cached and output hold reasoning. The total decides which of the two readings was meant; where there is
 * none, or both fit, `leavesOut` says how this dialect counts.
 */
export function withinUsage(stated: StatedUsage, leavesOut: boolean): CallTokens {
  const { input, output, cacheRead, cacheWrite, reasoning, total } = stated;
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const thought = reasoning ?? 0;
  const sum = (input ?? 0) + (output ?? 0);
  let cachedIsOut = leavesOut;
  let thoughtIsOut = leavesOut;
  if (total !== undefined && input !== undefined && output !== undefined) {
    if (total === sum) [cachedIsOut, thoughtIsOut] = [false, false];
    else if (total === sum + cached + thought) [cachedIsOut, thoughtIsOut] = [true, true];
    else if (total === sum + cached) [cachedIsOut, thoughtIsOut] = [true, false];
    else if (total === sum + thought) [cachedIsOut, thoughtIsOut] = [false, true];
  }
  // What is a part of a count cannot exceed it.
  if (input !== undefined && cached > input) cachedIsOut = true;
  if (output !== undefined && thought > output) thoughtIsOut = true;
  return {
    input: input === undefined || !cachedIsOut ? input : input + cached,
    cacheRead,
    cacheWrite,
    output: output === undefined || !thoughtIsOut ? output : output + thought,
    reasoning,
  };
}
