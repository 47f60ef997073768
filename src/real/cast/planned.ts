import type { ModelRequest } from '../../sim/agents/model-request.js';
import type { Artifact } from '../../sim/content/artifact.js';
import type { Step } from '../../sim/team/step.js';
import type { RealTask } from '../record/real-task.js';
import type { ToolCall } from '../wire/question.js';
import type { Callers } from './caller.js';
import type { Prompt, PromptReader } from './prompt.js';
import type { LuckPlace, Visits } from './visits.js';

/** What a replication's participants answer with. */
export interface Backstage {
  readonly task: RealTask;
  readonly reader: PromptReader;
  readonly visits: Visits;
  readonly callers: Callers;
}

/** A request that is understood: who answers it, what it costs, where its luck lies, and what comes of it. */
export interface PlannedCall {
  readonly participant: number;
  readonly agent: string;
  /** Whose contents are counted together. */
  readonly who: string;
  readonly step: Step | null;
  readonly prompt: Prompt;
  readonly request: ModelRequest;
  readonly place: LuckPlace;
  /** Rounds of tools before it; and how many tools it calls: with 0 it answers. */
  readonly trip: number;
  readonly width: number;
  /** Tokens in the prompt beside the system prompt and the content. */
  readonly inner: number;
  /** What the answer says, once its call has come back. */
  conclude(call: number): CallOutcome;
}

export interface CallOutcome {
  /** Null: it only decides. */
  readonly artifact: Artifact | null;
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** Members that it called. */
  readonly called: readonly string[];
}

/** What a step's work, or a synthesis, is called on a visit. */
export const nameOn = (name: string, visit: number): string => (visit === 0 ? name : `${name}~${visit}`);
