import type { JSX } from 'preact';
import { formatValue } from '../../report/words/format.js';
import { settingText } from '../../study/parameter.js';
import type { Knob } from '../engine/protocol.js';
import type { StageModel } from './model.js';

/** Values that can be turned: those that the scenario says are uncertain, and what else is set. */
export function Knobs({
  model,
  hidden,
  most,
}: {
  readonly model: StageModel;
  readonly hidden: readonly string[];
  readonly most: number;
}): JSX.Element {
  const { set } = model.address.value;
  const knobs = model.opened.value?.knobs ?? [];
  const shown = knobs.filter(({ path }) => !hidden.includes(path)).slice(0, most);
  const others = set.filter(
    (option) => !knobs.some(({ path }) => option.startsWith(`${path}=`)) && !hidden.includes(pathIn(option)),
  );
  return (
    <div class="knobs">
      <h2>What if …</h2>
      {hidden.length > 0 && <p class="faint">A value is hidden. Find it out by what it does.</p>}
      {shown.map((knob) => (
        <OneKnob key={knob.path} knob={knob} model={model} />
      ))}
      {others.map((option) => (
        <p class="other" key={option}>
          <code>{option}</code>{' '}
          <button
            type="button"
            class="plain"
            onClick={() => model.change({ set: set.filter((one) => one !== option) })}
          >
            remove
          </button>
        </p>
      ))}
      {set.some((option) => !hidden.includes(pathIn(option))) && (
        <button
          type="button"
          onClick={() => model.change({ set: set.filter((option) => hidden.includes(pathIn(option))) })}
        >
          as the scenario says
        </button>
      )}
    </div>
  );
}

const pathIn = (option: string): string => option.slice(0, option.indexOf('='));

function OneKnob({ knob, model }: { readonly knob: Knob; readonly model: StageModel }): JSX.Element {
  const { path, low, high, base, isWhole, unit } = knob;
  const { set } = model.address.value;
  const written = set.find((option) => option.startsWith(`${path}=`));
  const value = written === undefined ? base : Number.parseFloat(written.slice(path.length + 1));
  const isIdle = model.idle.value?.has(path) ?? false;
  const turn = (to: number): void => {
    const others = set.filter((option) => !option.startsWith(`${path}=`));
    model.change({ set: to === base ? others : [...others, settingText(knob, to)] });
  };
  const text = valueText(value, unit, knob);
  return (
    <label class={isIdle ? 'knob idle' : 'knob'}>
      <span>
        {labelOf(path)} <b>{text}</b>
      </span>
      <input
        type="range"
        min={Math.min(low, base)}
        max={Math.max(high, base)}
        step={isWhole ? 1 : (high - low) / 100}
        value={value}
        disabled={isIdle}
        aria-valuetext={text}
        onInput={(event) => turn(Number(Number(event.currentTarget.value).toPrecision(6)))}
      />
      {isIdle && <small>changes nothing here</small>}
    </label>
  );
}

/** `agents.fact-checker.detection` as "fact-checker: detection". */
export function labelOf(path: string): string {
  const parts = path.split('.').filter((part, i) => !(i === 0 && part === 'agents'));
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(' ')}: ${parts.at(-1)}`;
}

/** Values between 0 and 1 are shares. */
function valueText(value: number, unit: string, { low, high }: Knob): string {
  if (unit === '' && low >= 0 && high <= 1) return formatValue('share', Number(value.toPrecision(3)));
  return `${Number(value.toPrecision(3))}${unit === '' ? '' : ` ${unit}`}`;
}
