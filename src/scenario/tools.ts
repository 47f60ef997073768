/** What agents call beside their model. */
import type { Distribution } from './distribution.js';
import type { Crash } from './faults/crash.js';

export interface Tools {
  /** The shared tool that is called; null: one that nobody else uses. */
  readonly use: string | null;
  readonly roundTrips: Distribution;
  /** Tokens of the tool's definition in every prompt of the agent. */
  readonly definition: number;
  /** Tokens that the agent writes to call the tool; its name's tokens come on top. */
  readonly call: number;
  /** Tokens of the result. */
  readonly result: Distribution;
  readonly latency: Distribution;
  readonly failure: number;
  readonly hang: number;
  /** Seconds after which a call of it has failed. */
  readonly timeout: number;
  /** An error fails the attempt, or is a text that the model reads. */
  readonly errors: 'fail' | 'text';
  /** Of a text: rounds in which a call is made before the agent goes on without; tokens of the error. */
  readonly attempts: number;
  readonly error: number;
  /** Ways to call it, which take turns after errors; that one which failed fails again, whatever its luck. */
  readonly strategies: number;
  readonly persistence: number;
  /** Calls that the model makes at once. */
  readonly parallel: number;
  readonly explore: Exploring;
}

/** How the step's tool searches for its claims, and how much further an agent searches on its own. */
export interface Exploring {
  /** Probability that one round trip finds a given claim. */
  readonly finds: number;
  /** Further round trips of an agent with a brief of its own, for each that was asked. */
  readonly breadth: number;
  /** Share of the further ones that look where its siblings look. */
  readonly overlap: number;
}

/** A tool that several agents use. */
export interface SharedTool {
  readonly definition: number;
  readonly call: number;
  readonly result: Distribution;
  readonly latency: Distribution;
  readonly failure: number;
  readonly hang: number;
  /** Calls at once; Infinity: any number. */
  readonly capacity: number;
  /** Calls a second; Infinity: any number. */
  readonly quota: number;
  readonly outage: Crash | null;
}
