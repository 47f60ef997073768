import type { JSX } from 'preact';
import { hashOf, START } from '../address.js';
import { lessons } from '../lessons/index.js';

/** Where to begin: the stage, and the lessons as questions. */
export function Contents(): JSX.Element {
  return (
    <div class="contents">
      <h1>Watch the same task under two patterns, with the same luck</h1>
      <p>
        Mock agents do the same work under every coordination pattern. No model is called, nothing leaves this page.
        Play a run step by step, turn a knob, and see what a thousand tasks come to.
      </p>
      <p>
        <a class="button primary" href={hashOf({ room: 'stage', stage: START })}>
          Open the stage
        </a>
      </p>
      {lessons.length > 0 && (
        <>
          <h2>Lessons</h2>
          <p>Each is a question. Commit to an answer first: what was measured is shown only then.</p>
          <ol class="lesson-list">
            {lessons.map(({ id, title, question }) => (
              <li key={id}>
                <a href={hashOf({ room: 'lesson', id })}>{title}</a>
                <span>{question}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
