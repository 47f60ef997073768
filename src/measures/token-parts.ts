import { Act, type RunRecord } from '../sim/record/record.js';
import { isUsed, tokens } from './cost.js';
import { defineMeasure, type PartMeasure, type PartOf, sumOfShares, type TaskMeasure } from './measure.js';

const part = (id: string, label: string, definition: string, shares: PartOf['shares']): PartMeasure => ({
  id,
  group: 'cost',
  label,
  unit: 'tokens',
  better: 'lower',
  interval: 'mean',
  definition,
  read: (run) => sumOfShares(run, shares),
  part: { whole: 'tokens', shares },
});

/** Of work calls whose result was used. */
const working = (
  id: string,
  label: string,
  definition: string,
  read: (run: RunRecord, call: number) => number,
): PartMeasure =>
  part(id, label, definition, (run, take) => {
    for (let call = 0; call < run.calls.length; call++) {
      if (run.calls.columns.act[call] === Act.produce && isUsed(run, call)) take(read(run, call), call);
    }
  });

/** All of the coordination calls of one kind whose result was used. */
const coordinating = (id: string, label: string, definition: string, act: number): PartMeasure =>
  part(id, label, definition, (run, take) => {
    for (let call = 0; call < run.calls.length; call++) {
      if (run.calls.columns.act[call] === act && isUsed(run, call)) take(allOf(run, call), call);
    }
  });

/** What the parts add up to. */
export const allTokens: TaskMeasure = defineMeasure({
  id: 'tokens',
  group: 'cost',
  label: 'tokens',
  unit: 'tokens',
  better: 'lower',
  interval: 'mean',
  definition: 'Input and output tokens per task.',
  read: tokens,
});

/** The tokens of a run, taken apart. Not in the catalogue: a comparison would not know what to do with them. */
export const tokenParts: readonly PartMeasure[] = [
  working(
    'tokensPrompts',
    'prompts',
    'System prompts, rosters and tool definitions, in every work call.',
    (run, call) => besideContext(run, call) - traffic(run, call),
  ),
  working(
    'tokensFirst',
    'new content',
    'Content that work calls show to a participant for the first time, and the chat format around all content.',
    (run, call) => run.calls.columns.contextTokens[call]! - sentAgain(run, call),
  ),
  working(
    'tokensAgain',
    'content sent again',
    'Content that work calls show to a participant that had been sent it before.',
    sentAgain,
  ),
  working(
    'tokensTools',
    'tool calls and results',
    'Tool calls as written, and read again with their results in each further round trip.',
    (run, call) => traffic(run, call) + (endsAttempt(run, call) ? 0 : run.calls.columns.outputTokens[call]!),
  ),
  working(
    'tokensOutput',
    'work output',
    'What work calls write as their result, and what they think before it.',
    (run, call) => (endsAttempt(run, call) ? run.calls.columns.outputTokens[call]! : 0),
  ),
  coordinating(
    'tokensDecisions',
    'decisions',
    'All tokens of calls that decide: which participant is next, what to do, whether to stop.',
    Act.decide,
  ),
  coordinating(
    'tokensSyntheses',
    'syntheses',
    'All tokens of calls that merge, restate or compact what others wrote.',
    Act.compose,
  ),
  coordinating(
    'tokensReviews',
    'reviews and replies',
    'All tokens of coordination calls that examine what others wrote, or answer a question about the work.',
    Act.judge,
  ),
  part(
    'tokensWasted',
    'wasted calls',
    'All tokens of calls whose result was never used: failed, timed out, cancelled, or not read.',
    (run, take) => {
      for (let call = 0; call < run.calls.length; call++) if (!isUsed(run, call)) take(allOf(run, call), call);
    },
  ),
];

function allOf(run: RunRecord, call: number): number {
  const { inputTokens, outputTokens } = run.calls.columns;
  return inputTokens[call]! + outputTokens[call]!;
}

/** A further round trip shows again all that the one before it showed. */
function sentAgain(run: RunRecord, call: number): number {
  const { contextTokens, resentTokens } = run.calls.columns;
  // What was sent before may be shown without the part of it that only handed over.
  return Math.min(contextTokens[call]!, resentTokens[call]!);
}

/** What the round trips so far have added to the prompt of this one. */
function traffic(run: RunRecord, call: number): number {
  let first = call;
  for (let next = before(run, call); next >= 0; next = before(run, next)) first = next;
  return besideContext(run, call) - besideContext(run, first);
}

/** The prompt, with what stands in it and with the call's own tool traffic. */
function besideContext(run: RunRecord, call: number): number {
  const { inputTokens, contextTokens } = run.calls.columns;
  return inputTokens[call]! - contextTokens[call]!;
}

/** The round trip before this one in the same attempt, which has the same result; -1 where there is none. */
function before(run: RunRecord, call: number): number {
  const { cause, artifact } = run.calls.columns;
  const last = cause[call]!;
  return last >= 0 && artifact[last] === artifact[call] ? last : -1;
}

/** The last call of an attempt writes the result; those before it call tools. */
function endsAttempt(run: RunRecord, call: number): boolean {
  return run.store.all[run.calls.columns.artifact[call]!]!.call === call;
}
