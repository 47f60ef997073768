import type { ArtifactStore } from '../content/artifact.js';
import { type Incident, RunNotes } from './notes.js';
import { Table } from './table.js';

/**
 * What happened to one task of a run, with causes. Measures, timelines and traces read this and nothing else.
 * Times in virtual seconds after the beginning of the run; participants, calls, claims and artifacts by index; -1 is "none".
 */

export type RunOutcome = 'correct' | 'wrong' | 'failed' | 'stalled' | 'late';

/** What an LLM does in a call. */
export const Act = { produce: 0, decide: 1, compose: 2, judge: 3 } as const;
/** How a call ended; `waiting`, requested and not sent yet, is there only while a run goes on. */
export const Status = {
  ok: 0,
  failed: 1,
  timedOut: 2,
  refused: 3,
  overflow: 4,
  cancelled: 5,
  unfinished: 6,
  waiting: 7,
  /** The participant went down with it. */
  lost: 8,
  /** It came back, but its result was lost in a crash or discarded. */
  discarded: 9,
} as const;
/**
 * Which limit of the provider held a call up longest, or refused it; `line`: too many waited already (provider.maxQueue);
 * `server`: it waited for a place or memory on a server of one's own.
 */
export const LimitedBy = {
  nothing: 0,
  requests: 1,
  input: 2,
  output: 3,
  tokens: 4,
  concurrency: 5,
  quota: 6,
  overload: 7,
  line: 8,
  server: 9,
} as const;
/** Why a false claim is false. */
export const Cause = { none: 0, seeded: 1, hallucinated: 2, derived: 3, guessed: 4 } as const;

export interface Participant {
  readonly name: string;
  /** 'agent' works, 'coordinator' decides and composes, 'engine' is code that holds the control flow. */
  readonly kind: 'agent' | 'coordinator' | 'engine';
}

const callColumns = (n: number) => ({
  participant: new Int32Array(n),
  /** Leaf step, or -1 for coordination. */
  step: new Int32Array(n),
  act: new Uint8Array(n),
  status: new Uint8Array(n),
  attempt: new Int32Array(n),
  /** Which of the client's requests for the same answer it is, from 0. */
  tried: new Int32Array(n),
  /** The call whose end made this one possible, or -1: the chain of causes. */
  cause: new Int32Array(n),
  requestedAt: new Float64Array(n),
  endedAt: new Float64Array(n),
  /** Time before the request, after the cause's end: waiting for a message, for a backoff, for a tool. */
  messageDelay: new Float64Array(n),
  backoff: new Float64Array(n),
  tool: new Float64Array(n),
  /** Before the request too: lost to a crash, since the work had to begin again. */
  repair: new Float64Array(n),
  /** Parts of the response time. */
  queued: new Float64Array(n),
  rateLimited: new Float64Array(n),
  /** `LimitedBy`: which limit of its model it met. */
  limitedBy: new Uint8Array(n),
  /** Of a refused call: seconds after which the provider says that it may come again (Retry-After); 0: it does not say. */
  retryAfter: new Float64Array(n),
  /** Its participant was down. */
  absent: new Float64Array(n),
  service: new Float64Array(n),
  /** Seconds from when it was sent to its first token; NaN: none came, or nothing splits the time that it took. */
  firstToken: new Float64Array(n),
  inputTokens: new Float64Array(n),
  cachedTokens: new Float64Array(n),
  /** Input that the provider newly remembers. */
  cacheWrites: new Float64Array(n),
  outputTokens: new Float64Array(n),
  /** Output that was thought and not passed on. */
  reasoningTokens: new Float64Array(n),
  /** Input from the context, with the chat format; the rest is the prompt, and the call's own tool traffic. */
  contextTokens: new Float64Array(n),
  /** Input that this participant had been sent before. */
  resentTokens: new Float64Array(n),
  /** How far down the line of fallbacks the model stands that it went to; 0: the participant's own. */
  fallback: new Uint8Array(n),
  /** Share of the tool calls that were asked for whose results never came: errors that the agent went on without. */
  unanswered: new Float64Array(n),
  /** US dollars. */
  cost: new Float64Array(n),
  /** Who handed the work over: a participant, -1 the user, below -1 each author of what it saw. */
  sender: new Int32Array(n),
  /** Index, in its context, of the first artifact that fitted into the window. */
  firstSeen: new Int32Array(n),
  /** Artifact that came of it (for all calls of the attempt), or -1. */
  artifact: new Int32Array(n),
});

/** A column for each property of a call. */
export type CallColumns = ReturnType<typeof callColumns>;

const messageColumns = (n: number) => ({
  /** -1 is the user. */
  from: new Int32Array(n),
  to: new Int32Array(n),
  at: new Float64Array(n),
  artifact: new Int32Array(n),
  /** 1: a copy of a message to another participant (a broadcast); 0: a handover. */
  copy: new Uint8Array(n),
});

const claimColumns = (n: number) => ({
  isFalse: new Uint8Array(n),
  /** What it says to its point: 0 what is right, from 1 on a wrong answer. */
  answer: new Int32Array(n),
  cause: new Uint8Array(n),
  /** Participant that originated it; -1: it came with the brief. */
  origin: new Int32Array(n),
  call: new Int32Array(n),
  step: new Int32Array(n),
  /** The claim it was derived from, or -1. */
  basis: new Int32Array(n),
  /** What it is about, the same in every pattern: the nth thing that a step, the brief or a synthesis has to say. */
  point: new Int32Array(n),
  /** Which member of a panel says it, from 0. */
  voice: new Int32Array(n),
  /** Whose nth word on the point it is, the same in every pattern: the luck of whoever tests it goes by this. */
  key: new Float64Array(n),
});

const rejectionColumns = (n: number) => ({
  call: new Int32Array(n),
  participant: new Int32Array(n),
  claim: new Int32Array(n),
  /** 1: by a checking call, which retracts it; 0: silently dropped by a reader that did not believe it. */
  retracted: new Uint8Array(n),
});

/** What a person answered. */
export interface PersonAnswer {
  /** Length of what they wrote. */
  readonly tokens: number;
  /** They did not answer in time, and it passed as it was. */
  readonly isUnread: boolean;
}

export class RunRecord {
  outcome: RunOutcome = 'stalled';
  replication = 0;
  /** Index of its kind among those of the scenario; -1: tasks are all of one kind. */
  kind = -1;
  /** How much larger than usual it is. */
  size = 1;
  /** When the task came in, seconds after the beginning of the run. */
  arrivedAt = 0;
  /** Delivery, or the moment of the loud failure; NaN when stalled. */
  endedAt = Number.NaN;
  /** The last critical step's end; NaN when not all were done. */
  criticalAt = Number.NaN;
  /** The call that ended the task, or -1. */
  lastCall = -1;
  /** Needed steps whose result is not in what was delivered. */
  missingSteps = 0;
  /** Points that the delivery owes; how many of them it holds a claim for, and a true one. */
  owed = 0;
  held = 0;
  heldRight = 0;
  /** Concurrent read-modify-writes that another write undid. */
  lostUpdates = 0;
  /** Finished steps that were compensated. */
  compensations = 0;
  /** Attempts after the first one. */
  retries = 0;
  /** Times that a step sent work back to an earlier one. */
  sentBack = 0;
  /** Dead-lettered events; those that an operator took up; events handled a second time. */
  deadLetters = 0;
  alerts = 0;
  duplicates = 0;
  /** Finished calls whose results were lost in a crash. */
  lostWork = 0;
  /** Seconds from crashes of the holder of the control flow until it was back. */
  recovery = 0;
  /** When work began again last after a crash or a failure; -Infinity where it never did. */
  resumedAt = Number.NEGATIVE_INFINITY;
  /** It spent more than it may, and was ended for that. */
  isOverBudget = false;
  /** It had more events than a task may have, and was broken off: it stalls. */
  isBrokenOff = false;
  participants: readonly Participant[] = [];
  stepNames: readonly string[] = [];
  /** Largest number of edges that the pattern's own formula allows. */
  edgesPossible = 0;
  /** Claims that come with the brief: the first ones, the same in every run. */
  briefClaims = 0;
  tracing = false;
  readonly calls = new Table(callColumns);
  readonly messages = new Table(messageColumns);
  readonly claims = new Table(claimColumns);
  readonly rejections = new Table(rejectionColumns);
  /** Claims of the delivered artifact, each once, with the number of participants that passed it on. */
  readonly delivered = new Table((n) => ({
    claim: new Int32Array(n),
    endorsements: new Int32Array(n),
    artifact: new Int32Array(n),
  }));
  /** Artifacts of the run: who made them, what they hold. */
  store!: ArtifactStore;
  /** Asked for by traces only: for each call, the artifacts that it saw. */
  detailed = false;
  readonly saw: number[][] = [];
  /** Asked for by traces only: for each decision, the name of what comes next. */
  readonly chose: string[] = [];
  /** Asked for by traces only, too. */
  readonly notes = new RunNotes();
  /** What people wrote, by call; a call by a model has no entry. */
  readonly answers = new Map<number, PersonAnswer>();
  /** 1 for each participant that ever accepted a false claim. */
  believed = new Uint8Array(0);

  /** Of a run in detail: something happened that no table holds. */
  note(kind: Incident['kind'], at: number, participant: number, step: number): void {
    if (this.detailed) this.notes.incidents.push({ kind, at, participant, step });
  }

  /** Makes it ready for the next run. */
  clear(replication: number, now: number): void {
    this.arrivedAt = now;
    this.retries = 0;
    this.sentBack = 0;
    this.deadLetters = 0;
    this.alerts = 0;
    this.duplicates = 0;
    this.lostWork = 0;
    this.recovery = 0;
    this.resumedAt = Number.NEGATIVE_INFINITY;
    this.outcome = 'stalled';
    this.isOverBudget = false;
    this.isBrokenOff = false;
    this.replication = replication;
    this.endedAt = Number.NaN;
    this.criticalAt = Number.NaN;
    this.lastCall = -1;
    this.missingSteps = 0;
    this.owed = 0;
    this.held = 0;
    this.heldRight = 0;
    this.lostUpdates = 0;
    this.compensations = 0;
    this.calls.clear();
    this.messages.clear();
    this.claims.length = Math.min(this.claims.length, this.briefClaims);
    this.rejections.clear();
    this.delivered.clear();
    this.believed.fill(0);
    if (this.answers.size > 0) this.answers.clear();
    if (!this.detailed) return;
    this.saw.length = 0;
    this.chose.length = 0;
    this.notes.clear();
  }
}

/** Whether what a call was asked passed as it was, since nobody answered in time. */
export function isUnread({ answers }: RunRecord, call: number): boolean {
  return answers.size > 0 && answers.get(call)?.isUnread === true;
}

/** Whether anything was delivered. */
export function isDelivered(run: RunRecord): boolean {
  return run.outcome === 'correct' || run.outcome === 'wrong' || run.outcome === 'late';
}
