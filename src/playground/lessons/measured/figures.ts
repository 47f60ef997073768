import type { LessonFigure } from '../lesson.js';
import { LESSONS } from './lessons.js';
import { QUIZ } from './quiz.js';

/** Value, low and high, as `npm run lessons` measured them, by 'lesson/figure'. */
const MEASURED: Readonly<Record<string, readonly [value: number, low: number, high: number]>> = { ...LESSONS, ...QUIZ };

/** What a figure is, without what was measured. */
export type FigureDeclaration = Omit<LessonFigure, 'value' | 'low' | 'high'>;

/** The figures of a lesson or a question with their last measurement; not a number where there is none yet. */
export function measured(owner: string, declared: readonly FigureDeclaration[]): readonly LessonFigure[] {
  return declared.map((figure) => {
    const [value, low, high] = measuredOf(owner, figure.id);
    return { ...figure, value, low, high };
  });
}

function measuredOf(owner: string, figure: string): readonly [number, number, number] {
  const key = figureKey(owner, figure);
  return MEASURED[key] ?? [Number.NaN, Number.NaN, Number.NaN];
}

export const figureKey = (owner: string, figure: string): string => `${owner}/${figure}`;

/** Short ways to say what a figure is counted in. */
export const inPercent = { scale: 100, unit: '%', digits: 1 } as const;
export const inPoints = { scale: 100, unit: 'points', digits: 1 } as const;
export const inSeconds = { unit: 's', digits: 1 } as const;
export const inTimes = { unit: 'times', digits: 2 } as const;
export const counted = (unit: string, digits = 0): Pick<LessonFigure, 'unit' | 'digits'> => ({ unit, digits });
