import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { hashOf } from '../address.js';
import { type Guess, guessText, isNear } from '../lessons/guess.js';
import { filledIn, type QuizQuestion } from '../lessons/lesson.js';
import { stageOfRun } from '../lessons/stage-of.js';
import { remember } from './memory.js';
import { Predict } from './predict.js';
import { Reveal } from './reveal.js';

interface QuizProps {
  readonly questions: readonly QuizQuestion[];
  /** The question that the address names; null: the first. */
  readonly id: string | null;
}

/** One question at a time, by the same rule: first commit, then see. */
export function QuizRoom({ questions, id }: QuizProps): JSX.Element {
  const at = Math.max(
    0,
    questions.findIndex((one) => one.id === id),
  );
  const question = questions[at];
  if (question === undefined) return <p class="lesson">There are no questions yet.</p>;
  const next = questions[at + 1];
  return (
    <article class="lesson">
      <p class="faint">
        Question {at + 1} of {questions.length}
      </p>
      <OneQuestion key={question.id} question={question} />
      <p class="actions">
        {next !== undefined && (
          <a class="button" href={hashOf({ room: 'quiz', id: next.id })}>
            Next question
          </a>
        )}
        <a href={hashOf({ room: 'contents' })}>All lessons</a>
      </p>
    </article>
  );
}

function OneQuestion({ question }: { readonly question: QuizQuestion }): JSX.Element {
  const guess = useSignal<Guess | null>(null);
  const { predict, figures, settings, run, lesson } = question;
  const commit = (made: Guess): void => {
    guess.value = made;
    remember(question.id, { said: guessText(made, predict), isNear: isNear(made, predict, figures) });
  };
  return (
    <div data-state={guess.value === null ? 'asking' : 'revealed'}>
      <h1>{question.question}</h1>
      {guess.value === null ? (
        <Predict predict={predict} commit={commit} />
      ) : (
        <>
          <Reveal predict={predict} guess={guess.value} figures={figures} />
          <p>{filledIn(question.why, figures)}</p>
          <p class="actions">
            <a class="button" href={hashOf({ room: 'stage', stage: stageOfRun(settings, run) })}>
              Show me
            </a>
            <a href={hashOf({ room: 'lesson', id: lesson })}>The lesson on it</a>
          </p>
        </>
      )}
    </div>
  );
}
