import { Act, type RunRecord, Status } from './kit.js';

/** Something that is true of every run of a pattern, whatever fails in it. */
export interface PatternCheck<Choices = never> {
  /** One sentence. */
  readonly says: string;
  readonly holds: (run: RunRecord, choices: Choices) => boolean;
}

/** A call, as checks read it. */
export interface CallFact {
  readonly participant: number;
  readonly isAgent: boolean;
  /** Step by index; -1 for coordination. */
  readonly step: number;
  readonly act: keyof typeof Act;
  readonly isOk: boolean;
  /** A retry of the call before it is an attempt above 1. */
  readonly attempt: number;
  /** The participant that handed the work over; -1 the user, below -1 the authors of what it saw. */
  readonly sender: number;
  readonly requestedAt: number;
  readonly endedAt: number;
  /** The result that came of it; -1 where nothing did. */
  readonly artifact: number;
}

const ACTS = Object.keys(Act) as readonly (keyof typeof Act)[];

/** All calls of a run, in the order in which they were requested. */
export function callsIn(run: RunRecord): CallFact[] {
  const c = run.calls.columns;
  return Array.from({ length: run.calls.length }, (_, i) => ({
    participant: c.participant[i]!,
    isAgent: run.participants[c.participant[i]!]!.kind === 'agent',
    step: c.step[i]!,
    act: ACTS[c.act[i]!]!,
    isOk: c.status[i] === Status.ok,
    attempt: c.attempt[i]!,
    sender: c.sender[i]!,
    requestedAt: c.requestedAt[i]!,
    endedAt: c.endedAt[i]!,
    artifact: c.artifact[i]!,
  })).sort((a, b) => a.requestedAt - b.requestedAt);
}

/** Calls that work on a step. */
export const workIn = (run: RunRecord): CallFact[] => callsIn(run).filter((call) => call.step >= 0);

/** Calls that coordinate: they work on no step, and are not an agent's summary of a context that grew too long. */
export const coordinationIn = (run: RunRecord): CallFact[] =>
  callsIn(run).filter(({ step, isAgent, act }) => step < 0 && !(isAgent && act === 'compose'));

/** Whether no call coordinates. */
export const onlyWorks = (run: RunRecord): boolean => coordinationIn(run).length === 0;

/** Whether no work began again after a crash or a failure: where it did, results may be made twice. */
export const isUnbroken = (run: RunRecord): boolean => run.resumedAt === Number.NEGATIVE_INFINITY;

/** Whether each call ends before the next one is requested. */
export function isOneAtATime(run: RunRecord): boolean {
  return callsIn(run).every((call, i, all) => i === 0 || all[i - 1]!.endedAt <= call.requestedAt + EPSILON);
}

/** Whether the first call of every step is requested at the same moment. */
export function beginsAtOnce(calls: readonly CallFact[]): boolean {
  const firsts = [...byStep(calls).values()].map(([first]) => first!.requestedAt);
  return firsts.every((at) => Math.abs(at - firsts[0]!) <= EPSILON);
}

export function byStep(calls: readonly CallFact[]): Map<number, CallFact[]> {
  const steps = new Map<number, CallFact[]>();
  for (const call of calls) steps.set(call.step, [...(steps.get(call.step) ?? []), call]);
  return steps;
}

/** How many different results came of some calls. */
export const resultsOf = (calls: readonly CallFact[]): number =>
  new Set(calls.flatMap(({ artifact }) => (artifact < 0 ? [] : [artifact]))).size;

/** Whether the sender of a call is of this kind. */
export const isFrom = (run: RunRecord, kind: 'coordinator' | 'engine', { sender }: CallFact): boolean =>
  sender >= 0 && run.participants[sender]!.kind === kind;

const EPSILON = 1e-9;
