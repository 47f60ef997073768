import { ModelClient } from '../agents/model-client.js';
import type { Outages } from '../agents/outages.js';
import { claimsOf, type Letter, lettersOf } from './letters.js';
import type { Incident } from './notes.js';
import { LimitedBy, type Participant, type RunRecord, Status } from './record.js';
import { keyOf, nameOf, type Trace, type TracedCall, traceOf } from './trace.js';

/**
 * All that happened in one task, as plain data: what timelines, diagrams and trace files are made from. Times are seconds after
 * the task came in. Whoever plays it again ends with the same tokens, cost, beliefs, lost updates and delivery as the run.
 */
export interface Story extends Omit<Trace, 'messages' | 'participants' | 'calls' | 'delivered'> {
  readonly scenario: string;
  readonly pattern: string;
  /** As the user gave it. */
  readonly seed: string;
  /** Which of the replication's tasks, from 0. */
  readonly task: number;
  /** When the task came in, seconds after the beginning of the run. */
  readonly arrivedAt: number;
  /** It was read from a trace of a real run: whether its result is right is not known, nor what was true in it. */
  readonly isObserved?: true | undefined;
  readonly participants: readonly StoryParticipant[];
  readonly calls: readonly StoryCall[];
  readonly letters: readonly Letter[];
  /** In the order of time. */
  readonly beliefs: readonly Belief[];
  readonly writes: readonly Write[];
  readonly outages: readonly StoryOutage[];
  readonly marks: readonly Mark[];
  readonly delivery: Delivery | null;
  /** Of a stream of tasks: how long the line before each participant was, over all tasks; else empty. */
  readonly queues: readonly QueueLength[];
}

export interface StoryParticipant {
  readonly name: string;
  readonly kind: string;
  /** The model that it calls; null for code. */
  readonly model: string | null;
}

export interface StoryCall extends TracedCall {
  /** Seconds that it waited because its participant was down. */
  readonly absent: number;
  /** Seconds before the request in which it waited for a backoff. */
  readonly backoff: number;
  /** Which limit of the provider it met: requests, input, ...; null: none. */
  readonly limitedBy: string | null;
  /** Seconds after which a refused call may come again; 0: the provider does not say. */
  readonly retryAfter: number;
  /** Seconds from when it was sent to its first token; null: none came, or nothing splits the time that it took. */
  readonly firstToken: number | null;
  /** Input tokens that the provider newly remembers: a part of the input. */
  readonly writtenTokens: number;
  /** Tokens that were thought and not passed on: a part of the output. */
  readonly reasoningTokens: number;
  /** Seconds before the request in which tools worked that the call before asked for. */
  readonly tool: number;
}

/** What became of a claim in the eyes of one participant. */
export interface Belief {
  readonly participant: string;
  readonly claim: string;
  readonly at: number;
  readonly how: 'born' | 'accepted' | 'dropped' | 'retracted';
}

/** A part was put into the shared document. */
export interface Write {
  readonly by: string;
  readonly at: number;
  readonly step: string;
  readonly claims: readonly string[];
  /** Parts of others that it undid. */
  readonly undid: readonly string[];
}

export interface StoryOutage {
  readonly participant: string;
  readonly from: number;
  /** Null: it does not come back while the task goes on. */
  readonly to: number | null;
  readonly cause: 'crash' | 'not there yet' | 'gone';
}

/** Something worth a mark on the axis of time. */
export interface Mark {
  readonly kind: Incident['kind'] | 'retry' | 'timeout' | 'deadline';
  readonly at: number;
  readonly participant: string | null;
  readonly step: string | null;
}

export interface Delivery {
  readonly at: number;
  /** The participant from whose call it came; null: no call. */
  readonly by: string | null;
  readonly claims: readonly string[];
  /** Needed steps whose result is not in it. */
  readonly missingSteps: number;
  /** Points that it owes, and has a claim for. */
  readonly owed: number;
  readonly held: number;
}

export interface QueueLength {
  readonly participant: string;
  readonly at: number;
  readonly waiting: number;
  readonly busy: number;
}

/** Of which run a story is, in the words in which a user asks for it again. */
export interface RunAddress {
  readonly pattern: string;
  readonly seed: string;
  readonly task: number;
}

/** What of the scenario a story is told by. */
interface Told {
  readonly scenario: { readonly name: string; readonly policies: { readonly deadline: number } };
}

/** The story of a run that was recorded in detail (`record.detailed`). */
export function storyOf({ scenario }: Told, run: RunRecord, { pattern, seed, task }: RunAddress): Story {
  const { messages: _, delivered, participants: __, calls, ...trace } = traceOf(run);
  return {
    scenario: scenario.name,
    pattern,
    seed,
    task,
    arrivedAt: run.arrivedAt,
    ...trace,
    participants: run.participants.map((participant) => ({
      name: participant.name,
      kind: participant.kind,
      model: participant instanceof ModelClient ? participant.spec.model.name : null,
    })),
    calls: calls.map((call, i) => ({
      ...call,
      absent: run.calls.columns.absent[i]!,
      backoff: run.calls.columns.backoff[i]!,
      limitedBy: limitOf(run, i),
      retryAfter: run.calls.columns.retryAfter[i]!,
      firstToken: firstTokenOf(run, i),
      writtenTokens: run.calls.columns.cacheWrites[i]!,
      reasoningTokens: run.calls.columns.reasoningTokens[i]!,
      tool: run.calls.columns.tool[i]!,
    })),
    letters: lettersOf(run, trace.claims),
    beliefs: beliefsOf(run, trace.claims),
    writes: run.notes.writes.map(({ by, at, step, artifact, undid }) => ({
      by: nameOf(run, by),
      at: at - run.arrivedAt,
      step: run.stepNames[step]!,
      claims: claimsOf(run, artifact, trace.claims),
      undid: undid.map((other) => run.stepNames[other]!),
    })),
    outages: outagesOf(run),
    marks: marksOf(run, scenario.policies.deadline),
    delivery: delivered === null ? null : deliveryOf(run, delivered),
    queues: [],
  };
}

/** A call that was cut off before its first token has none. */
function firstTokenOf({ calls }: RunRecord, call: number): number | null {
  const { firstToken, service, outputTokens } = calls.columns;
  const first = firstToken[call]!;
  return Number.isNaN(first) || first > service[call]! || outputTokens[call] === 0 ? null : first;
}

function limitOf({ calls }: RunRecord, call: number): string | null {
  const by = calls.columns.limitedBy[call]!;
  return by === LimitedBy.nothing ? null : keyOf(LimitedBy, by);
}

function deliveryOf(run: RunRecord, claims: readonly string[]): Delivery {
  const by = run.lastCall < 0 ? null : nameOf(run, run.calls.columns.participant[run.lastCall]!);
  const { missingSteps, owed, held } = run;
  return { at: run.endedAt - run.arrivedAt, by, claims, missingSteps, owed, held };
}

function beliefsOf(run: RunRecord, claims: Trace['claims']): Belief[] {
  const { origin, call } = run.claims.columns;
  const { rejections, notes } = run;
  const when = (of: number): number => (of < 0 ? 0 : run.calls.columns.endedAt[of]! - run.arrivedAt);
  const belief = (participant: number, claim: number, of: number, how: Belief['how']): Belief => ({
    participant: nameOf(run, participant),
    claim: claims[claim]!.name,
    at: when(of),
    how,
  });
  const born = claims.flatMap((_, i) => (origin[i]! < 0 ? [] : [belief(origin[i]!, i, call[i]!, 'born')]));
  const accepted = notes.accepted.map((one) => belief(one.participant, one.claim, one.call, 'accepted'));
  const rejected = Array.from({ length: rejections.length }, (_, i) => {
    const r = rejections.columns;
    return belief(r.participant[i]!, r.claim[i]!, r.call[i]!, r.retracted[i] === 1 ? 'retracted' : 'dropped');
  });
  return [...accepted, ...rejected, ...born].sort((a, b) => a.at - b.at);
}

/** Participants that can be down; the record itself knows of none. */
const canBeDown = (one: Participant): one is Participant & { readonly outages: Outages } => 'outages' in one;

function outagesOf(run: RunRecord): StoryOutage[] {
  const start = run.arrivedAt;
  const end = Number.isNaN(run.endedAt) ? Number.POSITIVE_INFINITY : run.endedAt;
  return run.participants.flatMap((one) => {
    if (!canBeDown(one) || !one.outages.any) return [];
    const met = one.outages.past().filter(({ from, to }) => to > start && from < end);
    return met.map(({ from, to, cause }) => ({
      participant: one.name,
      from: Math.max(from, start) - start,
      to: Number.isFinite(to) ? to - start : null,
      cause,
    }));
  });
}

function marksOf(run: RunRecord, deadline: number): Mark[] {
  const c = run.calls.columns;
  const marks: Mark[] = run.notes.incidents.map(({ kind, at, participant, step }) => ({
    kind,
    at: at - run.arrivedAt,
    participant: participant < 0 ? null : nameOf(run, participant),
    step: step < 0 ? null : run.stepNames[step]!,
  }));
  for (let call = 0; call < run.calls.length; call++) {
    const participant = nameOf(run, c.participant[call]!);
    const step = c.step[call]! < 0 ? null : run.stepNames[c.step[call]!]!;
    const isFirstTrip = c.cause[call]! < 0 || c.attempt[c.cause[call]!] !== c.attempt[call];
    if (c.attempt[call]! > 0 && isFirstTrip) {
      marks.push({ kind: 'retry', at: c.requestedAt[call]! - run.arrivedAt, participant, step });
    }
    if (c.status[call] === Status.timedOut) {
      marks.push({ kind: 'timeout', at: c.endedAt[call]! - run.arrivedAt, participant, step });
    }
  }
  const isPast = Number.isNaN(run.endedAt) || run.endedAt - run.arrivedAt > deadline;
  if (Number.isFinite(deadline) && isPast) {
    marks.push({ kind: 'deadline', at: deadline, participant: null, step: null });
  }
  return marks.sort((a, b) => a.at - b.at);
}
