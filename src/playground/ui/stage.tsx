import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Story } from '../../sim/record/story.js';
import { spacetimeOf } from '../scene/spacetime.js';
import { type Standing, standingsFor } from '../scene/standing.js';
import { Lab } from './lab.js';
import { LetterNote } from './letter-note.js';
import type { StageModel } from './model.js';
import { ActorNote, Sentences } from './notes.js';
import { OutcomeBadge, Panel } from './panel.js';
import { Problems } from './problems.js';
import { saveFile } from './save.js';
import { Luck, Transport } from './transport.js';

/** Which panel a narrow screen shows; what the reader asked about; how the diagrams are drawn. */
const panelShown = signal<0 | 1>(0);
const pointedAt = signal<Standing | null>(null);
const isFull = signal(false);
const isCommon = signal(false);
const isTold = signal(false);
/** Null: as a matrix where lines would be a blot. */
const isMatrix = signal<boolean | null>(null);
/** Letters of a story, by their ids. */
const opened = signal<{ readonly story: Story; readonly letters: readonly number[] } | null>(null);
const read = (story: Story, letters: readonly number[]): void => {
  pointedAt.value = null;
  opened.value = { story, letters };
};
const point = (standing: Standing): void => {
  opened.value = null;
  pointedAt.value = standing;
};

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
    isMatrix: isMatrix.value,
    seconds: isCommon.value ? longest : null,
    canChoose: canChoose && !isRecorded,
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
          index < Math.max(1, stories.length) ? (
            <Panel key={index} index={index} point={point} read={read} {...shared} />
          ) : null,
        )}
      </div>
      <Switches model={model} isFolded={standings.nodes.some(({ members }) => members.length > 1)} />
      {isTold.value && (
        <div class="telling">
          {stories.map((story) => (
            <Sentences key={story.pattern} story={story} clock={model.clock.value} position={model.position.value} />
          ))}
        </div>
      )}
      {canChoose && !isRecorded && <Lab model={model} hidden={model.address.value.hide} />}
      <Notes model={model} />
    </div>
  );
}

/** What the reader asked about: a participant, or letters of a run that still stands here. */
function Notes({ model }: { readonly model: StageModel }): JSX.Element {
  const stories = model.stories.value;
  const close = (): void => {
    pointedAt.value = null;
    opened.value = null;
  };
  return (
    <>
      {pointedAt.value !== null && (
        <ActorNote
          standing={pointedAt.value}
          {...{ stories, scenes: model.scenes.value, clock: model.clock.value, position: model.position.value, close }}
          unfold={() => {
            isMatrix.value = true;
            close();
          }}
        />
      )}
      {opened.value !== null && stories.includes(opened.value.story) && <LetterNote {...opened.value} close={close} />}
    </>
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

interface SwitchesProps {
  readonly model: StageModel;
  /** Instances of some role share a node. */
  readonly isFolded: boolean;
}

function Switches({ model, isFolded }: SwitchesProps): JSX.Element {
  return (
    <div class="switches">
      <Switch label="show the whole diagram" value={isFull} />
      <Switch label="one axis for both" value={isCommon} />
      <Switch label="tell it in sentences" value={isTold} />
      {isFolded && (
        <label>
          who talks to whom{' '}
          <select
            value={String(isMatrix.value)}
            onChange={(event) => {
              isMatrix.value = MATRIX_CHOICES.find(([key]) => key === event.currentTarget.value)?.[1] ?? null;
            }}
          >
            {MATRIX_CHOICES.map(([key, , label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" class="plain" onClick={() => saveRun(model)}>
        save this run
      </button>
    </div>
  );
}

const MATRIX_CHOICES: readonly (readonly [string, boolean | null, string])[] = [
  ['null', null, 'automatic'],
  ['true', true, 'as a matrix'],
  ['false', false, 'as a ring, roles folded'],
];

/** Both runs as JSON, which the stage opens again. */
function saveRun({ stories }: StageModel): void {
  const [first] = stories.value;
  if (first === undefined) return;
  const patterns = stories.value.map(({ pattern }) => pattern).join('-');
  const name = `${first.scenario}-${patterns}.json`.replace(/[^\w.-]/g, '-');
  saveFile(name, JSON.stringify(stories.value), 'application/json');
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
