import { MAX_INDEX } from '../luck/luck.js';
import type { RunRecord } from '../record/record.js';
import { type Artifact, type ArtifactStore, doubled } from './artifact.js';
import { bits } from './bits.js';
import type { Context } from './context.js';
import { FIRST_REVISION } from './draw-address.js';

const NONE: ReadonlySet<number> = new Set();

/**
 * The claims that a reading met, in order, each once: what was retracted in any part of the context is gone from all of it,
 * and so is what was said on a point before the work was done again.
 */
export class Reading {
  length = 0;
  /** What was retracted in the context, and by this reading. */
  retractions = 0;
  private claim = new Int32Array(64);
  private source = new Int32Array(64);
  private masks: Int32Array;
  private retracted = new Int32Array(64);
  /** Claim -> stamp of the reading in which it was met, retracted. */
  private metAt = new Int32Array(256);
  private placeOf = new Int32Array(256);
  private retractedAt = new Int32Array(256);
  private stamp = 0;
  /** The context holds something of work that was done again. */
  private isRevised = false;

  constructor(
    private readonly record: RunRecord,
    private readonly store: ArtifactStore,
  ) {
    this.masks = new Int32Array(64 * store.words);
  }

  /** Meets what a context holds from `first` on; a claim of `spared` is there though some part retracts it. */
  meet(context: Context, first: number, spared: ReadonlySet<number> = NONE): void {
    this.stamp++;
    this.length = 0;
    this.retractions = 0;
    this.makeRoom();
    for (let i = first; i < context.length; i++) this.takeRetractions(context.at(i), spared);
    this.isRevised = false;
    for (let i = first; i < context.length; i++) this.takeClaims(context.at(i));
    if (this.isRevised) this.dropReplaced();
  }

  claimAt(place: number): number {
    return this.claim[place]!;
  }

  /** The artifact in which the claim was met first. */
  sourceAt(place: number): number {
    return this.source[place]!;
  }

  retractedAtPlace(place: number): number {
    return this.retracted[place]!;
  }

  /** How many participants have passed the claim on. */
  endorsementsAt(place: number): number {
    let count = 0;
    for (let w = 0; w < this.store.words; w++) count += bits(this.masks[place * this.store.words + w]!);
    return count;
  }

  /** Keeps the claim at `from` as the one at `to`; what lies behind the last one kept is forgotten with `cutTo`. */
  move(from: number, to: number): void {
    if (from === to) return;
    this.claim[to] = this.claim[from]!;
    this.source[to] = this.source[from]!;
    const { words } = this.store;
    for (let w = 0; w < words; w++) this.masks[to * words + w] = this.masks[from * words + w]!;
  }

  cutTo(length: number): void {
    this.length = length;
  }

  retract(claim: number): void {
    if (this.retractions === this.retracted.length) this.retracted = doubled(this.retracted);
    this.retracted[this.retractions++] = claim;
  }

  /** The endorsements of the claim at `place`, written to an entry of the store. */
  writeMasks(place: number, entry: number): void {
    const { words, endorsers } = this.store;
    for (let w = 0; w < words; w++) endorsers[entry * words + w] = this.masks[place * words + w]!;
  }

  private takeRetractions(artifact: Artifact, spared: ReadonlySet<number>): void {
    for (let r = artifact.retractionStart; r < artifact.retractionEnd; r++) {
      const claim = this.store.retractions[r]!;
      if (this.retractedAt[claim] === this.stamp || spared.has(claim)) continue;
      this.retractedAt[claim] = this.stamp;
      this.retract(claim);
    }
  }

  private takeClaims(artifact: Artifact): void {
    const { words, claims, endorsers } = this.store;
    const { stamp, metAt, retractedAt } = this;
    const { key } = this.record.claims.columns;
    for (let entry = artifact.claimStart; entry < artifact.claimEnd; entry++) {
      const claim = claims[entry]!;
      if (key[claim]! >= FIRST_REVISION) this.isRevised = true;
      if (retractedAt[claim] === stamp) continue;
      const isNew = metAt[claim] !== stamp;
      if (isNew && this.length === this.claim.length) this.growPlaces();
      const place = isNew ? this.length++ : this.placeOf[claim]!;
      if (isNew) {
        metAt[claim] = stamp;
        this.placeOf[claim] = place;
        this.claim[place] = claim;
        this.source[place] = artifact.id;
      }
      for (let w = 0; w < words; w++) {
        const known = isNew ? 0 : this.masks[place * words + w]!;
        this.masks[place * words + w] = known | endorsers[entry * words + w]!;
      }
    }
  }

  /** Of what one voice says on a point, the last word counts, even where that was retracted since. */
  private dropReplaced(): void {
    const { point, voice } = this.record.claims.columns;
    const placeOf = (claim: number): number => point[claim]! + MAX_INDEX * voice[claim]!;
    const last = new Map<number, number>();
    const note = (claim: number): void => {
      last.set(placeOf(claim), Math.max(last.get(placeOf(claim)) ?? 0, claim));
    };
    for (let place = 0; place < this.length; place++) note(this.claim[place]!);
    for (let r = 0; r < this.retractions; r++) note(this.retracted[r]!);
    let kept = 0;
    for (let place = 0; place < this.length; place++) {
      const claim = this.claim[place]!;
      if (claim === last.get(placeOf(claim))) this.move(place, kept++);
    }
    this.cutTo(kept);
  }

  private growPlaces(): void {
    this.claim = doubled(this.claim);
    this.source = doubled(this.source);
    this.masks = doubled(this.masks);
  }

  /** Stamps only grow, so a claim of an earlier task that had the same number was not met by this reading. */
  private makeRoom(): void {
    while (this.record.claims.length > this.metAt.length) {
      this.metAt = doubled(this.metAt);
      this.placeOf = doubled(this.placeOf);
      this.retractedAt = doubled(this.retractedAt);
    }
  }
}
