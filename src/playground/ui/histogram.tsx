import type { JSX } from 'preact';
import type { MeasureEntry, Opened, StudyPicture } from '../engine/protocol.js';
import { type Bin, binsOf, rangeText, short } from '../scene/figures.js';

interface HistogramProps {
  readonly picture: StudyPicture;
  readonly measure: MeasureEntry;
  readonly opened: Opened;
}

/** The values of one measure under both patterns; the second one is drawn as an outline. */
export function Histogram({ picture, measure, opened }: HistogramProps): JSX.Element {
  const { id, unit, label } = measure;
  const columns = picture.patterns.map(({ values }) => values[id]).filter((values) => values !== undefined);
  const bins = columns.length === picture.patterns.length ? binsOf(columns) : [];
  if (bins.length === 0) return <p class="faint">{label} is not defined in these runs.</p>;
  const most = Math.max(...bins.flatMap(({ shares }) => shares));
  const colour = (name: string): string => opened.patterns.find((one) => one.name === name)?.colour ?? '#7F8790';
  return (
    <figure class="histogram">
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        {picture.patterns.map(({ name }, p) => (
          <path key={name} class={`curve curve${p}`} style={{ '--pattern': colour(name) }} d={outline(bins, p, most)} />
        ))}
      </svg>
      <figcaption>
        <span>{short(unit, bins[0]!.from)}</span>
        <span class="legend">
          {picture.patterns.map(({ name, estimates }, p) => (
            <span key={name}>
              <i class={`swatch curve${p}`} style={{ '--pattern': colour(name) }} aria-hidden="true" /> {name}{' '}
              {short(unit, estimates[id]!.mean)}
            </span>
          ))}
        </span>
        <span>{short(unit, bins.at(-1)!.to)}</span>
      </figcaption>
      <details class="as-table">
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{label}</th>
              {picture.patterns.map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <th scope="row">{rangeText(bin, unit)}</th>
                {bin.shares.map((share, p) => (
                  <td key={picture.patterns[p]!.name}>{(share * 100).toFixed(1)} %</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A line of steps over the bins. */
function outline(bins: readonly Bin[], pattern: number, most: number): string {
  const width = 100 / bins.length;
  const steps = bins.map(({ shares }, i) => {
    const y = 40 - (shares[pattern]! / most) * 38;
    return `${i === 0 ? '' : 'L'}${i * width},${y} L${(i + 1) * width},${y}`;
  });
  return `M0,40 L${steps.join(' ')} L100,40`;
}
