import type { JSX } from 'preact';
import type { NodeScene, Standing } from '../scene/standing.js';
import { Sign } from './icons.js';

interface NodeProps {
  readonly node: NodeScene;
  /** Of folded instances: how many pairs of them have exchanged something. */
  readonly pairs: number;
  readonly point: (standing: Standing) => void;
}

/** An agent, or a role whose instances are folded. */
export function Node({ node, pairs, point }: NodeProps): JSX.Element {
  const { standing, actors, busy, falseClaims, retracted, queue, down } = node;
  const [call] = actors.flatMap(({ calls }) => calls);
  const look = ['node', standing.kind, falseClaims > 0 ? 'false' : '', busy > 0 ? 'busy' : '', down > 0 ? 'down' : ''];
  const share = standing.members.length > 1 ? busy / standing.members.length : (call?.share ?? 0);
  const side = standing.y < 40 ? 'above' : 'below';
  return (
    <button
      type="button"
      class={look.join(' ')}
      style={{ left: `${standing.x}%`, top: `${standing.y}%`, '--share': `${share * 360}deg` }}
      onClick={() => point(standing)}
    >
      <span class="disc" aria-hidden="true">
        {falseClaims > 0 && <Sign name="false" />}
        {falseClaims > 1 && falseClaims}
        {falseClaims === 0 && down > 0 && <Sign name="pause" />}
      </span>
      <span class={`name ${side}`}>
        {standing.name}
        {standing.members.length > 1 && ` ×${standing.members.length}`}
        {pairs > 0 && <small>{pairs} pairs talk</small>}
        {queue > 0 && (
          <b class="queue" aria-hidden="true">
            {' '}
            {queue} waiting
          </b>
        )}
        {retracted > 0 && (
          <b class="caught" aria-hidden="true">
            {' '}
            <Sign name="good" />
            {retracted}
          </b>
        )}
        {call !== undefined && <small aria-hidden="true">{call.isWaiting ? `${call.what} (waits)` : call.what}</small>}
      </span>
      <span class="visually-hidden">{stateText(node)}</span>
    </button>
  );
}

/** What a node shows, for who does not see it; its name stands before. */
export function stateText({ standing, actors, busy, falseClaims, retracted, queue, down }: NodeScene): string {
  const [call] = actors.flatMap(({ calls }) => calls);
  const parts = [
    standing.members.length > 1 ? `${busy} at work` : '',
    standing.members.length === 1 && call !== undefined
      ? `${call.isWaiting ? 'waits with' : 'at work on'} ${call.what}`
      : '',
    falseClaims > 0 ? `holds ${falseClaims} false ${falseClaims === 1 ? 'claim' : 'claims'}` : '',
    retracted > 0 ? `has retracted ${retracted}` : '',
    queue > 0 ? `${queue} waiting` : '',
    down > 0 ? 'is down' : '',
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => `, ${part}`)
    .join('');
}
