import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { commandOf, hashOf, START } from '../address.js';
import type { Port } from '../engine/port.js';
import { lessons } from '../lessons/index.js';
import { quiz } from '../lessons/quiz.js';
import { AdviseRoom } from './advise.js';
import { Contents } from './contents.js';
import { Help } from './help.js';
import { isTyping, keyPressed } from './keys.js';
import { LessonRoom } from './lesson.js';
import type { StageModel } from './model.js';
import { OwnScenario } from './own.js';
import { QuizRoom } from './quiz.js';
import type { Router } from './router.js';
import { Stage } from './stage.js';

const isOwnOpen = signal(false);
const isHelpOpen = signal(false);
const copied = signal('');

interface AppProps {
  readonly router: Router;
  readonly model: StageModel;
  readonly port: Port;
  /** The site that the page is a part of; null: it stands alone. */
  readonly site: string | null;
}

export function App({ router, model, port, site }: AppProps): JSX.Element {
  const { route, notes } = router.read.value;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === '?' && !isTyping(event)) isHelpOpen.value = !isHelpOpen.value;
      else if (route.room === 'stage') keyPressed(event, model);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [route.room, model]);
  return (
    <>
      <header class="top">
        <a class="home" href={hashOf({ room: 'contents' })}>
          Dress Rehearsal
        </a>
        {route.room === 'stage' && <StageHeader model={model} />}
      </header>
      {notes.length > 0 && (
        <div class="problems" role="alert">
          {notes.join(' ')}
        </div>
      )}
      {isHelpOpen.value && <Help close={() => (isHelpOpen.value = false)} />}
      <main>
        {route.room === 'contents' && <Contents site={site} />}
        {route.room === 'lesson' && <Lesson id={route.id} port={port} />}
        {route.room === 'quiz' && <QuizRoom questions={quiz} id={route.id} />}
        {route.room === 'advise' && (
          <AdviseRoom
            given={route.answers}
            port={port}
            answer={(answers) => router.write({ room: 'advise', answers }, true)}
          />
        )}
        {route.room === 'stage' && isOwnOpen.value && (
          <OwnScenario model={model} close={() => (isOwnOpen.value = false)} />
        )}
        {route.room === 'stage' && !isOwnOpen.value && <Stage model={model} />}
      </main>
    </>
  );
}

function Lesson({ id, port }: { readonly id: string; readonly port: Port }): JSX.Element {
  const at = lessons.findIndex((lesson) => lesson.id === id);
  const lesson = lessons[at];
  if (lesson === undefined) return <p class="lesson">There is no lesson '{id}'.</p>;
  return <LessonRoom key={id} lesson={lesson} port={port} next={lessons[at + 1] ?? null} />;
}

function StageHeader({ model }: { readonly model: StageModel }): JSX.Element {
  const { address, opened, isRecorded } = model;
  const { scenario } = address.value;
  return (
    <>
      <h1>
        {isRecorded.value ? `A recorded run of ${model.stories.value[0]?.scenario}` : (opened.value?.question ?? '')}
      </h1>
      <div class="tools">
        <select
          aria-label="Scenario"
          value={scenario ?? ''}
          onChange={(event) => model.change({ ...START, scenario: event.currentTarget.value })}
        >
          {scenario === null && <option value="">your own</option>}
          {opened.value?.scenarios.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => (isOwnOpen.value = true)}>
          your own
        </button>
        <Copy label="copy link" text={() => location.href} />
        <Copy label="copy command" text={() => commandOf({ ...address.value, runs: model.runs })} />
        <button type="button" onClick={() => (isHelpOpen.value = true)} aria-label="Help">
          ?
        </button>
        <span class="visually-hidden" role="status">
          {copied.value}
        </span>
      </div>
    </>
  );
}

function Copy({ label, text }: { readonly label: string; readonly text: () => string }): JSX.Element {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      copied.value = 'Copied.';
    } catch {
      // No clipboard without a permission: the text is shown, to be copied by hand.
      copied.value = text();
      prompt(label, text());
    }
  };
  return (
    <button type="button" onClick={() => void copy()}>
      {label}
    </button>
  );
}
