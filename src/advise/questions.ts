/** The decision tree and the matrix of the articles, as questions: what was measured stands beside what was said. */

export const questionIds = ['flow', 'speed', 'size', 'lead', 'side', 'recovery', 'trace', 'load', 'worse'] as const;
export type QuestionId = (typeof questionIds)[number];

/** Answers so far, by question. */
export type Answers = Readonly<Partial<Record<QuestionId, string>>>;

/** What was measured of a claim: its verdict, and one of its statements. */
export interface Evidence {
  readonly claim: string;
  /** The condition and the beginning of the statement; absent where the verdict says it all. */
  readonly row?: readonly [when: string, says: string];
}

export interface QuestionAnswer {
  /** What is typed, beside its number. */
  readonly key: string;
  readonly text: string;
  readonly evidence: Evidence;
}

export interface Question {
  readonly id: QuestionId;
  readonly text: string;
  readonly answers: readonly QuestionAnswer[];
  /** Whether an answer can still change something. */
  readonly matters: (answers: Answers) => boolean;
}

const always = (): boolean => true;
const answer = (key: string, text: string, claim: string, row?: Evidence['row']): QuestionAnswer => ({
  key,
  text,
  evidence: row === undefined ? { claim } : { claim, row },
});

/** In the order in which they are asked. */
export const questions: readonly Question[] = [
  {
    id: 'flow',
    text: 'How do the steps of a task depend on each other?',
    answers: [
      answer('chain', 'Each step needs the one before it.', 'sequence-matters', [
        'listeners start at the first event',
        'Correct, workflow minus choreography',
      ]),
      answer(
        'parts',
        'Several steps start on the same thing, and their results are put together.',
        'fan-out-wasteful',
        ['all research steps are foreseen', 'Latency, supervisor relative to workflow'],
      ),
      answer('apart', 'Several steps start on the same thing, and nothing is put together.', 'choreography-fits', [
        'the work is parallel and no step reads another',
        'Correct, choreography minus lead',
      ]),
      answer('open', 'Which steps are needed shows only while the work is done.', 'written-or-decided', [
        'always',
        'Cost, workflow relative to supervisor',
      ]),
    ],
    matters: always,
  },
  {
    id: 'speed',
    text: 'Must an answer come within a tenth of a second?',
    answers: [
      answer('yes', 'Yes.', 'sla', ['the centre is a model', 'Late orders, choreography minus supervisor']),
      answer('no', 'No, seconds or minutes are fine.', 'hop-latency', [
        'the centre is a model',
        'Latency, supervisor minus choreography',
      ]),
    ],
    matters: always,
  },
  {
    id: 'size',
    text: 'How many agents work on a task?',
    answers: [
      answer('few', 'One or two.', 'under-three'),
      answer('some', 'Three to ten.', 'interactions-not-agents', ['always', 'Rank correlation']),
      answer('many', 'More than ten.', 'over-ten', [
        'by cost against supervisor',
        'Cost, choreography minus supervisor',
      ]),
    ],
    matters: always,
  },
  {
    id: 'lead',
    text: 'Who decides what comes next?',
    answers: [
      answer('one', 'One agent that leads.', 'token-tax', [
        'the lead writes a short brief',
        'Tokens of a lead, relative',
      ]),
      answer('peers', 'Each agent hands the work on to the next.', 'handoff-loops'),
    ],
    matters: ({ flow, speed, size }) => flow === 'open' && speed === 'no' && size !== 'few',
  },
  {
    id: 'side',
    text: 'Are there steps that the result does not wait for, such as messages, tags or bills?',
    answers: [
      answer('yes', 'Yes.', 'hybrid-failures', ['results are not durable', 'Operational failures, hybrid']),
      answer('no', 'No, the result needs all of them.', 'critical-path', [
        'the order of the steps is kept',
        'Latency, pipeline relative to workflow',
      ]),
    ],
    matters: ({ flow }) => flow === 'chain' || flow === 'parts',
  },
  {
    id: 'recovery',
    text: 'Must a task that was broken off go on where it stopped?',
    answers: [
      answer('yes', 'Yes, what was done must not be done again.', 'recovery-critical', [
        'results are durable and events are not redelivered',
        'Operational failures, workflow minus choreography',
      ]),
      answer('no', 'No, it may begin anew.', 'resume', ['results are not durable', 'Finished calls lost, supervisor']),
    ],
    matters: always,
  },
  {
    id: 'trace',
    text: 'Must you be able to say which agent introduced an error?',
    answers: [
      answer('yes', 'Yes.', 'who-introduced-it', ['messages are traced', 'Logs opened, choreography minus workflow']),
      answer('no', 'No.', 'who-introduced-it', ['messages are not traced', 'Logs opened, choreography minus workflow']),
    ],
    matters: always,
  },
  {
    id: 'load',
    text: 'Do many tasks come at once, so that agents are added while it runs?',
    answers: [
      answer('yes', 'Yes.', 'scale-independently', [
        'the coordinator does not scale',
        'Arrival rate at saturation, supervisor',
      ]),
      answer('no', 'No, one task at a time.', 'orchestrator-bottleneck', [
        'nothing is limited',
        'Correct, choreography minus supervisor',
      ]),
    ],
    matters: always,
  },
  {
    id: 'worse',
    text: 'What is worse?',
    answers: [
      answer('wrong', 'A wrong answer.', 'early-failures', ['always', 'False claims per root error, first agent errs']),
      answer('late', 'A late or dear answer.', 'maker-checker-cap', ['false alarms are rare', 'Cost, without a cap']),
    ],
    matters: always,
  },
];

/** The question to ask next; null: all that matter have an answer. */
export function nextQuestion(answers: Answers): Question | null {
  return questions.find(({ id, matters }) => answers[id] === undefined && matters(answers)) ?? null;
}

/** The answer that a text means: its key, its number from 1, or the beginning of the key. */
export function answerMeant({ answers }: Question, text: string): QuestionAnswer | null {
  const given = text.trim().toLowerCase();
  const numbered = /^\d+$/.test(given) ? answers[Number(given) - 1] : undefined;
  const begun = given === '' ? [] : answers.filter(({ key }) => key.startsWith(given));
  return numbered ?? answers.find(({ key }) => key === given) ?? (begun.length === 1 ? begun[0]! : null);
}

/** A question with the answer that it got. */
export interface AnsweredQuestion {
  readonly question: Question;
  readonly answer: QuestionAnswer;
}

/** The questions that these answers go with, in the order in which they are asked; the first that is no answer ends them. */
export function answeredWith(given: readonly string[]): AnsweredQuestion[] {
  const found: AnsweredQuestion[] = [];
  let answers: Answers = {};
  for (const text of given) {
    const question = nextQuestion(answers);
    const answer = question === null ? null : answerMeant(question, text);
    if (question === null || answer === null) break;
    found.push({ question, answer });
    answers = { ...answers, [question.id]: answer.key };
  }
  return found;
}
