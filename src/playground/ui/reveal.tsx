import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { answerText, figureOf, type Guess, guessText, isNear, rightOrder } from '../lessons/guess.js';
import { figureText, type LessonFigure, valueText } from '../lessons/lesson.js';
import { figuresOf, type NumberPrediction, type Prediction } from '../lessons/prediction.js';
import { CurveChart } from './curve.js';

interface RevealProps {
  readonly predict: Prediction;
  readonly guess: Guess;
  readonly figures: readonly LessonFigure[];
}

/** What was measured, from where the learner's mark stands. */
export function Reveal({ predict, guess, figures }: RevealProps): JSX.Element {
  const near = isNear(guess, predict, figures);
  const isPicture = predict.kind === 'order' || predict.kind === 'curve';
  return (
    <div class="reveal">
      <p class="said" role="status">
        {isPicture ? 'Your answer beside what was measured' : <Sentence {...{ predict, guess, figures }} />}
        {near ? (isPicture ? ': they agree.' : '. That is what you said.') : '.'}
      </p>
      {predict.kind === 'number' && (
        <Scale predict={predict} guess={guess} figure={figureOf(predict.answer, figures)} />
      )}
      {predict.kind === 'order' && <Orders {...{ predict, guess, figures }} />}
      {predict.kind === 'curve' && <Curves {...{ predict, guess, figures }} />}
      {predict.kind !== 'curve' && <Figures figures={figuresOf(predict).map((id) => figureOf(id, figures))} />}
    </div>
  );
}

function Sentence({ predict, guess, figures }: RevealProps): JSX.Element {
  return (
    <>
      You said: <b>{guessText(guess, predict)}</b>. Measured: <b>{answerText(predict, figures)}</b>
    </>
  );
}

function Curves({ predict, guess, figures }: RevealProps): JSX.Element | null {
  if (predict.kind !== 'curve') return null;
  const yours = guess.kind === 'curve' ? guess.values : null;
  const texts = (values: readonly number[]): string[] => values.map((value) => String(Number(value.toPrecision(3))));
  const measured = predict.lines.map(({ label, figures: ids }) => {
    const found = ids.map((id) => figureOf(id, figures));
    const told = found.map(({ value, digits }) => valueText(value, digits));
    return { label, values: found.map(({ value }) => value), texts: told, isYours: false };
  });
  const own = `your ${predict.lines[0]!.label}`;
  return (
    <CurveChart
      predict={predict}
      lines={[
        ...measured,
        ...(yours === null ? [] : [{ label: own, values: yours, texts: texts(yours), isYours: true }]),
      ]}
    />
  );
}

/** The measured value moves away from the learner's mark. */
function Scale({
  predict,
  guess,
  figure,
}: {
  readonly predict: NumberPrediction;
  readonly guess: Guess;
  readonly figure: LessonFigure;
}): JSX.Element {
  const { from, to, unit } = predict;
  const at = (value: number): number => ((Math.min(Math.max(value, from), to) - from) / (to - from)) * 100;
  const yours = guess.kind === 'number' ? guess.value : null;
  const [place, setPlace] = useState(yours ?? figure.value);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setPlace(figure.value));
    return () => cancelAnimationFrame(frame);
  }, [figure.value]);
  return (
    <div class="measured-scale" aria-hidden="true">
      <span class="line" />
      {yours !== null && (
        <span class="mark-yours" style={{ left: `${at(yours)}%` }}>
          you
        </span>
      )}
      <span class="whisker" style={{ left: `${at(figure.low)}%`, width: `${at(figure.high) - at(figure.low)}%` }} />
      <span class="mark-measured" style={{ left: `${at(place)}%` }}>
        measured
      </span>
      <span class="end-from">
        {from} {unit}
      </span>
      <span class="end-to">
        {to} {unit}
      </span>
    </div>
  );
}

function Orders({ predict, guess, figures }: RevealProps): JSX.Element | null {
  if (predict.kind !== 'order') return null;
  const right = rightOrder(predict.items, predict.first, figures);
  const yours = guess.kind === 'order' ? guess.items : null;
  const list = (title: string, items: readonly number[]): JSX.Element => (
    <div>
      <h2>{title}</h2>
      <ol>
        {items.map((item) => (
          <li key={item}>{predict.items[item]!.label}</li>
        ))}
      </ol>
    </div>
  );
  return (
    <div class="orders">
      {yours !== null && list('Your order', yours)}
      {list('As measured', right)}
    </div>
  );
}

/** Each figure with its interval, and a bar beside it. */
function Figures({ figures }: { readonly figures: readonly LessonFigure[] }): JSX.Element | null {
  if (figures.length === 0) return null;
  const most = Math.max(...figures.map(({ value, high }) => Math.max(Math.abs(value), Math.abs(high))));
  const isOneUnit = new Set(figures.map(({ unit }) => unit)).size === 1;
  return (
    <table class="figures-table">
      <thead>
        <tr>
          <th scope="col">measured</th>
          <th scope="col">value</th>
          <th scope="col">95 % interval</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.id}>
            <th scope="row">{figure.label}</th>
            <td>
              {isOneUnit && most > 0 && (
                <span
                  class="value-bar"
                  style={{ width: `${(Math.abs(figure.value) / most) * 90}px` }}
                  aria-hidden="true"
                />
              )}{' '}
              {figureText(figure)}
            </td>
            <td>
              {valueText(figure.low, figure.digits)} to {valueText(figure.high, figure.digits)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
