import type { JSX } from 'preact';
import type { CurvePrediction } from '../lessons/prediction.js';

export interface CurveLine {
  readonly label: string;
  readonly values: readonly number[];
  readonly isYours: boolean;
}

const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

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
            class={isYours ? 'yours' : 'measured'}
            stroke-dasharray={isYours ? '1 4' : DASHES[i % DASHES.length]}
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
          {lines.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, i) => (
                <td key={x.values[i]}>{Number(value.toPrecision(3))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
