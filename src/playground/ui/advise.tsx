import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import advice from '../../../assets/advice.json' with { type: 'json' };
import template from '../../../assets/init.yaml?raw';
import { caution, evidenceSentences } from '../../advise/evidence.js';
import {
  type AnsweredQuestion,
  type Answers,
  answeredWith,
  nextQuestion,
  type Question,
} from '../../advise/questions.js';
import { heldAgainst, recommend } from '../../advise/recommend.js';
import { templateSettings, withSideStep } from '../../advise/settings.js';
import { hashOf, START } from '../address.js';
import { type Port, RefusedByEngine } from '../engine/port.js';
import type { Refused } from '../engine/protocol.js';
import { pack } from '../packing.js';
import { Problems } from './problems.js';
import { saveFile } from './save.js';

interface AdviseProps {
  /** Keys of the answers so far. */
  readonly given: readonly string[];
  readonly answer: (given: readonly string[]) => void;
  readonly port: Port;
}

/** The questions of `rehearse advise`, what was measured beside each answer, and a scenario to rehearse. */
export function AdviseRoom({ given, answer, port }: AdviseProps): JSX.Element {
  const asked = answeredWith(given);
  const keys = asked.map((one) => one.answer.key);
  const answers: Answers = Object.fromEntries(asked.map(({ question }, i) => [question.id, keys[i]!]));
  const next = nextQuestion(answers);
  return (
    <article class="lesson advise">
      <h1>Which pattern should I try first?</h1>
      <p>Beside each answer stands what was claimed of it, and what was measured.</p>
      <ol class="asked">
        {asked.map((one, i) => (
          <Asked key={one.question.id} asked={one} change={() => answer(keys.slice(0, i))} />
        ))}
      </ol>
      {next === null ? (
        <Advice answers={answers} keys={keys} port={port} />
      ) : (
        <Ask key={next.id} question={next} isFirst={keys.length === 0} choose={(key) => answer([...keys, key])} />
      )}
      <p class="actions">
        {keys.length > 0 && (
          <button type="button" onClick={() => answer([])}>
            Begin again
          </button>
        )}
        <a href={hashOf({ room: 'contents' })}>Contents</a>
      </p>
    </article>
  );
}

function Asked({ asked, change }: { readonly asked: AnsweredQuestion; readonly change: () => void }): JSX.Element {
  const { question, answer } = asked;
  const [claimed, measured] = evidenceSentences(advice, answer.evidence);
  return (
    <li>
      <b>{question.text}</b>
      <span class="given">
        {answer.text}{' '}
        <button type="button" class="plain" onClick={change} aria-label={`Change the answer to: ${question.text}`}>
          change
        </button>
      </span>
      <small>{claimed}</small>
      <small>{measured}</small>
    </li>
  );
}

interface AskProps {
  readonly question: Question;
  readonly isFirst: boolean;
  readonly choose: (key: string) => void;
}

/** A question has the focus when it comes, so that the keyboard goes on from there. */
function Ask({ question, isFirst, choose }: AskProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
  }, [isFirst]);
  return (
    <section class="ask" aria-labelledby="question">
      <h2 id="question" ref={heading} tabIndex={-1}>
        {question.text}
      </h2>
      {question.answers.map(({ key, text }) => (
        <button key={key} type="button" onClick={() => choose(key)}>
          {text}
        </button>
      ))}
    </section>
  );
}

interface AdviceProps {
  readonly answers: Answers;
  readonly keys: readonly string[];
  readonly port: Port;
}

/** What the answers come to, with a scenario that holds it against the others. */
function Advice({ answers, keys, port }: AdviceProps): JSX.Element {
  const problems = useSignal<readonly Refused[]>([]);
  const packed = useSignal<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const found = recommend(answers);
  const text = withSideStep(template, answers);
  const set = templateSettings(answers);
  useEffect(() => {
    heading.current?.focus();
    void pack(text).then((all) => {
      packed.value = all;
    });
  }, [text, packed]);
  const save = async (): Promise<void> => {
    try {
      const { document } = await port.opened({ source: { text }, set });
      saveFile('advised.yaml', document, 'application/yaml');
    } catch (error) {
      if (!(error instanceof RefusedByEngine)) throw error;
      problems.value = error.problems;
    }
  };
  const [other = 'single-agent'] = found.others;
  const stage = { ...START, scenario: null, packed: packed.value, a: found.pattern, b: other, set };
  return (
    <section aria-label="Recommendation">
      <h2 ref={heading} tabIndex={-1}>
        Recommended: {found.pattern}.
      </h2>
      <ul>
        {found.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p>{heldAgainst(found)}</p>
      <p class="faint">{caution(advice)}</p>
      <Problems problems={problems.value} />
      <p class="actions">
        {packed.value !== null && (
          <a class="button primary" href={hashOf({ room: 'stage', stage })}>
            Rehearse it: {found.pattern} beside {other}
          </a>
        )}
        <button type="button" onClick={() => void save()}>
          Save the scenario
        </button>
      </p>
      <p>
        In a terminal: <code>rehearse advise --answers {keys.join(',')}</code>, then{' '}
        <code>rehearse compare advised.yaml</code>.
      </p>
    </section>
  );
}
