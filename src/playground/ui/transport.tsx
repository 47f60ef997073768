import type { JSX } from 'preact';
import { type TransportMark, transportMarks } from '../scene/moments.js';
import { Icon, Sign, type SignName } from './icons.js';
import type { StageModel } from './model.js';

const SPEEDS = [0.25, 0.5, 1, 2, 4];

const MARKS: Readonly<Record<TransportMark['what'], SignName>> = {
  born: 'false',
  caught: 'good',
  undone: 'undone',
  lost: 'lost',
  delivered: 'delivered',
  'not delivered': 'nothing',
};

interface TransportProps {
  readonly model: StageModel;
  readonly isOff?: boolean;
}

/** Start, back, play, step, and a slider over the whole run. */
export function Transport({ model, isOff = false }: TransportProps): JSX.Element {
  const { speed } = model;
  return (
    <fieldset class="transport" aria-label="Playing">
      <Buttons model={model} isOff={isOff} />
      <Scrub model={model} isOff={isOff} />
      <label class="speed">
        <span class="wide-only">speed</span>
        <select
          value={String(speed.value)}
          onChange={(event) => {
            speed.value = Number(event.currentTarget.value);
          }}
          aria-label="Speed"
        >
          {SPEEDS.map((one) => (
            <option key={one} value={String(one)}>{`${one}×`}</option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

function Buttons({ model, isOff = false }: TransportProps): JSX.Element {
  const { isPlaying } = model;
  return (
    <>
      <button
        type="button"
        onClick={() => model.seekTo(0)}
        disabled={isOff}
        aria-label="To the start"
        title="To the start (Home)"
      >
        <Icon name="start" />
      </button>
      <button
        type="button"
        onClick={() => model.step(-1)}
        disabled={isOff}
        aria-label="Step back"
        title="Step back (←)"
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        class="primary"
        onClick={() => model.toggle()}
        disabled={isOff}
        aria-label={isPlaying.value ? 'Pause' : 'Play'}
        title="Play or pause (space)"
      >
        <Icon name={isPlaying.value ? 'pause' : 'play'} />
      </button>
      <button type="button" onClick={() => model.step(1)} disabled={isOff} aria-label="Step" title="Step (→)">
        <Icon name="step" />
      </button>
    </>
  );
}

function Scrub({ model, isOff = false }: TransportProps): JSX.Element {
  const { clock, position, stories } = model;
  const { length } = clock.value;
  const marks = isOff ? [] : transportMarks(stories.value, clock.value);
  return (
    <div class="scrub">
      <div class="marks" aria-hidden="true">
        {marks.map(({ what, position: place, story }, i) => (
          <span
            key={i}
            class={`mark row${story} ${what.replace(' ', '-')}`}
            style={{ left: `${(place / length) * 100}%` }}
            title={`${stories.value[story]?.pattern}: ${what}`}
          >
            <Sign name={MARKS[what]} />
          </span>
        ))}
      </div>
      <input
        type="range"
        min="0"
        max={length}
        step="any"
        value={position.value}
        disabled={isOff}
        onInput={(event) => model.seekTo(Number(event.currentTarget.value))}
        aria-label="Place in the run"
        aria-valuetext={`${clock.value.at(position.value).toFixed(1)} seconds of the run`}
      />
    </div>
  );
}

/** Which replication is played. */
export function Luck({ model }: { readonly model: StageModel }): JSX.Element {
  const { address, opened } = model;
  const tasks = opened.value?.tasks ?? 1;
  return (
    <fieldset class="luck" aria-label="Luck">
      <NumberField
        label="replication"
        value={address.value.replication}
        choose={(replication) => model.change({ replication })}
      />
      {tasks > 1 && (
        <NumberField
          label="task"
          value={address.value.task}
          most={tasks - 1}
          choose={(task) => model.change({ task })}
        />
      )}
      <button type="button" onClick={() => void model.findLuck().catch((error: unknown) => model.refuse(error))}>
        find luck where they differ
      </button>
    </fieldset>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly most?: number;
  readonly choose: (value: number) => void;
}

function NumberField({ label, value, most = 1_000_000, choose }: NumberFieldProps): JSX.Element {
  return (
    <label>
      {label}{' '}
      <input
        type="number"
        min="0"
        max={most}
        value={value}
        onChange={(event) => {
          const wanted = Math.round(Number(event.currentTarget.value));
          choose(Math.min(most, Math.max(0, Number.isFinite(wanted) ? wanted : 0)));
        }}
      />
    </label>
  );
}
