import * as z from 'zod';

const count = z.number().int().nonnegative();

const run = z
  .object({
    framework: z.string().min(1),
    variant: z.string().min(1),
    specialists: count,
    calls: count,
    inputTokens: count,
    outputTokens: count,
    criticalPathCalls: count,
    callers: z.array(z.string().min(1)),
    inputTokensPerCall: z.array(count),
    outputTokensPerCall: z.array(count),
    /** Milliseconds from the first call's start. */
    start: z.array(z.number().nonnegative()),
    /** 'from>to' -> how often; the user is 'user'. */
    controlEdges: z.record(z.string().regex(/^[^>]+>[^>]+$/, "expected 'from>to'"), count),
    innerToolRoundTrips: count,
    /** What the framework threw, if it did. */
    error: z.string().nullish(),
  })
  .superRefine((recorded, context) => {
    const { calls } = recorded;
    for (const list of ['callers', 'inputTokensPerCall', 'outputTokensPerCall', 'start'] as const) {
      if (recorded[list].length === calls) continue;
      const message = `expected ${calls} entries, one for each call, got ${recorded[list].length}`;
      context.addIssue({ code: 'custom', path: [list], message });
    }
    for (const [total, list] of TOTALS) {
      const added = recorded[list].reduce((sum, tokens) => sum + tokens, 0);
      if (added === recorded[total]) continue;
      const message = `expected ${added}, the sum of ${list}, got ${recorded[total]}`;
      context.addIssue({ code: 'custom', path: [total], message });
    }
  });

const TOTALS = [
  ['inputTokens', 'inputTokensPerCall'],
  ['outputTokens', 'outputTokensPerCall'],
] as const;

const recordingSchema = z.object({
  about: z.string(),
  sizes: z.object({
    /** Tokens of content, without framing. */
    task: count,
    specialistPrompt: count,
    specialistOutput: count,
    coordinatorPrompt: count,
    final: count,
    brief: count,
    /** What the scripted model took to answer. */
    callSeconds: z.number().positive(),
  }),
  runs: z.array(run).min(1, 'expected at least one run'),
});

/** Runs of real frameworks against a scripted model that answers in a fixed time with fixed sizes. */
export type Recording = z.output<typeof recordingSchema>;
export type RecordedRun = Recording['runs'][number];
export type RecordedSizes = Recording['sizes'];

export type RecordingResult =
  | { readonly ok: true; readonly recording: Recording }
  /** One sentence: which file, where in it, what is wrong. */
  | { readonly ok: false; readonly problem: string };

/** Reads a recording from JSON; `file` is only a name for the message. */
export function readRecording(text: string, file: string): RecordingResult {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
  const parsed = recordingSchema.safeParse(raw);
  if (parsed.success) return { ok: true, recording: parsed.data };
  const { issues } = parsed.error;
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const { path, message } = issues[0]!;
  return { ok: false, problem: `${file} is no recording of runs: ${placeOf(path)}${lowered(message)}${others}.` };
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place === '' ? '' : `at ${place.replace(/^\./, '')}: `;
}

const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
