import type { JSX } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import { counted, formatValue } from '../../report/words/format.js';
import type { Story } from '../../sim/record/story.js';
import { isCrowded } from '../scene/adjacency.js';
import type { Scene } from '../scene/scene.js';
import { spacetimeOf } from '../scene/spacetime.js';
import type { Standing, Standings } from '../scene/standing.js';
import { Graph } from './graph.js';
import { Sign } from './icons.js';
import { Matrix } from './matrix.js';
import type { StageModel } from './model.js';
import { SpacetimeChart } from './spacetime.js';

interface PanelProps {
  readonly model: StageModel;
  readonly index: 0 | 1;
  readonly standings: Standings;
  readonly isFull: boolean;
  /** Seconds over the width of the diagram; null: as many as this run takes. */
  readonly seconds: number | null;
  /** Who talks to whom as a square; null: where lines would be a blot. */
  readonly isMatrix: boolean | null;
  readonly point: (standing: Standing) => void;
  /** Shows what letters of a story carry, by their ids. */
  readonly read: (story: Story, letters: readonly number[]) => void;
  readonly canChoose: boolean;
}

/** One pattern at work: what it has cost so far, who does what, and what has passed. */
export function Panel(props: PanelProps): JSX.Element | null {
  const { model, index, standings, isFull, isMatrix, seconds, point, read, canChoose } = props;
  const story = model.stories.value[index];
  const scene = model.scenes.value[index];
  const diagram = useMemo(() => (story === undefined ? null : spacetimeOf(story)), [story]);
  const isBlot = useMemo(() => story !== undefined && isCrowded(story, standings), [story, standings]);
  const readOwn = useCallback(
    (letters: readonly number[]) => {
      if (story !== undefined) read(story, letters);
    },
    [story, read],
  );
  if (story === undefined || scene === undefined || diagram === null)
    return <section class="panel empty" aria-busy="true" />;
  const Picture = (isMatrix ?? isBlot) ? Matrix : Graph;
  const entry = model.opened.value?.patterns.find(({ name }) => name === story.pattern);
  return (
    <section class="panel" style={{ '--pattern': entry?.colour ?? '#7F8790' }} aria-label={story.pattern}>
      <header>
        {canChoose ? (
          <PatternChoice model={model} index={index} />
        ) : (
          <strong class="pattern-name">{story.pattern}</strong>
        )}
        <span class="figures">
          {scene.time.toFixed(1)} s · {formatValue('tokens', scene.tokens)}
          {story.isObserved !== true && ` · $${scene.cost.toFixed(4)}`}
          {scene.undone > 0 && <b class="undone"> · {counted(scene.undone, 'write')} undone</b>}
        </span>
        <OutcomeBadge outcome={scene.outcome} />
      </header>
      <Picture
        {...{ story, scene, standings, isFull, point, read: readOwn }}
        clock={model.clock.value}
        position={model.position.value}
      />
      <SpacetimeChart {...{ diagram, isFull, read: readOwn }} seconds={seconds ?? diagram.seconds} time={scene.time} />
    </section>
  );
}

function PatternChoice({ model, index }: { readonly model: StageModel; readonly index: 0 | 1 }): JSX.Element {
  const chosen = model.pair[index];
  return (
    <select
      aria-label={index === 0 ? 'First pattern' : 'Second pattern'}
      value={chosen}
      onChange={(event) =>
        model.change(index === 0 ? { a: event.currentTarget.value } : { b: event.currentTarget.value })
      }
    >
      {model.opened.value?.patterns.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

export function OutcomeBadge({ outcome }: { readonly outcome: Scene['outcome'] }): JSX.Element {
  if (outcome === null) return <span class="outcome open">under way</span>;
  return (
    <span class={`outcome ${outcome}`}>
      {outcome !== 'observed' && <Sign name={outcome === 'correct' ? 'good' : 'false'} />} {outcome}
    </span>
  );
}
