/** How a real application stands to a scenario: what serving it and measuring it need to know. No simulation reads it. */
export interface RealSpec {
  /** The task's text as the application sends it; undefined: a text with the claims of the brief as markers. */
  readonly task?: string | undefined;
  /** By role, and `coordinator`. */
  readonly agents: Readonly<Record<string, CallerSpec>>;
  /** By name; the JSON text of the arguments with which each is called. */
  readonly tools: Readonly<Record<string, { readonly arguments?: string | undefined }>>;
  readonly results: 'scenario' | 'counted';
  readonly failure: 'error' | 'rate-limit' | 'overloaded' | 'mid-stream' | 'empty' | 'disconnect';
  readonly malformed: 'arguments' | 'text';
  /** Pieces of the system prompts of calls that are no part of the task. */
  readonly ignore: readonly string[];
}

/** How an agent of an application is recognised. A text between slashes is a regular expression. */
export interface CallerSpec {
  readonly prompt: readonly string[];
  /** Names of the tools with which others call it. */
  readonly tools: readonly string[];
  /** It is called several times at once, in no order. */
  readonly atOnce: boolean;
}

/** Nothing is known of an application. */
export const NO_APPLICATION: RealSpec = {
  agents: {},
  tools: {},
  results: 'scenario',
  failure: 'error',
  malformed: 'arguments',
  ignore: [],
};
