import type { Letter } from '../../../sim/record/letters.js';
import type { Story, StoryCall } from '../../../sim/record/story.js';
import { horizonOf } from './horizon.js';
import { type Invocation, invocationsOf } from './invocations.js';

/** A model's decision that hands work to another agent by a tool. */
export interface Transfer {
  readonly call: StoryCall;
  readonly target: string;
  readonly from: number;
  /** When control came back, or had passed. */
  readonly to: number;
  readonly returns: boolean;
  /** The work that it started; null: it never began. */
  readonly work: Work | null;
}

/** One round of tools that a call asked for, before the next call of the same attempt. */
export interface ToolTrip {
  readonly before: StoryCall;
  readonly after: StoryCall;
}

/** One piece of work of an agent, from its first call to where it answers: what a framework runs as one loop. */
export interface Work {
  readonly participant: string;
  readonly calls: readonly StoryCall[];
  readonly transfers: Transfer[];
  readonly rounds: readonly ToolTrip[];
  /** The tool of another agent within which it works; null: none. */
  parent: Transfer | null;
  /** The event that started it; null: it was called. */
  readonly event: Letter | null;
  readonly start: number;
  /** Null: it lasts as long as anything happens. */
  end: number | null;
}

/** In these, a model's decision is read by code, which calls whom it names: no tool is called. */
const BY_CODE = new Set(['router', 'magentic']);

/** The work of a story, in the order in which it began: tools, transfers, and who works for whom. */
export function workOf(story: Story): Work[] {
  const found = invocationsOf(story);
  const byCall = new Map(found.flatMap((one) => one.calls.map((call) => [call.call, one] as const)));
  const transfers = BY_CODE.has(story.pattern) ? [] : story.calls.flatMap((call) => transfersOf(story, call));
  const merged = loopsOf(found, byCall, transfers);
  const works = [...new Set(found.map((one) => merged.get(one)!))].map((calls) => workFrom(story, calls));
  const workOfCall = new Map(works.flatMap((work) => work.calls.map((call) => [call.call, work] as const)));
  for (const { decision, first, back, target, to } of transfers) {
    const of = workOfCall.get(decision.call)!;
    const work = first === null ? null : workOfCall.get(first.call)!;
    const isWithin = back !== null && work !== null && work !== of && work.parent === null;
    const transfer = { call: decision, target, from: decision.endedAt!, to, returns: isWithin, work };
    of.transfers.push(transfer);
    if (isWithin) work.parent = transfer;
  }
  for (const work of works) work.end = endOf(work, horizonOf(story));
  return works.sort((a, b) => a.start - b.start || a.calls[0]!.call - b.calls[0]!.call);
}

interface FoundTransfer {
  readonly decision: StoryCall;
  readonly target: string;
  /** The first call of the target for it. */
  readonly first: StoryCall | null;
  /** The caller's call that read what came back; null: control passed. */
  readonly back: StoryCall | null;
  readonly to: number;
}

/** Whom a call's decision hands its work to: those that get a letter as it ends. */
function transfersOf(story: Story, decision: StoryCall): FoundTransfer[] {
  const { call, participant, endedAt, next } = decision;
  if (next === null || endedAt === null) return [];
  const sent = story.letters.filter(
    (letter) =>
      letter.madeBy === call &&
      letter.from === participant &&
      letter.kind === 'handover' &&
      Math.abs(letter.sentAt - endedAt) < 1e-9,
  );
  const targets = [...new Set(sent.map(({ to }) => to))].filter((to) => to !== 'user' && to !== participant);
  return targets.map((target) => {
    const first = story.calls.find((one) => one.participant === target && one.cause === call) ?? null;
    const answer = first === null ? undefined : answerOf(story, decision, target, first);
    const back = answer === undefined ? null : story.calls[answer.readBy!]!;
    return { decision, target, first, back, to: answer?.sentAt ?? endedAt };
  });
}

/** The letter with which an agent gives the work back: to its caller, without having decided on anybody. */
function answerOf(story: Story, decision: StoryCall, target: string, first: StoryCall): Letter | undefined {
  return story.letters.find(
    ({ from, to, kind, madeBy, readBy }) =>
      from === target &&
      to === decision.participant &&
      kind === 'handover' &&
      readBy !== null &&
      madeBy !== null &&
      madeBy >= first.call &&
      story.calls[madeBy]!.next === null,
  );
}

/** Work to which control returns goes on: the caller's calls before and after are one loop. */
function loopsOf(
  found: readonly Invocation[],
  byCall: ReadonlyMap<number, Invocation>,
  transfers: readonly FoundTransfer[],
) {
  const loops = new Map(found.map((one) => [one, one.calls]));
  for (const { decision, back } of transfers) {
    if (back === null) continue;
    const [from, to] = [loops.get(byCall.get(decision.call)!)!, loops.get(byCall.get(back.call)!)!];
    if (from === to) continue;
    const both = [...from, ...to].sort((a, b) => a.call - b.call);
    for (const one of found) if (loops.get(one) === from || loops.get(one) === to) loops.set(one, both);
  }
  return loops;
}

function workFrom(story: Story, calls: readonly StoryCall[]): Work {
  const first = calls[0]!;
  const events = story.letters.filter(
    ({ readBy, kind }) => readBy === first.call && kind !== 'handover' && kind !== 'copy',
  );
  const rounds = calls.flatMap((after) => {
    const before = after.tool > 0 ? calls.find(({ call }) => call === after.cause) : undefined;
    return before === undefined ? [] : [{ before, after }];
  });
  return {
    participant: first.participant,
    calls,
    transfers: [],
    rounds,
    parent: null,
    event: events.at(-1) ?? null,
    start: Math.min(...calls.map(({ requestedAt }) => requestedAt)),
    end: null,
  };
}

function endOf({ calls, transfers }: Work, horizon: number): number | null {
  if (calls.some(({ endedAt }) => endedAt === null)) return null;
  return Math.min(horizon, Math.max(...calls.map(({ endedAt }) => endedAt!), ...transfers.map(({ to }) => to)));
}

/** Calls that lay out work: a coordinator's decisions that name nobody, tried again until one is answered. */
export function plansIn(story: Story): ReadonlySet<number> {
  const plans = new Set<number>();
  const isPlan = (call: StoryCall): boolean => {
    if (call.act !== 'decide' || call.next !== null) return false;
    if (call.status === 'ok') return true;
    const again = story.calls.find(
      (other) => other.cause === call.call && other.participant === call.participant && other.act === 'decide',
    );
    return again !== undefined && isPlan(again);
  };
  for (const call of story.calls) if (isPlan(call)) plans.add(call.call);
  return plans;
}
