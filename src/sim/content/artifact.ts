import { bits } from './bits.js';

/**
 * Artifacts (content that moves: tokens and claims) and contexts (what a call sees).
 * Artifacts of a run live in one store: objects and arenas are kept between runs, so nothing is allocated in steady state.
 */

/** Content made by one call (or written by code), never changed afterwards. */
export class Artifact {
  id = 0;
  /** Participant that made it; -1: the user. */
  author = -1;
  /** Call that made it; -1: no call. */
  call = -1;
  /** The leaf step whose result it is; -1: a note, a synthesis, a collection. */
  step = -1;
  tokens = 0;
  /** Tokens of the author's own tool calls and their results, which only a full history shows to others. */
  innerTokens = 0;
  /** Tokens among its own that only hand over: a call that names who comes next. */
  handoverTokens = 0;
  /** Tokens of the author's name, where messages are named. */
  nameTokens = 0;
  /** When it existed, seconds. */
  readyAt = 0;
  /** Its tokens already hold the chat format's own (a handoff, a hand-back). */
  framed = false;
  /** Of several put side by side: the one that came last; else -1. */
  newestPart = -1;
  /** Code passed it on as it was read: its author wrote a verdict only, or nothing. */
  isPassedOn = false;
  /** Of a brief: the share of what its author knew that it leaves out; who works from it has to guess that much. */
  leftOut = 0;
  /** Parts of the brief that stand in it word for word, a bit each. */
  parts = 0;
  /** It was read, or it was delivered. */
  used = false;
  claimStart = 0;
  claimEnd = 0;
  retractionStart = 0;
  retractionEnd = 0;
}

export class ArtifactStore {
  readonly all: Artifact[] = [];
  length = 0;
  /** Entry -> claim. */
  claims = new Int32Array(256);
  /** Entry -> artifact in which the author had read the claim, or the basis of a claim made here; -1: none. */
  sources = new Int32Array(256);
  /** Entry -> set of participants that passed the claim on, `words` words each. */
  endorsers: Int32Array;
  entries = 0;
  /** Retracted claims. */
  retractions = new Int32Array(64);
  retractionEntries = 0;
  /** Artifact -> set of leaf steps whose results went into it, `stepWords` words each. */
  private covers: Int32Array;
  /** Artifact x participant -> 1 once it has been in a context of that participant. */
  private seen: Uint8Array;
  private capacity = 64;

  constructor(
    readonly participants: number,
    readonly steps: number,
  ) {
    this.words = Math.ceil(Math.max(1, participants) / 32);
    this.stepWords = Math.ceil(Math.max(1, steps) / 32);
    this.endorsers = new Int32Array(256 * this.words);
    this.covers = new Int32Array(this.capacity * this.stepWords);
    this.seen = new Uint8Array(this.capacity * participants);
  }

  readonly words: number;
  readonly stepWords: number;

  /** Forgets all but the brief, the first artifact, which is the same in every run. */
  rewind(): void {
    const brief = this.all[0]!;
    this.length = 1;
    this.entries = brief.claimEnd;
    this.retractionEntries = 0;
    brief.used = false;
    this.seen.fill(0, 0, this.participants);
  }

  /** An empty artifact; claims that are added before the next one belong to it. */
  create(author: number, call: number, step: number, tokens: number, readyAt: number): Artifact {
    if (this.length === this.all.length) this.all.push(new Artifact());
    if (this.length === this.capacity) this.grow();
    const artifact = this.all[this.length]!;
    artifact.id = this.length++;
    artifact.author = author;
    artifact.call = call;
    artifact.step = step;
    artifact.tokens = tokens;
    artifact.innerTokens = 0;
    artifact.handoverTokens = 0;
    artifact.nameTokens = 0;
    artifact.readyAt = readyAt;
    artifact.framed = false;
    artifact.newestPart = -1;
    artifact.isPassedOn = false;
    artifact.leftOut = 0;
    artifact.parts = 0;
    artifact.used = false;
    artifact.claimStart = this.entries;
    artifact.claimEnd = this.entries;
    artifact.retractionStart = this.retractionEntries;
    artifact.retractionEnd = this.retractionEntries;
    zero(this.covers, artifact.id * this.stepWords, this.stepWords);
    zero(this.seen, artifact.id * this.participants, this.participants);
    return artifact;
  }

  /** Adds a claim to the newest artifact; the caller sets its endorsers, entry by entry. Returns the entry. */
  addClaim(artifact: Artifact, claim: number, source: number): number {
    if (this.entries === this.claims.length) this.growClaims();
    const entry = this.entries++;
    this.claims[entry] = claim;
    this.sources[entry] = source;
    artifact.claimEnd = this.entries;
    return entry;
  }

  /** Makes room for `count` further claims. */
  reserve(count: number): void {
    while (this.entries + count > this.claims.length) this.growClaims();
  }

  /** Resets the endorsements of an entry: no participant has passed its claim on. */
  clearEndorsers(entry: number): void {
    zero(this.endorsers, entry * this.words, this.words);
  }

  addRetraction(artifact: Artifact, claim: number): void {
    if (this.retractionEntries === this.retractions.length) this.retractions = doubled(this.retractions);
    this.retractions[this.retractionEntries++] = claim;
    artifact.retractionEnd = this.retractionEntries;
  }

  cover(artifact: Artifact, step: number): void {
    const at = artifact.id * this.stepWords + (step >>> 5);
    this.covers[at] = this.covers[at]! | (1 << (step & 31));
  }

  /** `artifact` also holds what `other` holds the results of. */
  coverAll(artifact: Artifact, other: Artifact): void {
    const { covers, stepWords } = this;
    const into = artifact.id * stepWords;
    const from = other.id * stepWords;
    for (let w = 0; w < stepWords; w++) covers[into + w] = covers[into + w]! | covers[from + w]!;
  }

  isCovered(artifact: Artifact, step: number): boolean {
    return (this.covers[artifact.id * this.stepWords + (step >>> 5)]! & (1 << (step & 31))) !== 0;
  }

  /** Notes that `participant` now has it; true where it had it before. */
  show(artifact: Artifact, participant: number): boolean {
    const at = artifact.id * this.participants + participant;
    const before = this.seen[at] === 1;
    this.seen[at] = 1;
    return before;
  }

  /** All that `from` holds, as it is, also in `into`, which is the newest artifact. */
  copyInto(into: Artifact, from: Artifact): void {
    for (let entry = from.claimStart; entry < from.claimEnd; entry++) {
      const copy = this.addClaim(into, this.claims[entry]!, from.id);
      for (let w = 0; w < this.words; w++)
        this.endorsers[copy * this.words + w] = this.endorsers[entry * this.words + w]!;
    }
    for (let r = from.retractionStart; r < from.retractionEnd; r++) this.addRetraction(into, this.retractions[r]!);
    this.coverAll(into, from);
    into.parts |= from.parts;
  }

  /** How many participants passed on the claim of an entry. */
  endorsementsOf(entry: number): number {
    let count = 0;
    for (let w = 0; w < this.words; w++) count += bits(this.endorsers[entry * this.words + w]!);
    return count;
  }

  private grow(): void {
    this.capacity *= 2;
    this.covers = doubled(this.covers);
    const seen = new Uint8Array(this.seen.length * 2);
    seen.set(this.seen);
    this.seen = seen;
  }

  private growClaims(): void {
    this.claims = doubled(this.claims);
    this.sources = doubled(this.sources);
    this.endorsers = doubled(this.endorsers);
  }
}

/** The same values, with room for as many again. */
export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(array.length * 2);
  next.set(array);
  return next;
}

/** For a few cells a loop is faster than `fill`. */
function zero(array: Int32Array | Uint8Array, from: number, count: number): void {
  for (let i = from; i < from + count; i++) array[i] = 0;
}
