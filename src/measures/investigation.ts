import type { RunRecord } from '../sim/record/record.js';
import type { RecordPass } from './measure.js';

/**
 * The work of somebody who looks for the origin of a delivered false claim, knows who talks to whom, but not which way the
 * claim took. Each participant has a log of the messages that it sent and received, and of its calls.
 *
 * The search begins with whoever delivered, and goes back a handover at a time. A log shows from whom the claim could have
 * come: from all that had sent its owner a message with the claim, or with the one that it was derived from, before the call
 * that wrote it down. Without correlation ids one cannot tell which of these messages it was, so the candidates' logs are
 * opened one after the other until it is found. A log stays closed where the logs that are open hold all messages that its
 * owner had received: the log of a hub tells what each of its agents was sent. With tracing one query shows the way.
 *
 * Expected over all orders: let each search have one random order of the participants. Somebody beside the way is opened if
 * at one of the k hops at which it is a candidate (counting hops with different senders) it comes before the right one,
 * that is unless it comes last of k + 1: with probability k / (k + 1). Whoever is on the way is opened for certain.
 * - A chain of n, the claim of its jth delivered by its last one: n - j + 1 logs, n - j hops, one candidate at each.
 * - A star whose centre delivers: its log alone.
 * - A mesh that delivers the answers of all, the origin's and those of m who repeat it: 1 + m / 2 logs, 1 hop, 1 + m
 *   candidates; of n who all believe it, (n + 1) / 2 logs and n candidates. Where one of them delivers, who had heard it from
 *   the origin and from m others: 2 + m / 2 logs, 1 hop, 1 + m candidates.
 */
export const investigation: RecordPass = {
  length: 3,
  read(run, into) {
    const search = new Search(run);
    const { claim, artifact } = run.delivered.columns;
    for (let i = 0; i < run.delivered.length; i++) {
      if (run.claims.columns.isFalse[claim[i]!] === 1) search.find(claim[i]!, artifact[i]!);
    }
    into[0] = search.logs / search.claims;
    into[1] = search.hops / search.claims;
    into[2] = search.candidates / search.hops;
  },
};

/** A value of the pass for one task. */
export function investigated(run: RunRecord, place: number): number {
  const values = new Float64Array(investigation.length);
  investigation.read(run, values);
  return values[place]!;
}

/** One handover of a claim, from its receiver's point of view. */
export interface Hop {
  readonly from: number;
  /** -1: the user, who is given several results side by side. */
  readonly to: number;
  /** The claim that was handed over: the delivered one, or one that it was derived from. */
  readonly claim: number;
  /** It had arrived by then. */
  readonly before: number;
  /** Authors of all parts that hold it, where parts were put side by side. */
  readonly parts: readonly number[];
}

/** The handovers of a claim, the last one first, through the claims that it was derived from. */
export function wayBack(run: RunRecord, claim: number, artifact: number): Hop[] {
  const { store } = run;
  const hops: Hop[] = [];
  const { author } = store.all[artifact]!;
  const deliverer = delivererOf(run, artifact);
  if (deliverer !== author && author >= 0)
    hops.push({ from: author, to: deliverer, claim, before: run.endedAt, parts: [] });
  let held = claim;
  for (let at = artifact; at >= 0; ) {
    const here = store.all[at]!;
    const isCollection = here.newestPart >= 0;
    const sources = sourcesOf(run, at, held);
    if (sources.length === 0) break;
    if (!isCollection && run.claims.columns.call[held] === here.call) held = run.claims.columns.basis[held]!;
    if (held < 0 || run.claims.columns.isFalse[held] !== 1) break;
    const authors = isCollection ? sources.map((source) => authorOf(run, source)) : [];
    // Of those that say it side by side, the one that introduced it is looked for.
    const next = sources[Math.max(0, authors.indexOf(run.claims.columns.origin[held]!))]!;
    if (next >= 0) addHops(run, hops, next, at, held, authors);
    at = next;
  }
  return hops;
}

/** For each time that an artifact holds a claim, the artifact in which its author had read it. */
function sourcesOf({ store }: RunRecord, artifact: number, claim: number): number[] {
  const { claimStart, claimEnd } = store.all[artifact]!;
  const sources: number[] = [];
  for (let entry = claimStart; entry < claimEnd; entry++) {
    if (store.claims[entry] === claim) sources.push(store.sources[entry]!);
  }
  return sources;
}

function authorOf({ store }: RunRecord, artifact: number): number {
  return artifact < 0 ? -1 : store.all[artifact]!.author;
}

/** The engine or coordinator that the delivered artifact was handed to, else its author; -1: nobody. */
function delivererOf(run: RunRecord, artifact: number): number {
  const { messages, participants } = run;
  const { to, artifact: content, copy } = messages.columns;
  for (let i = messages.length - 1; i >= 0; i--) {
    if (content[i] === artifact && copy[i] === 0 && participants[to[i]!]!.kind !== 'agent') return to[i]!;
  }
  return authorOf(run, artifact);
}

/** From the author of `source` to the author of `artifact`, through the participant that handed it over. */
function addHops(
  run: RunRecord,
  hops: Hop[],
  source: number,
  artifact: number,
  claim: number,
  parts: readonly number[],
): void {
  const here = run.store.all[artifact]!;
  const { author: to } = here;
  const from = authorOf(run, source);
  const byCode = here.newestPart >= 0 || here.call < 0;
  const before = byCode ? here.readyAt : run.calls.columns.requestedAt[here.call]!;
  const via = byCode ? -1 : run.calls.columns.sender[here.call]!;
  // One result alone is as its author left it: the user has nothing to choose from.
  const isAlone = here.newestPart === source && here.tokens === run.store.all[source]!.tokens;
  if (from === to || from < 0 || (to < 0 && isAlone)) return;
  if (via >= 0 && via !== from && via !== to) {
    hops.push({ from: via, to, claim, before, parts: [] });
    hops.push({ from, to: via, claim, before, parts });
  } else {
    hops.push({ from, to, claim, before, parts });
  }
}

/** Adds up what the searches for all false claims of one task take. */
class Search {
  claims = 0;
  logs = 0;
  hops = 0;
  candidates = 0;
  /** Artifact -> 1 where it holds the claim that is looked for. */
  private readonly holds: Uint8Array;
  private held = -1;

  constructor(private readonly run: RunRecord) {
    this.holds = new Uint8Array(run.store.length);
  }

  find(claim: number, artifact: number): void {
    const hops = wayBack(this.run, claim, artifact);
    this.claims++;
    this.hops += hops.length;
    if (this.run.tracing) {
      this.logs++;
      this.candidates += hops.length;
      return;
    }
    // Of what its author alone delivered, side by side with nothing, the author's log.
    this.logs += Math.max(1, this.opened(hops, hops[0]?.to ?? authorOf(this.run, artifact)));
  }

  /** Expected number of logs that are opened on the way back. */
  private opened(hops: readonly Hop[], start: number): number {
    const open = new Set(start < 0 ? [] : [start]);
    /** Beside the way: whom, and the right ones among whom it was a candidate. */
    const beside = new Map<number, Set<number>>();
    for (const hop of hops) {
      const candidates = this.candidatesOf(hop);
      this.candidates += candidates.size;
      for (const candidate of candidates) {
        if (candidate === hop.from || open.has(candidate) || this.isKnown(candidate, hop.before, open)) continue;
        if (!beside.has(candidate)) beside.set(candidate, new Set());
        beside.get(candidate)!.add(hop.from);
      }
      if (!this.isKnown(hop.from, hop.before, open)) open.add(hop.from);
    }
    let logs = open.size;
    for (const [candidate, { size }] of beside) if (!open.has(candidate)) logs += size / (size + 1);
    return logs;
  }

  /** Those that had sent the receiver a message with the claim. */
  private candidatesOf({ from, to, claim, before, parts }: Hop): Set<number> {
    const { messages } = this.run;
    const m = messages.columns;
    this.lookFor(claim);
    const candidates = new Set([from, ...parts.filter((part) => part >= 0 && part !== to)]);
    for (let i = 0; i < messages.length; i++) {
      if (to >= 0 && m.to[i] === to && m.from[i]! >= 0 && m.at[i]! <= before && this.holds[m.artifact[i]!] === 1) {
        candidates.add(m.from[i]!);
      }
    }
    return candidates;
  }

  /** Open logs hold all that the participant had received, and that was something. */
  private isKnown(participant: number, before: number, open: ReadonlySet<number>): boolean {
    const { messages } = this.run;
    const m = messages.columns;
    let received = 0;
    for (let i = 0; i < messages.length; i++) {
      if (m.to[i] !== participant || m.from[i]! < 0 || m.at[i]! > before) continue;
      if (!open.has(m.from[i]!)) return false;
      received++;
    }
    return received > 0;
  }

  private lookFor(claim: number): void {
    if (claim === this.held) return;
    const { store } = this.run;
    this.held = claim;
    this.holds.fill(0);
    for (let a = 0; a < store.length; a++) {
      const { claimStart, claimEnd } = store.all[a]!;
      for (let entry = claimStart; entry < claimEnd; entry++) if (store.claims[entry] === claim) this.holds[a] = 1;
    }
  }
}
