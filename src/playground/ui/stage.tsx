import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { spacetimeOf } from '../scene/spacetime.js';
import { type Standing, standingsFor } from '../scene/standing.js';
import { Lab } from './lab.js';
import type { StageModel } from './model.js';
import { ActorNote, Sentences } from './notes.js';
import { OutcomeBadge, Panel } from './panel.js';
import { Problems } from './problems.js';
import { Luck, Transport } from './transport.js';

/** Which panel a narrow screen shows; what the reader asked about; how the diagrams are drawn. */
const panelShown = signal<0 | 1>(0);
const pointedAt = signal<Standing | null>(null);
const isFull = signal(false);
const isCommon = signal(false);
const isTold = signal(false);

/** Two patterns at work on the same luck, and below what many tasks come to. */
export function Stage({
  model,
  canChoose = true,
}: {
  readonly model: StageModel;
  readonly canChoose?: boolean;
}): JSX.Element {
  const stories = model.stories.value;
  const standings = useMemo(() => standingsFor(stories), [stories]);
  const longest = useMemo(() => Math.max(...stories.map((story) => spacetimeOf(story).seconds), 1), [stories]);
  const isRecorded = model.isRecorded.value;
  const shared = {
    model,
    standings,
    isFull: isFull.value,
    seconds: isCommon.value ? longest : null,
    canChoose: canChoose && !isRecorded,
  };
  const point = (standing: Standing): void => {
    pointedAt.value = standing;
  };
  return (
    <div class="stage" data-panel={panelShown.value} data-panels={stories.length}>
      <div class="controls">
        <Transport model={model} />
        {canChoose && !isRecorded && <Luck model={model} />}
      </div>
      <Problems problems={model.problems.value} />
      <p class="visually-hidden" role="status">
        {model.isPlaying.value ? '' : spoken(model)}
      </p>
      {model.looking.value !== '' && (
        <p class="looking" role="status">
          {model.looking.value}
        </p>
      )}
      <PanelTabs model={model} />
      <div class="panels">
        {([0, 1] as const).map((index) =>
          index < Math.max(1, stories.length) ? <Panel key={index} index={index} point={point} {...shared} /> : null,
        )}
      </div>
      <Switches />
      {isTold.value && (
        <div class="telling">
          {stories.map((story) => (
            <Sentences key={story.pattern} story={story} clock={model.clock.value} position={model.position.value} />
          ))}
        </div>
      )}
      {canChoose && !isRecorded && <Lab model={model} hidden={model.address.value.hide} />}
      {pointedAt.value !== null && (
        <ActorNote
          standing={pointedAt.value}
          {...{ stories, scenes: model.scenes.value, clock: model.clock.value, position: model.position.value }}
          close={() => {
            pointedAt.value = null;
          }}
        />
      )}
    </div>
  );
}

/** What stands still, for who does not see it. */
function spoken(model: StageModel): string {
  return model.scenes.value
    .map(
      ({ time, outcome }, i) =>
        `${model.stories.value[i]!.pattern}: ${time.toFixed(1)} seconds, ${outcome ?? 'under way'}.`,
    )
    .join(' ');
}

/** On a narrow screen one panel at a time; the other's outcome stays in sight. */
function PanelTabs({ model }: { readonly model: StageModel }): JSX.Element {
  return (
    <div class="panel-tabs">
      {model.stories.value.map((story, index) => (
        <button
          key={`${index} ${story.pattern}`}
          type="button"
          aria-pressed={panelShown.value === index}
          onClick={() => {
            panelShown.value = index === 0 ? 0 : 1;
          }}
        >
          {story.pattern} <OutcomeBadge outcome={model.scenes.value[index]?.outcome ?? null} />
        </button>
      ))}
    </div>
  );
}

function Switches(): JSX.Element {
  return (
    <div class="switches">
      <Switch label="show the whole diagram" value={isFull} />
      <Switch label="one axis for both" value={isCommon} />
      <Switch label="tell it in sentences" value={isTold} />
    </div>
  );
}

function Switch({ label, value }: { readonly label: string; readonly value: { value: boolean } }): JSX.Element {
  return (
    <label>
      <input
        type="checkbox"
        checked={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.checked;
        }}
      />{' '}
      {label}
    </label>
  );
}
