import type { JSX } from 'preact';
import { Icon, Sign } from './icons.js';

const KEYS = [
  ['space', 'play or pause'],
  ['→ and ←', 'one step on, one step back'],
  ['Home and End', 'to the start, to the end'],
  ['?', 'this help'],
] as const;

export function Help({ close }: { readonly close: () => void }): JSX.Element {
  return (
    <aside class="note help" aria-label="Help">
      <header>
        <h2>Keys and signs</h2>
        <button type="button" class="plain" onClick={close} aria-label="Close help">
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        <b class="born">
          <Sign name="false" />
        </b>{' '}
        a false claim: made, held, or on its way.{' '}
        <b class="caught">
          <Sign name="good" />
        </b>{' '}
        caught by a check. <Sign name="undone" /> a write that undoes another. A ring around an agent fills while it
        works. Keys work while no field has the focus.
      </p>
      <p>Both patterns do the same task with the same random numbers: what differs is the coordination alone.</p>
    </aside>
  );
}
