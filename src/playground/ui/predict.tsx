import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { decimals, type Guess, isComplete, untouched } from '../lessons/guess.js';
import { valueText } from '../lessons/lesson.js';
import type {
  CurvePrediction,
  FingerPrediction,
  NumberPrediction,
  OrderPrediction,
  Prediction,
} from '../lessons/prediction.js';
import { CurveChart } from './curve.js';
import { Icon } from './icons.js';

interface PredictProps {
  readonly predict: Prediction;
  readonly commit: (guess: Guess) => void;
}

/** How the learner says what they expect: with standard controls, and nothing of the answer near. */
export function Predict({ predict, commit }: PredictProps): JSX.Element {
  const [guess, setGuess] = useState<Guess>(untouched(predict));
  return (
    <form
      class="predict"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete(guess)) commit(guess);
      }}
    >
      <Control predict={predict} guess={guess} change={setGuess} />
      <p class="actions">
        <button type="submit" class="primary" disabled={!isComplete(guess)}>
          Commit to this answer
        </button>
        <button type="button" onClick={() => commit({ kind: 'unsure' })}>
          Not sure
        </button>
      </p>
    </form>
  );
}

interface ControlProps<P extends Prediction = Prediction> {
  readonly predict: P;
  readonly guess: Guess;
  readonly change: (guess: Guess) => void;
}

function Control({ predict, guess, change }: ControlProps): JSX.Element {
  switch (predict.kind) {
    case 'number':
      return <NumberControl {...{ predict, guess, change }} />;
    case 'choice':
      return (
        <Radios
          legend="Your answer"
          options={predict.options}
          chosen={guess.kind === 'choice' ? guess.option : -1}
          choose={(option) => change({ kind: 'choice', option })}
        />
      );
    case 'finger':
      return <FingerControl {...{ predict, guess, change }} />;
    case 'order':
      return <OrderControl {...{ predict, guess, change }} />;
    case 'curve':
      return <CurveControl {...{ predict, guess, change }} />;
  }
}

function NumberControl({ predict, guess, change }: ControlProps<NumberPrediction>): JSX.Element {
  const { label, unit, from, to, step } = predict;
  const value = guess.kind === 'number' ? guess.value : from;
  const text = `${valueText(value, decimals(step))} ${unit}`.trim();
  return (
    <label class="scale">
      <span>
        {label}: <b>{text}</b>
      </span>
      <input
        type="range"
        min={from}
        max={to}
        step={step}
        value={value}
        aria-valuetext={text}
        onInput={(event) => change({ kind: 'number', value: Number(event.currentTarget.value) })}
      />
      <span class="ends">
        <span>
          {valueText(from, decimals(step))} {unit}
        </span>
        <span>
          {valueText(to, decimals(step))} {unit}
        </span>
      </span>
    </label>
  );
}

interface RadiosProps {
  readonly legend: string;
  readonly options: readonly string[];
  readonly chosen: number;
  readonly choose: (option: number) => void;
}

function Radios({ legend, options, chosen, choose }: RadiosProps): JSX.Element {
  return (
    <fieldset class="radios">
      <legend class="visually-hidden">{legend}</legend>
      {options.map((option, i) => (
        <label key={option}>
          <input type="radio" name="answer" checked={i === chosen} onChange={() => choose(i)} /> {option}
        </label>
      ))}
    </fieldset>
  );
}

function FingerControl({ predict, guess, change }: ControlProps<FingerPrediction>): JSX.Element {
  const { participants } = predict;
  return (
    <Radios
      legend="Who was it?"
      options={participants}
      chosen={guess.kind === 'finger' ? participants.indexOf(guess.participant) : -1}
      choose={(i) => change({ kind: 'finger', participant: participants[i]! })}
    />
  );
}

/** Moved up and down by buttons. */
function OrderControl({ predict, guess, change }: ControlProps<OrderPrediction>): JSX.Element {
  const items = guess.kind === 'order' ? guess.items : [];
  const move = (place: number, by: number): void => {
    const moved = [...items];
    const [item] = moved.splice(place, 1);
    moved.splice(place + by, 0, item!);
    change({ kind: 'order', items: moved });
  };
  return (
    <div>
      <p>{predict.rule}</p>
      <ol class="order">
        {items.map((item, place) => {
          const { label } = predict.items[item]!;
          return (
            <li key={item}>
              <span>{label}</span>
              <button type="button" disabled={place === 0} onClick={() => move(place, -1)} aria-label={`${label} up`}>
                <Icon name="up" />
              </button>
              <button
                type="button"
                disabled={place === items.length - 1}
                onClick={() => move(place, 1)}
                aria-label={`${label} down`}
              >
                <Icon name="down" />
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

/** A point for each value; the line is drawn as it is moved. */
function CurveControl({ predict, guess, change }: ControlProps<CurvePrediction>): JSX.Element {
  const values = guess.kind === 'curve' ? guess.values : [];
  const { x, y, lines } = predict;
  return (
    <div class="curve-control">
      <CurveChart
        predict={predict}
        lines={[{ label: `your ${lines[0]!.label}`, values, texts: values.map(short), isYours: true }]}
      />
      {x.values.map((at, i) => (
        <label class="scale narrow" key={at}>
          <span>
            at {at} {x.unit}: <b>{`${Number(values[i]!.toPrecision(3))} ${y.unit}`}</b>
          </span>
          <input
            type="range"
            min={y.from}
            max={y.to}
            step={(y.to - y.from) / 100}
            value={values[i]!}
            aria-valuetext={`${Number(values[i]!.toPrecision(3))} ${y.unit}`}
            onInput={(event) => {
              const moved = [...values];
              moved[i] = Number(event.currentTarget.value);
              change({ kind: 'curve', values: moved });
            }}
          />
        </label>
      ))}
    </div>
  );
}
