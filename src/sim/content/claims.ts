import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import type { RunRecord } from '../record/record.js';
import type { ErrorRates } from '../rules/error-rates.js';
import type { Artifact, ArtifactStore } from './artifact.js';
import type { Context } from './context.js';
import type { DrawAddress } from './draw-address.js';
import { Origins } from './origins.js';
import { Reading } from './reading.js';

/** What of a task its claims depend on. */
export interface ClaimRules {
  /** Tokens that a claim takes in what somebody writes; 0: none. */
  readonly claimTokens: number;
  /** How many different wrong answers a question has. */
  readonly wrongAnswers: number;
  /** Point -> 1 where the delivery owes it. */
  readonly owed: Uint8Array;
}

/**
 * How claims pass through calls: acceptance, endorsement and deference, checking and retraction, revision, origin and basis.
 * Every claim fills a point: the nth thing that a step, the brief or a synthesis has to say. One instance per task state; a
 * reading is there between `read` and `write`.
 */
export class Claims {
  private readonly reading: Reading;
  private readonly origins: Origins;
  /** Claims that the last reading itself retracted. */
  private flagged = 0;
  /** Places of the last reading that are written. */
  private readonly kept: number[] = [];

  constructor(
    private readonly record: RunRecord,
    private readonly store: ArtifactStore,
    private readonly luck: TaskLuck,
    private readonly rules: ClaimRules,
  ) {
    this.reading = new Reading(record, store);
    this.origins = new Origins(record, store, luck, rules.wrongAnswers);
  }

  /** A claim that came with the brief. */
  seed(artifact: Artifact, point: number, isFalse: boolean): void {
    this.origins.seed(artifact, point, isFalse);
  }

  /**
   * A participant reads what is in a context, each claim once, and tests it. A false claim is rejected with the probability
   * of a detection, a true one with that of a false alarm, each after `rates`. It believes what it said itself, unless it
   * checks. A rejection weakens by (1 - deference) for each participant that passed the claim on before. `place` is where the
   * reader's luck lies.
   */
  read(context: Context, first: number, participant: number, call: number, rates: ErrorRates, place: number): void {
    const { reading } = this;
    this.meet(context, first);
    const { isFalse: falsehood } = this.record.claims.columns;
    let kept = 0;
    for (let i = 0; i < reading.length; i++) {
      const claim = reading.claimAt(i);
      const isFalse = falsehood[claim] === 1;
      if (this.rejects(claim, i, isFalse, participant, rates, place)) {
        this.reject(claim, participant, call, rates.checks);
        continue;
      }
      this.believe(claim, isFalse, participant, call);
      reading.move(i, kept++);
    }
    reading.cutTo(kept);
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
    this.accept(participant, call, accepts);
  }

  /** Of what was met, exactly the claims that `accepts` are accepted. */
  private accept(participant: number, call: number, accepts: (claim: number) => boolean): void {
    const { reading } = this;
    let kept = 0;
    for (let i = 0; i < reading.length; i++) {
      const claim = reading.claimAt(i);
      const isFalse = this.record.claims.columns.isFalse[claim] === 1 && participant >= 0;
      if (accepts(claim)) {
        this.believe(claim, isFalse, participant, call);
        reading.move(i, kept++);
      } else if (isFalse) this.reject(claim, participant, call, false);
    }
    reading.cutTo(kept);
  }

  /**
   * Reads what a panel agreed on: the claims of `chosen`, and no others. A retraction in one answer is a vote like another: it
   * does not take away what was chosen.
   */
  readChosen(context: Context, first: number, participant: number, call: number, chosen: ReadonlySet<number>): void {
    this.meet(context, first, chosen);
    this.accept(participant, call, (claim) => chosen.has(claim));
  }

  /**
   * Writes the last reading into `artifact`, as far as it fits: a new claim for each of `points`, accepted claims that are
   * worth it (a share `carry`), and what was retracted. A point that is filled anew replaces what was read of it. A new claim
   * rests on one accepted claim, picked uniformly; with probability `missing` (the share of needed inputs that the author did
   * not see) it is guessed instead.
   */
  write(
    artifact: Artifact,
    rates: ErrorRates,
    at: DrawAddress,
    carry: number,
    points: readonly number[],
    missing: number,
  ): void {
    const room = this.roomIn(artifact);
    const own = Math.min(points.length, room);
    this.withdraw(points, own, at);
    this.writeRetractions(artifact);
    this.passOn(artifact, at.entity, carry, room - own);
    for (let i = 0; i < own; i++) this.origins.originate(this.reading, artifact, rates, at, points[i]!, missing);
  }

  /**
   * Writes the last reading as a brief: each accepted claim is left out with probability `loss`, and what is `wanted` goes
   * first. Returns the share of what is wanted that it leaves out.
   */
  writeBrief(artifact: Artifact, at: DrawAddress, loss: number, wanted: ReadonlySet<number>): number {
    const { reading, kept } = this;
    const { point } = this.record.claims.columns;
    const isWanted = (place: number): boolean => wanted.has(point[reading.claimAt(place)]!);
    let known = 0;
    for (let place = 0; place < reading.length; place++) if (isWanted(place)) known++;
    this.writeRetractions(artifact);
    this.passOn(artifact, at.entity, 1 - loss, this.roomIn(artifact), Purpose.brief, wanted);
    return known === 0 ? 0 : 1 - kept.filter(isWanted).length / known;
  }

  /** Writes what the last reading retracted, and nothing else: a verdict. Returns how many claims it flags. */
  writeVerdict(artifact: Artifact): number {
    this.writeRetractions(artifact);
    return this.flagged;
  }

  /** Writes what a context holds, untested, as far as it fits: what a compaction keeps. */
  condense(artifact: Artifact, context: Context, entity: number): void {
    this.meet(context, 0);
    this.writeRetractions(artifact);
    this.passOn(artifact, entity, 1, this.roomIn(artifact));
  }

  /** Writes what code picked of the last reading, without limit: code copies. */
  copy(artifact: Artifact): void {
    this.writeRetractions(artifact);
    this.passOn(artifact, 0, 1, Number.POSITIVE_INFINITY);
  }

  private meet(context: Context, first: number, spared?: ReadonlySet<number>): void {
    this.flagged = 0;
    this.reading.meet(context, first, spared);
  }

  /** Claims that fit into what its author wrote. */
  private roomIn({ tokens }: Artifact): number {
    const { claimTokens } = this.rules;
    return claimTokens === 0 ? Number.POSITIVE_INFINITY : Math.floor(tokens / claimTokens);
  }

  private writeRetractions(artifact: Artifact): void {
    for (let i = 0; i < this.reading.retractions; i++) {
      this.store.addRetraction(artifact, this.reading.retractedAtPlace(i));
    }
  }

  /** A claim is one question for all who test it, and who reads it twice has one opinion of it. */
  private rejects(
    claim: number,
    nth: number,
    isFalse: boolean,
    participant: number,
    rates: ErrorRates,
    place: number,
  ): boolean {
    const { origin, key, point } = this.record.claims.columns;
    if (!rates.checks && origin[claim] === participant) return false;
    let rejection = isFalse
      ? rates.checks
        ? rates.detection
        : 1 - rates.credulity
      : rates.checks
        ? rates.falseAlarm
        : rates.doubt;
    if (rejection <= 0) return false;
    if (rates.deference > 0) rejection *= (1 - rates.deference) ** this.reading.endorsementsAt(nth);
    const purpose = isFalse ? Purpose.accept : Purpose.falseAlarm;
    return this.luck.together(purpose, 0, point[claim]!, rates.family, place, key[claim]!) < rejection;
  }

  private believe(claim: number, isFalse: boolean, participant: number, call: number): void {
    const { record } = this;
    if (isFalse) record.believed[participant] = 1;
    if (record.detailed && participant >= 0) record.notes.accepted.push({ participant, claim, call });
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
    this.reading.retract(claim);
  }

  /** What was read of points that are filled anew is withdrawn. */
  private withdraw(points: readonly number[], count: number, at: DrawAddress): void {
    if (at.visit === 0 || count === 0) return;
    const { point, voice } = this.record.claims.columns;
    const { reading } = this;
    const anew = new Set(points.slice(0, count));
    let kept = 0;
    for (let place = 0; place < reading.length; place++) {
      const claim = reading.claimAt(place);
      const isOld = (at.voice === 0 || voice[claim] === at.voice) && anew.has(point[claim]!);
      if (isOld) reading.retract(claim);
      else reading.move(place, kept++);
    }
    reading.cutTo(kept);
  }

  /** Accepted claims go on under the author's name: one more endorsement of each that the author did not originate. */
  private passOn(
    artifact: Artifact,
    entity: number,
    carry: number,
    room: number,
    purpose: Purpose = Purpose.carry,
    wanted: ReadonlySet<number> | null = null,
  ): void {
    const { store, reading, kept } = this;
    const { words } = store;
    const { point, origin, step } = this.record.claims.columns;
    const { author } = artifact;
    kept.length = 0;
    for (let place = 0; place < reading.length; place++) {
      const claim = reading.claimAt(place);
      // What the step said itself before is worth saying again.
      const isOwn = artifact.step >= 0 && step[claim] === artifact.step;
      const isWorthIt = carry >= 1 || isOwn || this.luck.uniform(purpose, entity, point[claim]!) < carry;
      if (isWorthIt) kept.push(place);
    }
    if (kept.length > room) this.keepWhatFits(entity, room, wanted);
    store.reserve(kept.length);
    for (const place of kept) {
      const claim = reading.claimAt(place);
      const entry = store.addClaim(artifact, claim, reading.sourceAt(place));
      reading.writeMasks(place, entry);
      if (author < 0 || origin[claim] === author) continue;
      const word = entry * words + (author >>> 5);
      store.endorsers[word] = store.endorsers[word]! | (1 << (author & 31));
    }
  }

  /** What is wanted (else what is owed) goes first; of more than fits, luck chooses. The order of what stays is the one in which it was read. */
  private keepWhatFits(entity: number, room: number, wanted: ReadonlySet<number> | null): void {
    const { kept, reading, luck } = this;
    const { point } = this.record.claims.columns;
    const rank = new Map(
      kept.map((place) => {
        const p = point[reading.claimAt(place)]!;
        const goesFirst = wanted === null ? this.rules.owed[p] === 1 : wanted.has(p);
        return [place, luck.uniform(Purpose.fits, entity, p) - (goesFirst ? 1 : 0)];
      }),
    );
    kept.sort((a, b) => rank.get(a)! - rank.get(b)!);
    kept.length = Math.max(0, room);
    kept.sort((a, b) => a - b);
  }
}
