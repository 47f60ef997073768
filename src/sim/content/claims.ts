import { MAX_INDEX, Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import { Cause, type RunRecord } from '../record/record.js';
import { type Artifact, type ArtifactStore, doubled } from './artifact.js';
import { bits } from './bits.js';
import type { Context } from './context.js';
import { type DrawAddress, keyOfVoice } from './draw-address.js';
import type { ErrorRates } from './error-rates.js';

/** Scatters the keys of later visits (odd, so that all keys are met before one comes back). */
const VISIT = 40_503;

/**
 * How claims pass through calls: acceptance, endorsement and deference, checking and retraction, merge, origin and basis.
 * One instance per task state; its scratch arrays hold one reading at a time, between `read` and `write`.
 */
export class Claims {
  /** Claims accepted by the last reading. */
  accepted = 0;
  private claim = new Int32Array(64);
  private source = new Int32Array(64);
  private masks: Int32Array;
  private retracted = new Int32Array(64);
  private retractions = 0;
  /** Claims that the last reading itself retracted. */
  private flagged = 0;
  /** Claim -> stamp of the reading in which it was met, retracted. */
  private metAt = new Int32Array(256);
  private placeOf = new Int32Array(256);
  private retractedAt = new Int32Array(256);
  private stamp = 0;

  constructor(
    private readonly record: RunRecord,
    private readonly store: ArtifactStore,
    private readonly luck: TaskLuck,
  ) {
    this.masks = new Int32Array(64 * store.words);
  }

  /** A claim that came with the brief. */
  seed(artifact: Artifact, key: number, isFalse: boolean): void {
    const claim = this.born(isFalse, isFalse ? Cause.seeded : Cause.none, -1, -1, -1, -1, key);
    this.append(artifact, claim, -1);
  }

  /**
   * A participant reads what is in a context, each claim once: what was retracted in any part is gone from all of it, true
   * claims are accepted (a checker may raise a false alarm), false ones with the probability that `rates` gives.
   * The rejection of a false claim weakens by (1 - deference) for each participant that passed the claim on before.
   */
  read(context: Context, first: number, participant: number, call: number, rates: ErrorRates, at: DrawAddress): void {
    this.meet(context, first);
    const { isFalse: falsehood } = this.record.claims.columns;
    let kept = 0;
    for (let i = 0; i < this.accepted; i++) {
      const claim = this.claim[i]!;
      const isFalse = falsehood[claim] === 1;
      if ((isFalse || rates.checks) && this.rejects(claim, i, isFalse, rates, at)) {
        this.reject(claim, participant, call, rates.checks);
        continue;
      }
      if (isFalse) this.record.believed[participant] = 1;
      this.move(i, kept++);
    }
    this.accepted = kept;
  }

  /** As `read`, by a rule of its own: of what was not retracted, exactly the claims that `accepts` are accepted. */
  readBy(
    context: Context,
    first: number,
    participant: number,
    call: number,
    accepts: (claim: number) => boolean,
  ): void {
    this.meet(context, first);
    let kept = 0;
    for (let i = 0; i < this.accepted; i++) {
      const claim = this.claim[i]!;
      const isFalse = this.record.claims.columns.isFalse[claim] === 1 && participant >= 0;
      if (accepts(claim)) {
        if (isFalse) this.record.believed[participant] = 1;
        this.move(i, kept++);
      } else if (isFalse) this.reject(claim, participant, call, false);
    }
    this.accepted = kept;
  }

  /** Meets each claim in a context once; what was retracted in any part of it is gone. */
  private meet(context: Context, first: number): void {
    this.stamp++;
    this.accepted = 0;
    this.retractions = 0;
    this.flagged = 0;
    for (let i = first; i < context.length; i++) this.takeRetractions(context.at(i));
    for (let i = first; i < context.length; i++) this.takeClaims(context.at(i));
  }

  /**
   * Writes the last reading into `artifact`: accepted claims (each kept with probability `carry`), what was retracted, then
   * a new claim for each of `keys`. A new claim rests on one accepted claim, picked uniformly; with probability `missing`
   * (the share of needed inputs that the author did not see) it is guessed instead.
   */
  write(
    artifact: Artifact,
    rates: ErrorRates,
    at: DrawAddress,
    carry: number,
    keys: readonly number[],
    missing: number,
  ): void {
    this.writeRetractions(artifact);
    this.passOn(artifact, at, carry, Purpose.carry);
    for (const key of keys) this.originate(artifact, rates, at, key, missing);
  }

  /** Writes the last reading as a brief: each accepted claim is left out with probability `loss`. Returns the share left out. */
  writeBrief(artifact: Artifact, at: DrawAddress, loss: number): number {
    this.writeRetractions(artifact);
    this.passOn(artifact, at, 1 - loss, Purpose.brief);
    const kept = artifact.claimEnd - artifact.claimStart;
    return this.accepted === 0 ? 0 : 1 - kept / this.accepted;
  }

  /** Writes what the last reading retracted, and nothing else: a verdict. Returns how many claims it flags. */
  writeVerdict(artifact: Artifact): number {
    this.writeRetractions(artifact);
    return this.flagged;
  }

  private writeRetractions(artifact: Artifact): void {
    for (let i = 0; i < this.retractions; i++) this.store.addRetraction(artifact, this.retracted[i]!);
  }

  private takeRetractions(artifact: Artifact): void {
    for (let r = artifact.retractionStart; r < artifact.retractionEnd; r++) {
      const claim = this.store.retractions[r]!;
      if (this.retractedAt[claim] === this.stamp) continue;
      this.retractedAt[claim] = this.stamp;
      this.addRetracted(claim);
    }
  }

  private takeClaims(artifact: Artifact): void {
    const { words, claims, endorsers } = this.store;
    const { stamp, metAt, retractedAt } = this;
    for (let entry = artifact.claimStart; entry < artifact.claimEnd; entry++) {
      const claim = claims[entry]!;
      if (retractedAt[claim] === stamp) continue;
      const isNew = metAt[claim] !== stamp;
      if (isNew && this.accepted === this.claim.length) this.growScratch();
      const place = isNew ? this.accepted++ : this.placeOf[claim]!;
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

  private rejects(claim: number, place: number, isFalse: boolean, rates: ErrorRates, at: DrawAddress): boolean {
    const key = this.record.claims.columns.key[claim]!;
    if (!isFalse) return this.draw(Purpose.falseAlarm, at, key) < rates.falseAlarm;
    let rejection = rates.checks ? rates.detection : 1 - rates.credulity;
    if (rates.deference > 0) rejection *= (1 - rates.deference) ** this.endorsements(place);
    return this.draw(Purpose.accept, at, key) < rejection;
  }

  private reject(claim: number, participant: number, call: number, checks: boolean): void {
    const row = this.record.rejections.add();
    const rejections = this.record.rejections.columns;
    rejections.call[row] = call;
    rejections.participant[row] = participant;
    rejections.claim[row] = claim;
    rejections.retracted[row] = checks ? 1 : 0;
    if (!checks) return;
    this.flagged++;
    this.addRetracted(claim);
  }

  private draw(purpose: Purpose, at: DrawAddress, index: number): number {
    const { entity, voice, together } = at;
    const own = voice > 0 && !(this.luck.uniform(Purpose.together, entity, index) < together);
    return this.luck.uniform(purpose, entity, own ? keyOfVoice(index, voice) : index);
  }

  private originate(artifact: Artifact, rates: ErrorRates, at: DrawAddress, key: number, missing: number): void {
    const draw = (key + at.visit * VISIT) % MAX_INDEX;
    const guessed = missing > 0 ? this.draw(Purpose.guess, at, draw) : 1;
    let isFalse = false;
    let cause: number = Cause.none;
    let basis = -1;
    let source = -1;
    if (guessed < missing) {
      isFalse = guessed < missing * rates.guess;
      if (isFalse) cause = Cause.guessed;
    } else if (this.accepted > 0) {
      const place = Math.floor(this.draw(Purpose.basis, at, draw) * this.accepted);
      basis = this.claim[place]!;
      source = this.source[place]!;
      isFalse = this.record.claims.columns.isFalse[basis] === 1;
      if (isFalse) cause = Cause.derived;
    }
    if (!isFalse && this.draw(Purpose.hallucinate, at, draw) < rates.hallucination) {
      isFalse = true;
      cause = Cause.hallucinated;
    }
    const own = keyOfVoice(draw, at.voice);
    this.append(artifact, this.born(isFalse, cause, artifact.author, artifact.call, artifact.step, basis, own), source);
  }

  /** Accepted claims go on under the author's name: one more endorsement of each that the author did not originate. */
  private passOn(artifact: Artifact, at: DrawAddress, carry: number, purpose: Purpose): void {
    const { store, accepted, masks } = this;
    const { words } = store;
    const { key, origin } = this.record.claims.columns;
    const { author } = artifact;
    store.reserve(accepted);
    for (let place = 0; place < accepted; place++) {
      const claim = this.claim[place]!;
      if (carry < 1 && this.draw(purpose, at, key[claim]!) >= carry) continue;
      const entry = store.addClaim(artifact, claim, this.source[place]!);
      for (let w = 0; w < words; w++) store.endorsers[entry * words + w] = masks[place * words + w]!;
      if (author < 0 || origin[claim] === author) continue;
      const word = entry * words + (author >>> 5);
      store.endorsers[word] = store.endorsers[word]! | (1 << (author & 31));
    }
  }

  private append(artifact: Artifact, claim: number, source: number): void {
    const entry = this.store.addClaim(artifact, claim, source);
    this.store.clearEndorsers(entry);
  }

  private born(
    isFalse: boolean,
    cause: number,
    origin: number,
    call: number,
    step: number,
    basis: number,
    key: number,
  ): number {
    const claim = this.record.claims.add();
    const columns = this.record.claims.columns;
    columns.isFalse[claim] = isFalse ? 1 : 0;
    columns.cause[claim] = cause;
    columns.origin[claim] = origin;
    columns.call[claim] = call;
    columns.step[claim] = step;
    columns.basis[claim] = basis;
    columns.key[claim] = key;
    if (claim >= this.metAt.length) this.growStamps();
    this.metAt[claim] = 0;
    this.retractedAt[claim] = 0;
    return claim;
  }

  private endorsements(place: number): number {
    let count = 0;
    for (let w = 0; w < this.store.words; w++) count += bits(this.masks[place * this.store.words + w]!);
    return count;
  }

  private move(from: number, to: number): void {
    if (from === to) return;
    this.claim[to] = this.claim[from]!;
    this.source[to] = this.source[from]!;
    const words = this.store.words;
    for (let w = 0; w < words; w++) this.masks[to * words + w] = this.masks[from * words + w]!;
  }

  private addRetracted(claim: number): void {
    if (this.retractions === this.retracted.length) this.retracted = doubled(this.retracted);
    this.retracted[this.retractions++] = claim;
  }

  private growScratch(): void {
    this.claim = doubled(this.claim);
    this.source = doubled(this.source);
    this.masks = doubled(this.masks);
  }

  private growStamps(): void {
    this.metAt = doubled(this.metAt);
    this.placeOf = doubled(this.placeOf);
    this.retractedAt = doubled(this.retractedAt);
  }
}
