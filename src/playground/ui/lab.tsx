import type { JSX } from 'preact';
import { OUTCOME_LABELS, OUTCOMES } from '../../compare/summary-rows.js';
import type { MeasureEntry, StudiedPattern, StudyPicture } from '../engine/protocol.js';
import { differenceText, studyTitle } from '../scene/figures.js';
import { Histogram } from './histogram.js';
import { Knobs } from './knob.js';
import type { StageModel } from './model.js';

/** What many tasks come to: knobs at the left, what they change at the right. */
export function Lab({
  model,
  hidden,
  most = 8,
}: {
  readonly model: StageModel;
  readonly hidden: readonly string[];
  readonly most?: number;
}): JSX.Element | null {
  const opened = model.opened.value;
  if (opened === null) return null;
  const picture = model.picture.value;
  return (
    <section class="lab" aria-label="Many tasks">
      <Knobs model={model} hidden={hidden} most={most} />
      <div class="results" aria-busy={picture === null || !picture.isLast}>
        {picture === null ? <p class="faint">Rehearsing …</p> : <Results model={model} picture={picture} />}
      </div>
    </section>
  );
}

function Results({ model, picture }: { readonly model: StageModel; readonly picture: StudyPicture }): JSX.Element {
  const opened = model.opened.value!;
  const named = (id: string): MeasureEntry => opened.measures.find((one) => one.id === id) ?? opened.measures[0]!;
  const measure = named(model.measure);
  const isShown = picture.isLast || picture.done >= 50;
  return (
    <>
      <div>
        <h2>{studyTitle(picture, opened.tasks)}</h2>
        <Outcomes patterns={picture.patterns} />
        <p class="difference" aria-live={picture.isLast ? 'polite' : 'off'}>
          {isShown &&
            [...new Set([opened.objective, measure.id])].map((id) => (
              <span key={id}>{differenceText(picture, named(id))}</span>
            ))}
        </p>
      </div>
      <div class="distribution">
        <label>
          Distribution of{' '}
          <select value={measure.id} onChange={(event) => model.change({ measure: event.currentTarget.value })}>
            {opened.measures.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <Histogram picture={picture} measure={measure} opened={opened} />
        <details class="as-table">
          <summary>What it is</summary>
          <p>{measure.definition}</p>
        </details>
      </div>
    </>
  );
}

/** How tasks end, a bar a pattern. The table says the same. */
function Outcomes({ patterns }: { readonly patterns: readonly StudiedPattern[] }): JSX.Element {
  return (
    <>
      <div class="outcomes" aria-hidden="true">
        {patterns.map(({ name, estimates }) => (
          <div class="outcome-row" key={name}>
            <span class="pattern-name">{name}</span>
            <div class="stack">
              {OUTCOMES.map((id) => {
                const share = estimates[id]!.mean * 100;
                if (!(share > 0)) return null;
                const text = share >= 12 ? `${share.toFixed(1)} %` : '';
                return (
                  <span
                    key={id}
                    class={`part ${id}`}
                    style={{ width: `${share}%` }}
                    title={`${OUTCOME_LABELS[id]}: ${share.toFixed(1)} %`}
                  >
                    {text}
                  </span>
                );
              })}
            </div>
          </div>
        ))}
      </div>
      <details class="as-table">
        <summary>How tasks end, as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">pattern</th>
              {OUTCOMES.map((id) => (
                <th scope="col" key={id}>
                  <i class={`swatch ${id}`} aria-hidden="true" /> {OUTCOME_LABELS[id]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {patterns.map(({ name, estimates }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {OUTCOMES.map((id) => (
                  <td key={id}>{(estimates[id]!.mean * 100).toFixed(1)} %</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
