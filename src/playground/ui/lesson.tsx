import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { hashOf } from '../address.js';
import type { Port } from '../engine/port.js';
import { type Guess, guessText, isNear } from '../lessons/guess.js';
import { filledIn, type LessonDeclaration } from '../lessons/lesson.js';
import { isReached, type LessonState, stateAfter, stateBefore } from '../lessons/progress.js';
import { stageOfRun, stageOfTrial } from '../lessons/stage-of.js';
import { LESSON_SECONDS } from '../scene/clock.js';
import { keyPressed } from './keys.js';
import { remember } from './memory.js';
import { isStill, StageModel } from './model.js';
import { Predict } from './predict.js';
import { Reveal } from './reveal.js';
import { Stage } from './stage.js';

interface LessonProps {
  readonly lesson: LessonDeclaration;
  readonly port: Port;
  /** The lesson after this one; null: it is the last. */
  readonly next: LessonDeclaration | null;
}

const ON: Readonly<Partial<Record<LessonState, string>>> = {
  committed: 'Show what was measured',
  revealed: 'Play the run that shows why',
  playing: 'Why is that?',
  explained: 'Something to try',
  trying: 'Done',
};

/** A question, a commitment, and only then what was measured and why. */
export function LessonRoom({ lesson, port, next }: LessonProps): JSX.Element {
  const state = useSignal<LessonState>('asking');
  const guess = useSignal<Guess | null>(null);
  const commit = (made: Guess): void => {
    guess.value = made;
    state.value = 'committed';
    remember(lesson.id, {
      said: guessText(made, lesson.predict),
      isNear: isNear(made, lesson.predict, lesson.figures),
    });
  };
  const has = (wanted: LessonState): boolean => isReached(state.value, wanted);
  const label = ON[state.value];
  const end = useRef<HTMLParagraphElement>(null);
  // What has just been added stands at the end.
  useEffect(() => {
    if (state.value !== 'asking') end.current?.scrollIntoView({ block: 'end' });
  }, [state.value]);
  return (
    <article class={has('playing') ? 'lesson wide' : 'lesson'} data-state={state.value}>
      <h1>{lesson.question}</h1>
      {lesson.setup !== '' && <p>{lesson.setup}</p>}
      {guess.value === null || !has('committed') ? (
        <Predict predict={lesson.predict} commit={commit} />
      ) : (
        !has('revealed') && (
          <p class="said">
            Your answer: <b>{guessText(guess.value, lesson.predict)}</b>
          </p>
        )
      )}
      {has('revealed') && guess.value !== null && (
        <Reveal predict={lesson.predict} guess={guess.value} figures={lesson.figures} />
      )}
      {has('playing') && <LessonStage lesson={lesson} port={port} />}
      {has('explained') && <Explanation lesson={lesson} />}
      {has('trying') && <Trial lesson={lesson} />}
      <p class="actions" ref={end}>
        {label !== undefined && (
          <button type="button" class="primary" onClick={() => (state.value = stateAfter(state.value))}>
            {label}
          </button>
        )}
        {state.value !== 'asking' && (
          <button type="button" onClick={() => (state.value = stateBefore(state.value))}>
            Back
          </button>
        )}
        {state.value === 'done' && next !== null && (
          <a class="button primary" href={hashOf({ room: 'lesson', id: next.id })}>
            Next: {next.title}
          </a>
        )}
        <a href={hashOf({ room: 'contents' })}>All lessons</a>
      </p>
    </article>
  );
}

/** The stage, reduced to the one run. */
function LessonStage({ lesson, port }: Pick<LessonProps, 'lesson' | 'port'>): JSX.Element {
  const model = useMemo(() => {
    const address = stageOfRun(lesson.settings, lesson.run);
    return new StageModel(port, address, { most: LESSON_SECONDS, studies: false, moved: () => undefined, isStill });
  }, [lesson, port]);
  useEffect(() => {
    void model.show(model.address.value).then(() => {
      if (!isStill()) model.play();
    });
    const press = (event: KeyboardEvent): void => keyPressed(event, model);
    addEventListener('keydown', press);
    return () => {
      removeEventListener('keydown', press);
      model.pause();
    };
  }, [model]);
  return (
    <section aria-label="The run">
      <p>{lesson.run.watch}</p>
      <Stage model={model} canChoose={false} />
    </section>
  );
}

const VERDICTS = {
  holds: 'holds',
  'holds when': 'holds under a condition',
  'does not hold': 'does not hold',
  'not shown': 'is not shown',
  assumed: 'is assumed, not measured',
} as const;

const TYPES = {
  A: 'It follows from counting.',
  E: 'It comes out of queues, faults and timing.',
  Q: 'It is true only through an assumed value.',
  'A/E': 'Part of it follows from counting.',
  'E/Q': 'Part of it depends on an assumed value.',
} as const;

function Explanation({ lesson }: Pick<LessonProps, 'lesson'>): JSX.Element {
  const { claim, source } = lesson;
  return (
    <section aria-label="Why">
      <h2>Why</h2>
      <p>{filledIn(lesson.why, lesson.figures)}</p>
      <p class="faint">
        The usual mistake: {lesson.myth}{' '}
        {claim === null
          ? 'No claim of this project covers it yet.'
          : `The claim ${claim.id} ${VERDICTS[claim.verdict]}. ${TYPES[claim.type]}`}{' '}
        Source: {source}.
      </p>
    </section>
  );
}

function Trial({ lesson }: Pick<LessonProps, 'lesson'>): JSX.Element {
  return (
    <section aria-label="Try">
      <h2>Try this</h2>
      <p>{filledIn(lesson.tryThis.ask, lesson.figures)}</p>
      <p>
        <a class="button" href={hashOf({ room: 'stage', stage: stageOfTrial(lesson) })}>
          Open it on the stage
        </a>
      </p>
    </section>
  );
}
