import type { JSX } from 'preact';
import { hashOf, START } from '../address.js';
import { lessons } from '../lessons/index.js';
import { quiz } from '../lessons/quiz.js';
import { answers } from './memory.js';

/** Where to begin: the stage, and the lessons as questions. */
export function Contents({ site }: { readonly site: string | null }): JSX.Element {
  return (
    <div class="contents">
      <h1>Watch the same task under two patterns, with the same luck</h1>
      <p>
        Mock agents do the same work under every coordination pattern. No model is called, nothing leaves this page.
        Play a run step by step, turn a knob, and see what a thousand tasks come to.
      </p>
      <p class="actions">
        <a class="button primary" href={hashOf({ room: 'stage', stage: START })}>
          Open the stage
        </a>
        <a class="button" href={hashOf({ room: 'advise', answers: [] })}>
          Which pattern should I try?
        </a>
        {site !== null && (
          <a class="button" href={site}>
            Patterns, reports and documentation
          </a>
        )}
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
                {answers.value[id] !== undefined && <span class="answered">You said: {answers.value[id].said}</span>}
              </li>
            ))}
          </ol>
          {quiz.length > 0 && (
            <p>
              <a href={hashOf({ room: 'quiz', id: null })}>{`Quiz: ${quiz.length} questions`}</a>
            </p>
          )}
          <CopyAnswers />
        </>
      )}
    </div>
  );
}

/** For a teacher: what was answered, as text. Nothing is sent anywhere. */
function CopyAnswers(): JSX.Element | null {
  const all = Object.entries(answers.value);
  if (all.length === 0) return null;
  const text = all.map(([id, { said, isNear }]) => `${id}: ${said}${isNear ? ' (as measured)' : ''}`).join('\n');
  return (
    <details>
      <summary>My answers, as text</summary>
      <textarea class="answers" readOnly aria-label="My answers" value={text} />
    </details>
  );
}
