import type { Artifact } from '../content/artifact.js';
import { Act, Cause, isDelivered, type RunOutcome, type RunRecord, Status } from './record.js';

/** A run told call by call, in plain data: what timelines, diagrams and trace files are made from. */
export interface Trace {
  readonly replication: number;
  readonly outcome: RunOutcome;
  /** It was ended since it spent more than it may. */
  readonly isOverBudget?: true | undefined;
  /** Seconds; null where the task stalled. */
  readonly endedAt: number | null;
  readonly participants: readonly { readonly name: string; readonly kind: string }[];
  readonly claims: readonly TracedClaim[];
  readonly calls: readonly TracedCall[];
  readonly messages: readonly {
    readonly from: string;
    readonly to: string;
    readonly at: number;
    readonly content: string;
  }[];
  /** Names of the claims in the delivered artifact; null where nothing was delivered. */
  readonly delivered: readonly string[] | null;
  readonly missingSteps: number;
  readonly lostUpdates: number;
}

export interface TracedClaim {
  readonly name: string;
  readonly isFalse: boolean;
  /** none, seeded, hallucinated, derived, guessed. */
  readonly cause: string;
  /** Who originated it; 'user' for the brief's. */
  readonly origin: string;
  readonly basis: string | null;
}

export interface TracedCall {
  readonly call: number;
  readonly participant: string;
  readonly act: string;
  readonly step: string | null;
  /** What a decision said comes next. */
  readonly next: string | null;
  readonly status: string;
  readonly attempt: number;
  /** The call whose end made this one possible. */
  readonly cause: number | null;
  readonly requestedAt: number;
  readonly endedAt: number | null;
  readonly queued: number;
  readonly rateLimited: number;
  readonly service: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  /** What was in its context. */
  readonly saw: readonly string[];
  /** Claims that it originated, that it passed on, that it did not believe, that it retracted as a check. */
  readonly born: readonly string[];
  readonly passedOn: readonly string[];
  readonly dropped: readonly string[];
  readonly retracted: readonly string[];
}

/** The trace of a run that was recorded in detail (`record.detailed`). */
export function traceOf(run: RunRecord): Trace {
  const names = namesOfClaims(run);
  const { calls, claims, messages, delivered } = run;
  return {
    replication: run.replication,
    outcome: run.outcome,
    ...(run.isOverBudget ? { isOverBudget: true } : {}),
    endedAt: Number.isNaN(run.endedAt) ? null : run.endedAt - run.arrivedAt,
    participants: run.participants.map(({ name, kind }) => ({ name, kind })),
    claims: indexes(claims.length).map((i) => tracedClaim(run, i, names)),
    calls: indexes(calls.length).map((i) => tracedCall(run, i, names)),
    messages: indexes(messages.length).map((i) => ({
      from: nameOf(run, messages.columns.from[i]!),
      to: nameOf(run, messages.columns.to[i]!),
      at: messages.columns.at[i]! - run.arrivedAt,
      content: contentOf(run, run.store.all[messages.columns.artifact[i]!]!),
    })),
    delivered: isDelivered(run) ? indexes(delivered.length).map((i) => names[delivered.columns.claim[i]!]!) : null,
    missingSteps: run.missingSteps,
    lostUpdates: run.lostUpdates,
  };
}

function tracedClaim(run: RunRecord, claim: number, names: readonly string[]): TracedClaim {
  const c = run.claims.columns;
  const basis = c.basis[claim]!;
  return {
    name: names[claim]!,
    isFalse: c.isFalse[claim] === 1,
    cause: keyOf(Cause, c.cause[claim]!),
    origin: nameOf(run, c.origin[claim]!),
    basis: basis < 0 ? null : names[basis]!,
  };
}

function tracedCall(run: RunRecord, call: number, names: readonly string[]): TracedCall {
  const c = run.calls.columns;
  const step = c.step[call]!;
  const cause = c.cause[call]!;
  const ended = c.endedAt[call]!;
  const made = c.artifact[call]!;
  const artifact = made < 0 ? undefined : run.store.all[made];
  const own = artifact?.call === call ? artifact : undefined;
  return {
    call,
    participant: nameOf(run, c.participant[call]!),
    act: keyOf(Act, c.act[call]!),
    step: step < 0 ? null : run.stepNames[step]!,
    next: run.chose[call] ?? null,
    status: keyOf(Status, c.status[call]!),
    attempt: c.attempt[call]!,
    cause: cause < 0 ? null : cause,
    requestedAt: c.requestedAt[call]! - run.arrivedAt,
    endedAt: Number.isNaN(ended) ? null : ended - run.arrivedAt,
    queued: c.queued[call]!,
    rateLimited: c.rateLimited[call]!,
    service: c.service[call]!,
    inputTokens: c.inputTokens[call]!,
    cachedTokens: c.cachedTokens[call]!,
    outputTokens: c.outputTokens[call]!,
    cost: c.cost[call]!,
    saw: (run.saw[call] ?? [])
      .map((id) => run.store.all[id]!)
      .filter((artifact) => artifact.tokens > 0)
      .map((artifact) => contentOf(run, artifact)),
    born: claimsIn(run, own, (claim) => run.claims.columns.call[claim] === call).map((claim) => names[claim]!),
    passedOn: claimsIn(run, own, (claim) => run.claims.columns.call[claim] !== call).map((claim) => names[claim]!),
    dropped: rejectedIn(run, call, 0).map((claim) => names[claim]!),
    retracted: rejectedIn(run, call, 1).map((claim) => names[claim]!),
  };
}

function claimsIn(run: RunRecord, artifact: Artifact | undefined, wanted: (claim: number) => boolean): number[] {
  if (artifact === undefined) return [];
  return [...run.store.claims.slice(artifact.claimStart, artifact.claimEnd)].filter(wanted);
}

function rejectedIn(run: RunRecord, call: number, retracted: number): number[] {
  const r = run.rejections.columns;
  return indexes(run.rejections.length)
    .filter((i) => r.call[i] === call && r.retracted[i] === retracted)
    .map((i) => r.claim[i]!);
}

/** brief.1, summarise.2, ...: where a claim came from, and which of its siblings it is. */
function namesOfClaims(run: RunRecord): string[] {
  const seen = new Map<string, number>();
  const c = run.claims.columns;
  return indexes(run.claims.length).map((claim) => {
    const step = c.step[claim]!;
    const where = c.origin[claim]! < 0 ? 'brief' : step < 0 ? nameOf(run, c.origin[claim]!) : run.stepNames[step]!;
    const count = (seen.get(where) ?? 0) + 1;
    seen.set(where, count);
    return `${where}.${count}`;
  });
}

/** What an artifact is, in a word: the brief, a step's result, a decision, a synthesis. */
export function contentOf(run: RunRecord, artifact: Artifact): string {
  if (artifact.author < 0)
    return artifact.newestPart >= 0
      ? 'document'
      : artifact.claimEnd > artifact.claimStart || artifact.id === 0
        ? 'brief'
        : 'text';
  if (artifact.step >= 0) return run.stepNames[artifact.step]!;
  if (artifact.newestPart >= 0) return 'collection';
  if (artifact.call < 0) return 'hand-back';
  const act = run.calls.columns.act[artifact.call];
  if (act === Act.judge) return 'verdict';
  if (act !== Act.decide) return 'synthesis';
  return artifact.framed ? 'handoff' : 'brief';
}

/** 'user' stands for who gave the task, and who reads what is delivered. */
export function nameOf(run: RunRecord, participant: number): string {
  return participant < 0 ? 'user' : run.participants[participant]!.name;
}

export function keyOf(values: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(values).find((key) => values[key] === value)!;
}

function indexes(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
