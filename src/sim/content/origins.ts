import { Purpose } from '../luck/luck.js';
import { further } from '../luck/shared-luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import { Cause, type RunRecord } from '../record/record.js';
import type { ErrorRates } from '../rules/error-rates.js';
import type { Artifact, ArtifactStore } from './artifact.js';
import { type DrawAddress, indexOf } from './draw-address.js';
import type { Reading } from './reading.js';

/** How claims come into being: with the brief, guessed, derived from another one, made up, or right. */
export class Origins {
  constructor(
    private readonly record: RunRecord,
    private readonly store: ArtifactStore,
    private readonly luck: TaskLuck,
    private readonly wrongAnswers: number,
  ) {}

  /** A claim that came with the brief. */
  seed(artifact: Artifact, point: number, isFalse: boolean): void {
    const claim = this.born(artifact, point, isFalse ? 1 : 0, isFalse ? Cause.seeded : Cause.none, -1);
    this.append(artifact, claim, -1);
  }

  /** A new claim on a point, out of what its author had accepted; see `Claims.write`. */
  originate(
    reading: Reading,
    artifact: Artifact,
    rates: ErrorRates,
    at: DrawAddress,
    point: number,
    missing: number,
  ): void {
    const { luck, wrongAnswers } = this;
    const { entity } = at;
    const columns = this.record.claims.columns;
    const index = indexOf(point, at.visit, at.voice);
    const guess = missing > 0 ? luck.uniform(Purpose.guess, entity, index) : 1;
    let answer = 0;
    let cause: number = Cause.none;
    let basis = -1;
    let source = -1;
    if (guess < missing) {
      if (guess < missing * rates.guess) {
        cause = Cause.guessed;
        answer = answerAt(guess, wrongAnswers);
      }
    } else if (reading.length > 0) {
      const place = Math.floor(luck.uniform(Purpose.basis, entity, index) * reading.length);
      basis = reading.claimAt(place);
      source = reading.sourceAt(place);
      if (columns.isFalse[basis] === 1) {
        cause = Cause.derived;
        // Whoever starts from the same error arrives at the same one.
        answer = 1 + (columns.answer[basis]! % wrongAnswers);
      }
    }
    if (answer === 0 && rates.hallucination > 0) {
      const u = luck.together(Purpose.hallucinate, entity, point, rates.family, entity, index);
      if (u < rates.hallucination) {
        cause = Cause.hallucinated;
        answer = answerAt(u, wrongAnswers);
      }
    }
    this.append(artifact, this.born(artifact, point, answer, cause, basis, at), source);
  }

  private append(artifact: Artifact, claim: number, source: number): void {
    const entry = this.store.addClaim(artifact, claim, source);
    this.store.clearEndorsers(entry);
  }

  private born(artifact: Artifact, point: number, answer: number, cause: number, basis: number, at = FIRST): number {
    const claim = this.record.claims.add();
    const columns = this.record.claims.columns;
    columns.isFalse[claim] = answer === 0 ? 0 : 1;
    columns.answer[claim] = answer;
    columns.cause[claim] = cause;
    columns.origin[claim] = artifact.author;
    columns.call[claim] = artifact.call;
    columns.step[claim] = artifact.step;
    columns.basis[claim] = basis;
    columns.point[claim] = point;
    columns.voice[claim] = at.voice;
    columns.key[claim] = indexOf(point, at.visit, at.voice);
    return claim;
  }
}

const FIRST: Pick<DrawAddress, 'visit' | 'voice'> = { visit: 0, voice: 0 };

/** Which wrong answer a draw that errs gives, from 1: the same for all that err by the same draw. */
function answerAt(u: number, wrongAnswers: number): number {
  return 1 + Math.floor(further(u) * wrongAnswers);
}
