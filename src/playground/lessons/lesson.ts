import type { ClaimSetting, ClaimType, Contrast } from '../../claims/claim.js';
import type { Word } from '../../claims/verdict.js';
import type { Prediction } from './prediction.js';

/**
 * A question about patterns that most people answer wrongly, and what was measured. Plain data: the room prints it, and a test
 * measures every figure again. No text but those of `reveal` and after may tell the answer.
 */
export interface LessonDeclaration {
  /** Lower-case words and hyphens: its address. */
  readonly id: string;
  /** A few words for the contents; tells nothing of the answer. */
  readonly title: string;
  /** The claim of `rehearse claims` that it teaches; null: there is no claim yet. */
  readonly claim: LessonClaim | null;
  /** Where the question comes from. */
  readonly source: string;
  /** One or two sentences that the question needs; may be empty. */
  readonly setup: string;
  readonly question: string;
  /** What was measured. The first is what the stage shows. As of a claim: a scenario, values, patterns, replications. */
  readonly settings: readonly LessonSetting[];
  readonly predict: Prediction;
  /** Every number that the lesson tells, each measured again by a test. */
  readonly figures: readonly LessonFigure[];
  /** The one run that shows why. */
  readonly run: LessonRun;
  /** At most 60 words. `{id}` stands for a figure. */
  readonly why: string;
  /** What who answered otherwise believed. */
  readonly myth: string;
  readonly tryThis: LessonTrial;
}

export interface LessonClaim {
  readonly id: string;
  readonly type: ClaimType;
  readonly verdict: Word;
}

/** A setting of a claim, but that it names its replications. */
export interface LessonSetting extends Omit<ClaimSetting, 'times'> {
  readonly runs: number;
}

/** Measured by `estimate` of src/claims, times `scale`. */
export interface LessonFigure {
  /** Unique in its lesson; texts write it as `{id}`. */
  readonly id: string;
  /** What it is, as a row of a table says it: 'choreography, detection 95 %'. */
  readonly label: string;
  readonly of: Contrast;
  /** Turns what is measured into `unit`: 100 for a share in per cent or points; default 1. */
  readonly scale?: number;
  /** Behind the number: '%', 'points', 's', 'times', 'tokens', ''. */
  readonly unit: string;
  /** Decimal places that are shown, and that a new measurement must agree with. */
  readonly digits: number;
  /** As measured, in `unit`, with the 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface LessonRun {
  /** Name of the setting; default: the first. */
  readonly at?: string;
  /** Side by side, on the same luck. */
  readonly patterns: readonly [string, string];
  readonly replication: number;
  /** Of a stream of tasks; default 0. */
  readonly task?: number;
  /** What to look at, in one sentence. */
  readonly watch: string;
}

/** What the learner changes afterwards: opens the stage with it. */
export interface LessonTrial {
  /** In the imperative, with what comes out of it, by `{id}`. */
  readonly ask: string;
  /** As for `--set`. */
  readonly set: readonly string[];
  /** Default: those of the run. */
  readonly patterns?: readonly [string, string];
  /** What the histogram shows; default: the first objective. */
  readonly measure?: string;
}

/** A short question of the quiz, answered by the same rule. */
export interface QuizQuestion {
  readonly id: string;
  /** The lesson that explains it. */
  readonly lesson: string;
  readonly question: string;
  readonly predict: Prediction;
  readonly settings: readonly LessonSetting[];
  readonly figures: readonly LessonFigure[];
  /** One sentence; `{id}` stands for a figure. */
  readonly why: string;
  /** What "show me" opens. */
  readonly run: LessonRun;
}

/** Checks a lesson's type where it is declared. */
export function defineLesson(lesson: LessonDeclaration): LessonDeclaration {
  return lesson;
}

/** A figure as texts and tables write it: '-13.9 points', '2.5 times'. */
export function figureText({ value, digits, unit }: Pick<LessonFigure, 'value' | 'digits' | 'unit'>): string {
  const number = valueText(value, digits);
  return unit === '' ? number : `${number}\u00a0${unit}`;
}

/** A number with its decimal places and a real minus sign. */
export function valueText(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '\u2212');
}

/** A text with its figures filled in. @throws RangeError where it names one that is not there. */
export function filledIn(text: string, figures: readonly LessonFigure[]): string {
  return text.replace(/\{([\w-]+)\}/g, (_, id: string) => {
    const figure = figures.find((one) => one.id === id);
    if (figure === undefined) throw new RangeError(`There is no figure '${id}'.`);
    return figureText(figure);
  });
}
