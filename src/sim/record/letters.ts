import type { NotedEvent } from './notes.js';
import type { RunRecord } from './record.js';
import { contentOf, nameOf, type TracedClaim } from './trace.js';

/** Content on its way from one participant to another. */
export interface Letter {
  readonly id: number;
  /** Names of participants; 'user' stands for who gave the task, and who reads what is delivered. */
  readonly from: string;
  readonly to: string;
  /** Seconds after the task came in. */
  readonly sentAt: number;
  /** Null: it never arrives. */
  readonly arrivedAt: number | null;
  /** A handover passes the work on, a copy does not; the others come by a bus. */
  readonly kind: 'handover' | 'copy' | 'event' | 'redelivery' | 'duplicate';
  readonly content: string;
  /** The claims in it. */
  readonly claims: readonly string[];
  readonly tokens: number;
  /** The sender's call that made the content or, where it passes on what others made, its last call before; null: none. */
  readonly madeBy: number | null;
  /** The receiver's first call from then on that had it in its context; null: none had. */
  readonly readBy: number | null;
}

/** All letters of a run in detail, by the time at which they were sent. */
export function lettersOf(run: RunRecord, claims: readonly TracedClaim[]): Letter[] {
  const { from, to, at, artifact, copy } = run.messages.columns;
  const open = new Set(run.notes.events);
  const letters: Omit<Letter, 'id'>[] = [];
  for (let row = 0; row < run.messages.length; row++) {
    const readBy = readerOf(run, to[row]!, at[row]!, artifact[row]!);
    const event = eventBehind(open, run, row, readBy);
    if (event !== null) open.delete(event);
    letters.push({
      ...told(run, claims, from[row]!, to[row]!, artifact[row]!),
      sentAt: (event?.sentAt ?? at[row]!) - run.arrivedAt,
      arrivedAt: (event?.arrivedAt ?? at[row]!) - run.arrivedAt,
      kind: event?.kind ?? (copy[row] === 1 ? 'copy' : 'handover'),
      madeBy: makerOf(run, from[row]!, at[row]!, artifact[row]!),
      readBy,
    });
  }
  for (const event of open) letters.push(unread(run, claims, event));
  return letters.sort((a, b) => a.sentAt - b.sentAt).map((letter, id) => ({ id, ...letter }));
}

/** An event that nobody took up: it was lost, or its listener knew of it or never began. */
function unread(run: RunRecord, claims: readonly TracedClaim[], event: NotedEvent): Omit<Letter, 'id'> {
  return {
    ...told(run, claims, event.from, event.to, event.artifact),
    sentAt: event.sentAt - run.arrivedAt,
    arrivedAt: event.arrivedAt === null ? null : event.arrivedAt - run.arrivedAt,
    kind: event.kind,
    madeBy: makerOf(run, event.from, event.sentAt, event.artifact),
    readBy: null,
  };
}

/** The event by which a message came: the last one with its content that had arrived for whoever took it up. */
function eventBehind(
  open: ReadonlySet<NotedEvent>,
  run: RunRecord,
  row: number,
  readBy: number | null,
): NotedEvent | null {
  const { to, at, artifact } = run.messages.columns;
  let found: NotedEvent | null = null;
  for (const event of open) {
    const isForIt = event.to === to[row] || (readBy !== null && run.calls.columns.step[readBy] === event.step);
    if (!isForIt || event.artifact !== artifact[row] || event.arrivedAt === null) continue;
    if (event.arrivedAt <= at[row]! && (found === null || event.arrivedAt > found.arrivedAt!)) found = event;
  }
  return found;
}

function told(
  run: RunRecord,
  claims: readonly TracedClaim[],
  from: number,
  to: number,
  id: number,
): Pick<Letter, 'from' | 'to' | 'content' | 'claims' | 'tokens'> {
  const artifact = run.store.all[id]!;
  return {
    from: nameOf(run, from),
    to: nameOf(run, to),
    content: contentOf(run, artifact),
    claims: claimsOf(run, id, claims),
    tokens: artifact.tokens,
  };
}

/** Names of the claims in an artifact, each once. */
export function claimsOf({ store }: RunRecord, id: number, claims: readonly TracedClaim[]): string[] {
  const { claimStart, claimEnd } = store.all[id]!;
  return [...new Set(store.claims.slice(claimStart, claimEnd))].map((claim) => claims[claim]!.name);
}

function makerOf(run: RunRecord, sender: number, at: number, artifact: number): number | null {
  const { participant, endedAt } = run.calls.columns;
  if (sender < 0) return null;
  const made = run.store.all[artifact]!.call;
  if (made >= 0 && participant[made] === sender && endedAt[made]! <= at) return made;
  let last: number | null = null;
  for (let call = 0; call < run.calls.length; call++) {
    // Of a call that never came back the end is not a number, and no comparison with it holds.
    if (participant[call] !== sender || !(endedAt[call]! <= at)) continue;
    if (last === null || endedAt[call]! >= endedAt[last]!) last = call;
  }
  return last;
}

function readerOf(run: RunRecord, to: number, at: number, artifact: number): number | null {
  const { participant, requestedAt } = run.calls.columns;
  for (let call = 0; call < run.calls.length; call++) {
    if (participant[call] !== to || requestedAt[call]! < at) continue;
    if (run.saw[call]?.includes(artifact)) return call;
  }
  return null;
}
