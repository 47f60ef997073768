/** Why a file cannot be read as a trace: one sentence that names the place, and the next step. */
export class TraceProblem extends Error {
  constructor(
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

/** What can be read, for the next step of a refusal. */
export const READABLE =
  'Give OTLP JSON or JSON lines, a Langfuse export, an Inspect log in JSON, TraceLab rounds, LMCache records, or a CSV with a row for each call.';
