import { rosterOf } from './edits.js';
import { type RunRecord, type Shape, sentBack } from './kit.js';
import { type Chosen, choice, count, definePattern } from './pattern.js';
import { callsIn, isOneAtATime } from './run-facts.js';

const options = {
  history: choice(['last', 'full'], 'last', 'what of its work stays in the conversation: results, or tool traffic too'),
  limit: count(1000, 1, 'the number of steps after which it stops with what it has done so far'),
};
const wording = {};

type Choices = Chosen<typeof options, typeof wording>;

export const singleAgent = definePattern({
  name: 'single-agent',
  aliases: ['react agent', 'monolithic agent', 'agent loop'],
  family: 'baseline',
  card: {
    what: 'One agent does every step itself, in one growing conversation.',
    how: 'It takes the steps in order. Each call sees the brief and all of its own earlier results. There is no handover and no merge.',
    notice:
      'Every call carries all earlier results, so input tokens grow with the square of the steps. It has no edges.',
    tryThis: 'Raise generalist.penalty: at which factor does a team of specialists pay for its coordination?',
    breaksWhen: 'The context fills up, or the steps need skills that one prompt cannot hold.',
  },
  look: { colour: 'black', shape: 'circle' },
  options,
  wording,
  expects: {
    calls: stepsDone,
    edges: () => 0,
    edgesPossible: () => 0,
    messages: () => 0,
    criticalPathCalls: stepsDone,
    inputTokens: (s, z, o) => {
      const n = stepsDone(s, o);
      return n * (z.brief + z.generalistPrompt) + (z.output * n * (n - 1)) / 2;
    },
  },
  edits: (s) => rosterOf(s, 'the generalist'),
  checks: [
    {
      says: 'One agent makes all calls, but for the steps of roles that stand apart.',
      holds: (run) => callersIn(run).size <= 1 || isBesideOthers(run),
    },
    { says: 'Each call ends before the next one begins.', holds: isOneAtATime },
    {
      says: 'No participant sends a message to another, but for roles that stand apart.',
      holds: (run) => sendersIn(run).every((from) => from < 0) || isBesideOthers(run),
    },
  ],
  waits: true,
  heldBy: 'generalist',
  notices: true,
  usesMembers: false,
  parts: { generalist: 'always' },
  essentials: () => ['generalist.penalty'],

  *coordinate({ task, team, generalist }, { history, limit }) {
    const conversation = team.context().append(task.brief);
    const steps = task.inOrder();
    for (let at = 0, done = 0; at < steps.length && done < limit; at++) {
      const step = steps[at]!;
      if (step.done || !generalist.sees(step, conversation)) continue;
      conversation.append(yield* team.memberFor(step).perform(step, conversation), history === 'full');
      done++;
      if (sentBack(task, step).length > 0) at = -1;
    }
    return team.outcome(task, conversation.newest);
  },
});

const callersIn = (run: RunRecord): ReadonlySet<number> => new Set(callsIn(run).map(({ participant }) => participant));

const sendersIn = ({ messages }: RunRecord): number[] => [...messages.columns.from.subarray(0, messages.length)];

/** Roles that stand apart, such as people, work beside the one agent. */
function isBesideOthers(run: RunRecord): boolean {
  const ones = run.participants.filter(({ name }) => name.startsWith('generalist'));
  return ones.length === 1 && run.participants.length > 1;
}

function stepsDone(s: Shape, o: Choices): number {
  return Math.min(s.steps, o.limit);
}
