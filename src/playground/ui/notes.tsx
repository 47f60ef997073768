import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Story } from '../../sim/record/story.js';
import type { Clock } from '../scene/clock.js';
import { falseNames, type Scene, whatOf } from '../scene/scene.js';
import type { Standing } from '../scene/standing.js';
import { carriedText, sentencesOf } from '../scene/words.js';
import { Icon, Sign } from './icons.js';

/** The run in sentences; the ones that have happened, and the current one marked. */
export function Sentences({
  story,
  clock,
  position,
}: {
  readonly story: Story;
  readonly clock: Clock;
  readonly position: number;
}): JSX.Element {
  const passed = sentencesOf(story).filter(
    ({ at, tone }) => (tone === 'end' ? clock.arrive(at) : clock.leave(at)) <= position,
  );
  const list = useRef<HTMLOListElement>(null);
  // Only the list scrolls, not the page.
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [passed.length]);
  return (
    <section class="sentences">
      <h2>{story.pattern}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <ol ref={list} tabIndex={0}>
        {passed.map(({ at, text, tone }, i) => (
          <li key={`${i} ${text}`} class={tone} aria-current={i === passed.length - 1 ? 'step' : undefined}>
            <time>{at.toFixed(1)} s</time> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface NoteProps {
  readonly standing: Standing;
  readonly stories: readonly Story[];
  readonly scenes: readonly Scene[];
  readonly clock: Clock;
  readonly position: number;
  /** Shows who of the instances talks to whom. */
  readonly unfold: () => void;
  readonly close: () => void;
}

/** What is known of one participant so far: its calls, and what it believes. */
export function ActorNote({ standing, stories, scenes, clock, position, unfold, close }: NoteProps): JSX.Element {
  const { name, members } = standing;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <aside class="note" aria-label={`About ${name}`}>
      <header>
        <h2>{name}</h2>
        <button ref={button} type="button" class="plain" onClick={close} aria-label="Close">
          <Icon name="close" />
        </button>
      </header>
      {members.length > 1 && (
        <p>
          <button type="button" onClick={unfold}>
            Unfold: who talks to whom
          </button>
        </p>
      )}
      {stories.map((story, i) => (
        <PatternNote key={story.pattern} {...{ members, story, clock, position }} scene={scenes[i]!} />
      ))}
    </aside>
  );
}

function PatternNote({
  members,
  story,
  scene,
  clock,
  position,
}: {
  readonly members: readonly string[];
  readonly story: Story;
  readonly scene: Scene;
  readonly clock: Clock;
  readonly position: number;
}): JSX.Element {
  const isFalse = falseNames(story);
  const calls = story.calls.filter(
    (one) => members.includes(one.participant) && clock.arrive(one.requestedAt) <= position,
  );
  const held = new Set(
    scene.actors.filter((one) => members.includes(one.name)).flatMap(({ falseClaims }) => falseClaims),
  );
  const model = story.participants.find((one) => members.includes(one.name))?.model;
  return (
    <section>
      <h2>{story.pattern}</h2>
      {model != null && <p class="faint">Calls the model {model}.</p>}
      {held.size > 0 && (
        <ul class="claims">
          {[...held].map((claim) => (
            <li key={claim}>
              <Sign name="false" /> {claim}: {originOf(story, claim)}
            </li>
          ))}
        </ul>
      )}
      {members.length > 1 && <Instances members={members} scene={scene} />}
      {calls.length === 0 && <p class="faint">No call so far.</p>}
      <ul>
        {calls.map((call) => {
          const isOver = call.endedAt !== null && clock.leave(call.endedAt) <= position;
          return (
            <li key={call.call}>
              {call.requestedAt.toFixed(1)} s: {members.length > 1 && `${call.participant}: `}
              {whatOf(call)}
              {story.isObserved !== true && `; sees ${call.saw.join(', ') || 'nothing'}`}
              {isOver && `; ${call.inputTokens} tokens in, ${call.outputTokens} out`}
              {isOver && story.isObserved !== true && `, $${call.cost.toFixed(4)}`}
              {isOver && call.status !== 'ok' && `; ${call.status}`}
              {isOver && call.born.some(isFalse) && `; made ${call.born.filter(isFalse).join(', ')}`}
              {isOver && call.retracted.length > 0 && `; retracted ${call.retracted.join(', ')}`}
            </li>
          );
        })}
      </ul>
      {members.length === 1 && <Mail {...{ story, clock, position }} name={members[0]!} />}
    </section>
  );
}

/** What one participant has got and sent so far. */
function Mail({
  name,
  story,
  clock,
  position,
}: {
  readonly name: string;
  readonly story: Story;
  readonly clock: Clock;
  readonly position: number;
}): JSX.Element | null {
  const letters = story.letters.filter(
    ({ from, to, sentAt, arrivedAt }) =>
      (from === name && clock.leave(sentAt) <= position) ||
      (to === name && arrivedAt !== null && clock.arrive(arrivedAt) <= position),
  );
  if (letters.length === 0) return null;
  return (
    <details>
      <summary>{`Letters: ${letters.length}`}</summary>
      <ul>
        {letters.map((letter) => (
          <li key={letter.id}>
            {letter.from === name ? `to ${letter.to}` : `from ${letter.from}`}: {carriedText(story, letter)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What each instance of a role does, and believes. */
function Instances({
  members,
  scene,
}: {
  readonly members: readonly string[];
  readonly scene: Scene;
}): JSX.Element | null {
  const own = scene.actors.filter(({ name }) => members.includes(name));
  if (own.length === 0) return null;
  return (
    <ul class="instances">
      {own.map(({ name, calls, falseClaims, down }) => (
        <li key={name}>
          {name}: {down !== null ? 'down' : calls.length === 0 ? 'idle' : `at work on ${calls[0]!.what}`}
          {falseClaims.length > 0 && (
            <b class="born">
              {' '}
              <Sign name="false" /> {falseClaims.length}
            </b>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where a false claim comes from. */
export function originOf({ claims }: Story, name: string): string {
  const claim = claims.find((one) => one.name === name);
  if (claim === undefined) return '';
  const basis = claim.basis === null ? '' : ` from ${claim.basis}`;
  return claim.origin === 'user' ? 'in the brief from the start' : `${claim.cause}${basis} by ${claim.origin}`;
}
