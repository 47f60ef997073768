import type { JSX } from 'preact';
import type { CurvePrediction } from '../lessons/prediction.js';

export interface CurveLine {
  readonly label: string;
  readonly values: readonly number[];
  /** The values as the table says them. */
  readonly texts: readonly string[];
  readonly isYours: boolean;
}

const DASHES = ['none', '9 3', '3 3', '12 3 3 3'];

const lookOf = (isYours: boolean, line: number): { class: string; 'stroke-dasharray': string } => ({
  class: isYours ? 'yours' : 'measured',
  'stroke-dasharray': isYours ? '1 4' : DASHES[line % DASHES.length]!,
});

/** Lines over a few values of x; what lies beyond the axis is drawn at its end. */
export function CurveChart({
  predict,
  lines,
}: {
  readonly predict: CurvePrediction;
  readonly lines: readonly CurveLine[];
}): JSX.Element {
  const { x, y } = predict;
  const [first, last] = [x.values[0]!, x.values.at(-1)!];
  const across = (value: number): number => 2 + ((value - first) / (last - first)) * 96;
  const down = (value: number): number =>
    58 - ((Math.min(Math.max(value, y.from), y.to) - y.from) / (y.to - y.from)) * 56;
  return (
    <figure class="curve-chart">
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        {lines.map(({ label, values, isYours }, i) => (
          <path
            key={label}
            {...lookOf(isYours, i)}
            d={values.map((value, k) => `${k === 0 ? 'M' : 'L'}${across(x.values[k]!)},${down(value)}`).join(' ')}
          />
        ))}
      </svg>
      <figcaption>
        <span>
          {first} {x.unit}
        </span>
        <span>
          {y.label}, {y.from} to {y.to} {y.unit}, over {x.label}
        </span>
        <span>
          {last} {x.unit}
        </span>
      </figcaption>
      <table>
        <thead>
          <tr>
            <th scope="col">{x.label}</th>
            {x.values.map((value) => (
              <th scope="col" key={value}>
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, texts, isYours }, i) => (
            <tr key={label}>
              <th scope="row">
                <svg class="key" viewBox="0 0 34 8" aria-hidden="true">
                  <path {...lookOf(isYours, i)} d="M0,4 L34,4" />
                </svg>{' '}
                {label}
              </th>
              {texts.map((text, k) => (
                <td key={x.values[k]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
