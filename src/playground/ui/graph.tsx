import type { JSX } from 'preact';
import type { Story } from '../../sim/record/story.js';
import type { Clock } from '../scene/clock.js';
import { falseNames, type Scene } from '../scene/scene.js';
import { letterAt, nodeScenes, READER_AT, type Standing, type Standings, USER_AT } from '../scene/standing.js';
import { Sign } from './icons.js';
import { Node } from './node.js';

export interface GraphProps {
  readonly story: Story;
  readonly scene: Scene;
  readonly clock: Clock;
  readonly position: number;
  readonly standings: Standings;
  readonly isFull: boolean;
  readonly point: (standing: Standing) => void;
  /** Shows what letters carry, by their ids. */
  readonly read: (letters: readonly number[]) => void;
}

/** Who exchanged what so far, and what is on its way. Everything in percent of the room, so that text keeps its size. */
export function Graph(props: GraphProps): JSX.Element {
  const { scene, standings, point, read } = props;
  const nodes = nodeScenes(standings, scene.actors);
  return (
    <div class="graph">
      <svg class="edges" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {edgesOf(props).map(({ key, x1, y1, x2, y2, isFalse }) => (
          <line key={key} x1={x1} y1={y1} x2={x2} y2={y2} class={isFalse ? 'edge false' : 'edge'} />
        ))}
      </svg>
      <Reader scene={scene} />
      {nodes.map((node) => (
        <Node key={node.standing.name} node={node} pairs={pairsWithin(props, node.standing)} point={point} />
      ))}
      {scene.letters.map((letter) => {
        const { x, y } = letterAt(letter, standings);
        const look = ['letter', letter.kind, letter.falseClaims > 0 ? 'false' : '', letter.isLost ? 'lost' : ''];
        return (
          <button
            key={letter.id}
            type="button"
            class={look.join(' ')}
            style={{ left: `${x}%`, top: `${y}%` }}
            aria-label={`Letter from ${letter.from} to ${letter.to}${letter.isLost ? ', lost' : ''}`}
            onClick={() => read([letter.id])}
          >
            {letter.falseClaims > 0 && <Sign name="false" />}
          </button>
        );
      })}
    </div>
  );
}

function Reader({ scene }: { readonly scene: Scene }): JSX.Element {
  const { delivery, outcome } = scene;
  const bad = delivery?.falseClaims.length ?? 0;
  const look =
    delivery === null ? (outcome === null ? '' : 'nothing') : bad > 0 || delivery.missing > 0 ? 'false' : 'good';
  return (
    <>
      <span class="person" style={{ left: `${USER_AT.x}%`, top: `${USER_AT.y}%` }}>
        <i class="page full" aria-hidden="true" />
        <span class="name below">user</span>
      </span>
      <span class={`person reader ${look}`} style={{ left: `${READER_AT.x}%`, top: `${READER_AT.y}%` }}>
        <i class={delivery === null ? 'page' : 'page full'} aria-hidden="true">
          {delivery !== null && <Sign name={bad > 0 || delivery.missing > 0 ? 'false' : 'good'} />}
          {bad > 1 && bad}
        </i>
        <span class="name below">reader</span>
      </span>
    </>
  );
}

interface Edge {
  readonly key: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly isFalse: boolean;
}

/** Pairs of instances of one folded role that have exchanged something so far. */
function pairsWithin({ story, clock, position }: GraphProps, { members }: Standing): number {
  if (members.length < 2) return 0;
  const pairs = new Set<string>();
  for (const { from, to, sentAt } of story.letters) {
    if (from !== to && members.includes(from) && members.includes(to) && clock.leave(sentAt) <= position) {
      pairs.add(from < to ? `${from} ${to}` : `${to} ${from}`);
    }
  }
  return pairs.size;
}

/** A line between any two that exchanged something so far; red where a false claim went over it. */
function edgesOf({ story, clock, position, standings, scene }: GraphProps): Edge[] {
  const isFalse = falseNames(story);
  const edges = new Map<string, Edge>();
  const add = (from: string, to: string, wrong: boolean): void => {
    const [start, end] = [standings.nodeOf.get(from) ?? USER_AT, standings.nodeOf.get(to) ?? READER_AT];
    const key = `${start.x} ${start.y} ${end.x} ${end.y}`;
    const known = edges.get(key)?.isFalse ?? false;
    edges.set(key, { key, x1: start.x, y1: start.y, x2: end.x, y2: end.y, isFalse: wrong || known });
  };
  for (const { from, to, sentAt, claims, arrivedAt } of story.letters) {
    if (arrivedAt !== null && clock.leave(sentAt) <= position) add(from, to, claims.some(isFalse));
  }
  const { delivery } = story;
  if (delivery?.by != null && scene.delivery !== null) add(delivery.by, 'reader', delivery.claims.some(isFalse));
  return [...edges.values()];
}
