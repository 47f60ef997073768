import { level, reading } from '../../../claims/say.js';
import type { LessonSetting, QuizQuestion } from '../lesson.js';
import { type FigureDeclaration, inPercent, inTimes, measured } from '../measured/figures.js';
import type { Prediction } from '../prediction.js';

/** A question whose figures are read in one setting, or in further ones. */
export interface Draft {
  readonly id: string;
  readonly lesson: string;
  readonly question: string;
  readonly predict: Prediction;
  readonly scenario: string;
  readonly set?: readonly string[];
  /** The first two are what "show me" opens. */
  readonly patterns: readonly [string, string, ...string[]];
  readonly runs: number;
  readonly disturbed?: boolean;
  readonly further?: readonly LessonSetting[];
  readonly figures: readonly FigureDeclaration[];
  readonly why: string;
  readonly replication?: number;
  readonly task?: number;
  readonly watch: string;
}

export const HERE = 'here';

export function ask(draft: Draft): QuizQuestion {
  const { id, lesson, question, predict, scenario, set = [], patterns, runs, disturbed = false, why } = draft;
  const here: LessonSetting = { name: HERE, scenario, set, patterns, runs, ...(disturbed ? { disturbed } : {}) };
  return {
    ...{ id, lesson, question, predict, why },
    settings: [here, ...(draft.further ?? [])],
    figures: measured(id, draft.figures),
    run: {
      patterns: [patterns[0], patterns[1]],
      replication: draft.replication ?? 0,
      ...(draft.task === undefined ? {} : { task: draft.task }),
      watch: draft.watch,
    },
  };
}

type Shape = Pick<FigureDeclaration, 'unit' | 'digits'> & { readonly scale?: number };

/** A measure under a pattern. */
export const levelOf = (
  id: string,
  label: string,
  pattern: string,
  measure: string,
  shape: Shape,
  at: string = HERE,
): FigureDeclaration => ({ id, label, of: level(reading(pattern, measure, at)), ...shape });

export const whole: Shape = { ...inPercent, digits: 0 };
export const exact: Shape = inPercent;
export const times: Shape = { ...inTimes, digits: 1 };
