import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Adjacency, type AdjacencyCell, adjacencyAt } from '../scene/adjacency.js';
import { nodeScenes, type Standing } from '../scene/standing.js';
import type { GraphProps } from './graph.js';
import { stateText } from './node.js';

/** Many agents: who has sent something to whom, as a square. Rows send, columns receive. */
export function Matrix({ story, scene, clock, position, standings, point }: GraphProps): JSX.Element {
  // It changes only when a letter leaves.
  const left = story.letters.filter(({ sentAt }) => clock.leave(sentAt) <= position).length;
  const adjacency = useMemo(() => adjacencyAt(story, standings, clock, position), [story, standings, clock, left]);
  const wrong = adjacency.cells.filter(({ isFalse }) => isFalse).length;
  const { pairs, possible } = adjacency;
  return (
    <div class="graph matrix">
      <div class="roles">
        {nodeScenes(standings, scene.actors).map((node) => (
          <RoleButton key={node.standing.name} standing={node.standing} text={stateText(node)} point={point} />
        ))}
        <p>
          {pairs} of {possible} pairs have exchanged something.
          {wrong > 0 && <b class="born"> {`A false claim went ${wrong} of these ways.`}</b>}
        </p>
        <p class="faint">Rows send, columns receive.</p>
      </div>
      <Cells adjacency={adjacency} />
    </div>
  );
}

interface RoleButtonProps {
  readonly standing: Standing;
  readonly text: string;
  readonly point: (standing: Standing) => void;
}

function RoleButton({ standing, text, point }: RoleButtonProps): JSX.Element {
  const { name, members } = standing;
  return (
    <button type="button" onClick={() => point(standing)}>
      {name}
      {members.length > 1 && ` ×${members.length}`}
      <small>{text.replace(/^, /, '')}</small>
    </button>
  );
}

function Cells({ adjacency }: { readonly adjacency: Adjacency }): JSX.Element {
  const { names, cells } = adjacency;
  const size = names.length;
  const path = (wanted: boolean): string =>
    cells
      .filter(({ isFalse }) => isFalse === wanted)
      .map(({ from, to }: AdjacencyCell) => `M${to} ${from}h.86v.86h-.86z`)
      .join('');
  return (
    <svg viewBox={`-.2 -.2 ${size + 0.26} ${size + 0.26}`} aria-hidden="true">
      <rect class="room" x="-.1" y="-.1" width={size + 0.06} height={size + 0.06} />
      <path class="self" d={names.map((_, i) => `M${i} ${i}h.86v.86h-.86z`).join('')} />
      <path class="pair" d={path(false)} />
      <path class="pair false" d={path(true)} />
    </svg>
  );
}
