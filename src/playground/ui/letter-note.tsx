import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Letter } from '../../sim/record/letters.js';
import type { Story } from '../../sim/record/story.js';
import { falseNames } from '../scene/scene.js';
import { carriedText } from '../scene/words.js';
import { Icon, Sign } from './icons.js';
import { originOf } from './notes.js';

/** A broadcast may have hundreds; so many are told one by one. */
const MOST = 12;

interface LetterNoteProps {
  readonly story: Story;
  /** Ids. */
  readonly letters: readonly number[];
  readonly close: () => void;
}

/** What letters carry: their content, and where each false claim in them comes from. */
export function LetterNote({ story, letters, close }: LetterNoteProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const own = story.letters.filter(({ id }) => letters.includes(id));
  const more = own.length - MOST;
  return (
    <aside class="note" aria-label="What is sent">
      <header>
        <h2>{titleOf(own)}</h2>
        <button ref={button} type="button" class="plain" onClick={close} aria-label="Close">
          <Icon name="close" />
        </button>
      </header>
      {own.slice(0, MOST).map((letter) => (
        <OneLetter key={letter.id} letter={letter} story={story} isAlone={own.length === 1} />
      ))}
      {more > 0 && <p class="faint">And {more} more.</p>}
    </aside>
  );
}

function titleOf(letters: readonly Letter[]): string {
  const [first] = letters;
  if (first === undefined) return 'What is sent';
  return letters.length === 1 ? `${first.from} to ${first.to}` : `${first.from} to ${letters.length} others at once`;
}

interface OneLetterProps {
  readonly letter: Letter;
  readonly story: Story;
  readonly isAlone: boolean;
}

function OneLetter({ letter, story, isAlone }: OneLetterProps): JSX.Element {
  const wrong = letter.claims.filter(falseNames(story));
  return (
    <section>
      <p>
        {!isAlone && <b>to {letter.to}: </b>}
        {carriedText(story, letter)}
      </p>
      {wrong.length > 0 && (
        <ul class="claims">
          {wrong.map((claim) => (
            <li key={claim}>
              <Sign name="false" /> {claim}: {originOf(story, claim)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
