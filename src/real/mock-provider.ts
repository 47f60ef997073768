import type { Scenario } from '../scenario/scenario.js';
import type { RunRecord } from '../sim/record/record.js';

/** How a provider tells the time, and how it lets time pass: virtual or real. */
export interface ProviderClock {
  /** Seconds; from where they are counted does not matter, since each replication begins with its reset or first request. */
  now(): number;
  /** Comes back after so many seconds, or at once when the signal is aborted. */
  wait(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** What a mock provider is made of. */
export interface MockProviderOptions {
  /** The scenario, read and resolved (`loadScenario`). */
  readonly scenario: Scenario;
  /** Any text: the same as for the simulator. */
  readonly seed: string;
  /** Under whose name the run is told; does not change any answer. */
  readonly pattern?: string;
  readonly clock: ProviderClock;
  /** Keeps the text of prompts; else only their sizes, hashes and markers are kept. */
  readonly keepPrompts?: boolean;
  /** Is told of each call of the record once it has ended. */
  readonly onCall?: (run: RealRun, call: number) => void;
}

/** Who made a call of the record, and with what; the nth entry is about the record's nth call. */
export interface RealCall {
  readonly agent: string;
  /** Null: a call that coordinates. */
  readonly step: string | null;
  /** Which different content of this agent it is, and which of its equal requests, each from 0. */
  readonly visit: number;
  readonly attempt: number;
  readonly api: 'chat' | 'responses' | 'messages';
  /** What of the request told the agent: its header, its model's name, its prompt, its tools. */
  readonly knownBy: 'header' | 'model' | 'prompt' | 'tools';
  readonly promptCharacters: number;
  /** Hash of the content, after what is volatile in it was normalised. */
  readonly hash: string;
  /** Artifacts and claims that stood in the prompt, by their markers. */
  readonly markers: readonly string[];
  /** Members that it called, in the order of its tool calls. */
  readonly called: readonly string[];
  /** Kept on request only. */
  readonly prompt?: string;
}

/** A request that no agent of the scenario could be found for. */
export interface UnknownCaller {
  readonly fingerprint: string;
  /** What is wrong and which line to add, as the caller was told it. */
  readonly message: string;
  readonly times: number;
}

/** What was recorded of a replication. */
export interface RealRun {
  readonly replication: number;
  readonly record: RunRecord;
  /** By call of the record. */
  readonly calls: readonly RealCall[];
  readonly unknown: readonly UnknownCaller[];
  /** Requests that the scenario says are none of its agents': how many. */
  readonly ignored: number;
  /** What of the run cannot repeat, each in a sentence; empty where all of it can. */
  readonly unrepeatable: readonly string[];
  /** Things that the application did with content which the simulator does not know: unknown markers, parts left out. */
  readonly notes: readonly string[];
}

/** A mock provider for one scenario: a function of requests, with the luck of one replication in the path `/r/<n>/v1/...`. */
export interface MockProvider {
  /** The task's text, with the claims of the brief as markers: what the application is to be given. */
  readonly task: string;
  /** Answers any request that the openai, anthropic or compatible clients make. */
  handle(request: Request): Promise<Response>;
  /** What was recorded of a replication so far. */
  run(replication: number): RealRun;
  /**
   * The application's final answer: settles the outcome and what was delivered. `failed`: the text of the error that it ended
   * with instead.
   */
  answer(replication: number, text: string | undefined, failed?: string): RunRecord;
  /** Comes back once nothing of a replication is in hand but calls that hang: what runs on after the answer is paid too. */
  rest(replication: number): Promise<void>;
  /** Forgets a replication; its time begins anew now. */
  reset(replication: number): void;
}
