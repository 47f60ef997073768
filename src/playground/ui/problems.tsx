import type { JSX } from 'preact';
import type { Refused } from '../engine/protocol.js';

/** What is wrong, where, and what to do. */
export function Problems({ problems }: { readonly problems: readonly Refused[] }): JSX.Element | null {
  if (problems.length === 0) return null;
  return (
    <div class="problems" role="alert">
      <ul>
        {problems.map(({ message, next, place }) => (
          <li key={`${message} ${place?.line} ${place?.column}`}>
            {place !== null && (
              <b>
                line {place.line}, column {place.column}:{' '}
              </b>
            )}
            {message} {next}
          </li>
        ))}
      </ul>
    </div>
  );
}
