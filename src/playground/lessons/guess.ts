import type { LessonFigure } from './lesson.js';
import { valueText } from './lesson.js';
import type { Prediction } from './prediction.js';

/** What a learner has committed to. */
export type Guess =
  | { readonly kind: 'unsure' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'choice'; readonly option: number }
  /** Indexes of the items, from the first place on. */
  | { readonly kind: 'order'; readonly items: readonly number[] }
  | { readonly kind: 'curve'; readonly values: readonly number[] }
  | { readonly kind: 'finger'; readonly participant: string };

/** Where the controls stand before the learner touches them: it must tell nothing. */
export function untouched(predict: Prediction): Guess {
  switch (predict.kind) {
    case 'number':
      return { kind: 'number', value: middle(predict.from, predict.to, predict.step) };
    case 'choice':
      return { kind: 'choice', option: -1 };
    case 'order':
      return { kind: 'order', items: predict.items.map((_, i) => i) };
    case 'curve':
      return { kind: 'curve', values: predict.x.values.map(() => middle(predict.y.from, predict.y.to, 1e-9)) };
    case 'finger':
      return { kind: 'finger', participant: '' };
  }
}

const middle = (from: number, to: number, step: number): number =>
  Number((from + Math.round((to - from) / 2 / step) * step).toPrecision(6));

/** Whether there is something to commit to. */
export function isComplete(guess: Guess): boolean {
  return !(guess.kind === 'choice' && guess.option < 0) && !(guess.kind === 'finger' && guess.participant === '');
}

/** A guess in words: what the learner said. */
export function guessText(guess: Guess, predict: Prediction): string {
  if (guess.kind === 'unsure') return 'not sure';
  if (guess.kind === 'number' && predict.kind === 'number')
    return withUnit(valueText(guess.value, decimals(predict.step)), predict.unit);
  if (guess.kind === 'choice' && predict.kind === 'choice') return predict.options[guess.option] ?? '';
  if (guess.kind === 'order' && predict.kind === 'order')
    return guess.items.map((i) => predict.items[i]!.label).join(', ');
  if (guess.kind === 'finger') return guess.participant;
  if (guess.kind === 'curve' && predict.kind === 'curve')
    return predict.x.values.map((x, i) => `${x}: ${Number(guess.values[i]!.toPrecision(3))}`).join(', ');
  return '';
}

/** What was measured, in the same words. */
export function answerText(predict: Prediction, figures: readonly LessonFigure[]): string {
  switch (predict.kind) {
    case 'number': {
      const { value, digits } = figureOf(predict.answer, figures);
      return withUnit(valueText(value, digits), predict.unit);
    }
    case 'choice':
      return predict.options[predict.answer]!;
    case 'order':
      return rightOrder(predict.items, predict.first, figures)
        .map((i) => predict.items[i]!.label)
        .join(', ');
    case 'curve':
      return predict.lines[0]!.figures.map((id, i) => `${predict.x.values[i]}: ${figureOf(id, figures).value}`).join(
        ', ',
      );
    case 'finger':
      return predict.answer;
  }
}

/** Indexes of the items in the order that was measured. */
export function rightOrder(
  items: readonly { readonly figure: string }[],
  first: 'highest' | 'lowest',
  figures: readonly LessonFigure[],
): number[] {
  const value = (i: number): number => figureOf(items[i]!.figure, figures).value;
  const sign = first === 'highest' ? -1 : 1;
  return items.map((_, i) => i).sort((a, b) => sign * (value(a) - value(b)) || a - b);
}

/** Whether the guess meets what was measured: within the interval, or a twentieth of the scale from it. */
export function isNear(guess: Guess, predict: Prediction, figures: readonly LessonFigure[]): boolean {
  if (guess.kind === 'number' && predict.kind === 'number') {
    const { low, high } = figureOf(predict.answer, figures);
    const slack = Math.abs(predict.to - predict.from) / 20;
    return guess.value >= low - slack && guess.value <= high + slack;
  }
  if (guess.kind === 'curve' && predict.kind === 'curve') {
    const slack = Math.abs(predict.y.to - predict.y.from) / 8;
    return predict.lines[0]!.figures.every(
      (id, i) => Math.abs(guess.values[i]! - figureOf(id, figures).value) <= slack,
    );
  }
  if (guess.kind === 'choice' && predict.kind === 'choice') return guess.option === predict.answer;
  if (guess.kind === 'finger' && predict.kind === 'finger') return guess.participant === predict.answer;
  if (guess.kind === 'order' && predict.kind === 'order')
    return rightOrder(predict.items, predict.first, figures).every((item, place) => item === guess.items[place]);
  return false;
}

export function figureOf(id: string, figures: readonly LessonFigure[]): LessonFigure {
  const figure = figures.find((one) => one.id === id);
  if (figure === undefined) throw new RangeError(`There is no figure '${id}'.`);
  return figure;
}

/** Decimal places of a slider's step. */
export const decimals = (step: number): number => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));

const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text}\u00a0${unit}`);
