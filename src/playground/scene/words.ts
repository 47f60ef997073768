import type { Mark, Story, StoryCall } from '../../sim/record/story.js';
import { falseNames, whatOf } from './scene.js';

/** One thing that happens, as a sentence. */
export interface Sentence {
  /** Seconds of the run. */
  readonly at: number;
  readonly text: string;
  readonly tone: 'plain' | 'false' | 'caught' | 'fault' | 'end';
}

/** The whole run in sentences, in the order of time. */
export function sentencesOf(story: Story): Sentence[] {
  const isFalse = falseNames(story);
  const all = [
    ...story.calls.flatMap((call) => callSentences(call, story, isFalse)),
    ...story.letters
      .filter(({ arrivedAt }) => arrivedAt === null)
      .map(({ sentAt, from, to, content }) => said(sentAt, `The ${content} from ${from} to ${to} is lost.`, 'fault')),
    ...story.letters
      .filter(({ kind }) => kind === 'duplicate' || kind === 'redelivery')
      .map(({ sentAt, to, content, kind }) =>
        said(
          sentAt,
          kind === 'duplicate' ? `${to} is sent the ${content} twice.` : `The ${content} is sent to ${to} again.`,
          'fault',
        ),
      ),
    ...story.writes
      .filter(({ undid }) => undid.length > 0)
      .map(({ at, by, step, undid }) =>
        said(at, `${by} writes ${step} and overwrites ${listedNames(undid)}.`, 'fault'),
      ),
    ...story.outages.flatMap(({ participant, from, to, cause }) => [
      said(from, OUTAGES[cause](participant), 'fault'),
      ...(to === null ? [] : [said(to, `${participant} is back.`, 'plain')]),
    ]),
    ...story.marks.map((mark) => said(mark.at, markText(mark), 'fault')),
    ...endOf(story, isFalse),
  ];
  return all.sort((a, b) => a.at - b.at);
}

const said = (at: number, text: string, tone: Sentence['tone']): Sentence => ({ at, text, tone });

const OUTAGES: Readonly<Record<Story['outages'][number]['cause'], (who: string) => string>> = {
  crash: (who) => `${who} is down.`,
  'not there yet': (who) => `${who} has not joined yet.`,
  gone: (who) => `${who} has left for good.`,
};

const MARKS: Readonly<Record<Mark['kind'], string>> = {
  breaker: 'The circuit breaker opens: calls fail at once',
  'dead letter': 'An event that could not be delivered goes to the dead letters',
  operator: 'An operator delivers a dead letter again',
  duplicate: 'An event that was handled already is handled again',
  compensation: 'A step is taken back, since a later one failed',
  'begins again': 'Work begins again from what was written down',
  retry: 'A call that failed is tried again',
  timeout: 'A call is given up after its timeout',
  deadline: 'The deadline has passed',
};

function markText({ kind, participant, step }: Mark): string {
  const where = [participant, step].filter((one) => one !== null);
  return `${MARKS[kind]}${where.length === 0 ? '' : ` (${where.join(', ')})`}.`;
}

function callSentences(call: StoryCall, story: Story, isFalse: (claim: string) => boolean): Sentence[] {
  const { participant, requestedAt, endedAt, status } = call;
  const what = whatOf(call);
  const again = call.attempt > 0 ? ` (attempt ${call.attempt + 1})` : '';
  const begins = said(requestedAt, `${participant} begins ${what}${again}.`, 'plain');
  if (endedAt === null) return [begins];
  const born = call.born.filter(isFalse);
  const passed = call.passedOn.filter(isFalse);
  const sentences = [begins];
  if (status !== 'ok')
    sentences.push(said(endedAt, `${participant} ends ${what}: ${STATUS[status] ?? status}.`, 'fault'));
  else if (born.length + passed.length + call.retracted.length === 0)
    sentences.push(
      said(endedAt, `${participant} ends ${what}${call.next === null ? '' : ` and chooses ${call.next}`}.`, 'plain'),
    );
  if (born.length > 0)
    sentences.push(said(endedAt, `${participant} makes ${counted(born.length)} in ${what}.`, 'false'));
  if (passed.length > 0) sentences.push(said(endedAt, `${participant} passes on ${counted(passed.length)}.`, 'false'));
  if (call.retracted.length > 0) sentences.push(retraction(call, story, isFalse));
  return sentences;
}

const STATUS: Readonly<Record<string, string>> = {
  failed: 'it failed',
  timedOut: 'it timed out',
  overflow: 'the context window is too small',
  cancelled: 'it was cancelled',
  refused: 'the provider refused it',
};

/** A retraction comes too late for those who have read the claim by then. */
function retraction(check: StoryCall, { calls }: Story, isFalse: (claim: string) => boolean): Sentence {
  const late = calls.filter(
    (call) =>
      call !== check &&
      call.requestedAt < check.endedAt! &&
      (call.endedAt ?? Number.POSITIVE_INFINITY) > check.requestedAt &&
      call.passedOn.some((claim) => check.retracted.includes(claim)),
  );
  const readers = [...new Set(late.map(({ participant }) => participant))];
  const right = check.retracted.filter(isFalse).length;
  const what =
    right === check.retracted.length ? counted(right) : `${counted(right)} and ${check.retracted.length - right} true`;
  const tooLate = readers.length === 0 ? '' : `, too late for ${listedNames(readers)}`;
  return said(check.endedAt!, `${check.participant} retracts ${what}${tooLate}.`, 'caught');
}

function endOf(story: Story, isFalse: (claim: string) => boolean): Sentence[] {
  const { delivery, outcome, endedAt, calls } = story;
  if (story.isObserved === true && outcome !== 'failed') {
    return [said(endedAt ?? 0, 'The run ends. Whether its result is right is not in the trace.', 'end')];
  }
  const last = Math.max(0, ...calls.map((call) => call.endedAt ?? call.requestedAt));
  if (delivery === null) {
    return outcome === 'stalled'
      ? [said(last, 'The task is stalled: no event can change it, and no error is reported.', 'end')]
      : [said(endedAt ?? last, 'The task has failed: nothing is delivered.', 'end')];
  }
  const wrong = delivery.claims.filter(isFalse).length;
  const missing = delivery.missingSteps === 0 ? '' : ` Missing: ${delivery.missingSteps} of the needed steps.`;
  const what = wrong === 0 ? 'without a false claim' : `with ${counted(wrong)} in it`;
  return [said(delivery.at, `The reader gets the result ${what}: ${outcome}.${missing}`, 'end')];
}

const counted = (count: number): string => (count === 1 ? 'a false claim' : `${count} false claims`);

export const listedNames = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What a letter carries, and when: "draft, 12 claims (1 false), 420 tokens; sent 2.0 s, there 2.1 s". */
export function carriedText(
  story: Pick<Story, 'claims'>,
  { content, claims, tokens, sentAt, arrivedAt, kind }: Story['letters'][number],
): string {
  const isFalse = new Set(story.claims.filter((one) => one.isFalse).map(({ name }) => name));
  const wrong = claims.filter((claim) => isFalse.has(claim)).length;
  const held = `${claims.length} ${claims.length === 1 ? 'claim' : 'claims'}${wrong === 0 ? '' : ` (${wrong} false)`}`;
  const way = arrivedAt === null ? 'lost' : `there ${arrivedAt.toFixed(1)} s`;
  return `${content}, ${held}, ${tokens} tokens; ${kind}, sent ${sentAt.toFixed(1)} s, ${way}`;
}
