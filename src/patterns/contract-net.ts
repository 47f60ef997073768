import {
  type Artifact,
  type Cast,
  type Context,
  FAILED,
  inParallel,
  inputsAmong,
  type Member,
  membersAbleTo,
  orFailed,
  outcomesOf,
  type Process,
  type Shape,
  type Step,
  shownTo,
  type Task,
  type TaskView,
} from './kit.js';
import { type Chosen, choice, count, definePattern, tokens } from './pattern.js';
import { byStep, coordinationIn, isFrom, isUnbroken, resultsOf, workIn } from './run-facts.js';

const options = {
  bids: choice(['calls', 'rules'], 'calls', 'a bid is a call of its own, or made by rules without one'),
  deadline: count(600, 1, 'seconds after which bids no longer count'),
};
const wording = {
  call: tokens(40, 'tokens of the call for proposals'),
  bid: tokens(20, 'tokens of a bid or a refusal', 1),
};

type Choices = Chosen<typeof options, typeof wording>;

export const contractNet = definePattern({
  name: 'contract-net',
  aliases: ['contract net protocol (FIPA)', 'auction', 'bidding', 'call for proposals'],
  family: 'peers',
  card: {
    what: 'Each step is put out to tender: all agents are asked, those that can do it bid, and one is awarded the work.',
    how: 'As soon as its inputs are there, a step is announced to all agents. An agent reads the inputs and the call, and bids or refuses; late bids do not count. The least busy bidder does the step.',
    notice: 'The whole team reads each step before one agent does it: the bids cost more than the work.',
    tryThis: 'Give a role instances: 3 and set bids: rules; then make one agent slow, and set a deadline.',
    breaksWhen: 'Every agent that could do it is busy past the deadline: there is no bid, and the task fails.',
  },
  look: { colour: 'brown', shape: 'cross' },
  options,
  wording,
  // Exact where each agent does a step.
  expects: {
    calls: (s, o) => s.steps * (1 + bidders(s, o)),
    edges: (s) => s.members,
    edgesPossible: (s) => s.agents,
    messages: (s, o) => s.steps * (2 + 2 * bidders(s, o)),
    criticalPathCalls: (s, o) => (o.bids === 'calls' ? 2 : 1) * s.depth,
    inputTokens: (s, z, o) => {
      const seen = s.entries * z.brief + s.inputs * z.output;
      return (1 + bidders(s, o)) * (s.steps * z.prompt + seen) + s.steps * bidders(s, o) * o.wording.call;
    },
  },
  checks: [
    {
      says: 'The engine awards every step.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'engine', call)),
    },
    {
      says: 'No step is done twice, unless work began again after a crash or a failure.',
      holds: (run) => !isUnbroken(run) || [...byStep(workIn(run)).values()].every((calls) => resultsOf(calls) <= 1),
    },
    {
      says: 'With bids: rules no call is made for bids.',
      holds: (run, { bids }) => bids === 'calls' || coordinationIn(run).length === 0,
    },
  ],
  waits: true,
  heldBy: 'engine',
  notices: true,
  usesMembers: true,
  noReturn: 'each step is awarded once',
  parts: { engine: 'always' },

  *coordinate(cast, options) {
    const { task, team, engine } = cast;
    const steps = team.noticed(task, team.context().append(task.brief));
    if (steps.length === 0) return task.brief;
    yield* inParallel(cast.run, () => announced(cast, steps, options));
    return engine.collect(outcomesOf(steps));
  },
});

function announced(cast: Cast<'engine'>, steps: readonly Step[], options: Choices): Task<void>[] {
  const running = new Map<Step, Task<void>>();
  for (const step of steps) running.set(step, cast.sim.spawn(tendered(cast, step, running, options)));
  return [...running.values()];
}

/** Announces a step when its inputs have arrived, and awards it to the least busy bidder. */
function* tendered(
  cast: Cast<'engine'>,
  step: Step,
  running: ReadonlyMap<Step, Task<void>>,
  options: Choices,
): Process<void> {
  const { sim, task, team, engine } = cast;
  const runs = (other: Step): boolean => running.has(other);
  for (const input of inputsAmong(step, runs).steps) yield* sim.join(running.get(input)!);
  const seen = team.context();
  for (const artifact of shownTo(task, step, runs)) seen.append(artifact);
  const bidding = options.bids === 'rules' ? membersAbleTo(step) : yield* asked(cast, step, seen, options);
  const winner = [...bidding].sort((a, b) => (a.load ?? 0) - (b.load ?? 0))[0];
  if (winner === undefined) throw FAILED;
  yield* engine.award(step, winner, seen);
}

/** Asks all agents; those that can do the step and bid in time. What they see ends with the last bid. */
function* asked(cast: Cast<'engine'>, step: Step, seen: Context, { deadline, wording }: Choices): Process<Member[]> {
  const { sim, task, team } = cast;
  const announced = team.context().appendAll(seen).attach(team.text(wording.call));
  const everybody = membersToAsk(task);
  const replies = everybody.map((member) => sim.spawn(replied(cast, member, step, announced, wording.bid)));
  yield* sim.quorum(replies, replies.length, sim.now + deadline);
  for (const reply of replies) sim.interrupt(reply);
  const bids = replies.map((reply) => (reply.succeeded ? (reply.result as Artifact | null) : null));
  for (const each of bids) if (each !== null && each.readyAt >= seen.newest.readyAt) seen.newest = each;
  // A team cannot be asked: its work is its own.
  return membersAbleTo(step).filter((member) => member.reply === undefined || bids[everybody.indexOf(member)] !== null);
}

/** A member that cannot answer does not bid. */
function* replied(
  { engine }: Cast<'engine'>,
  member: Member,
  step: Step,
  call: Context,
  length: number,
): Process<Artifact | null> {
  const reply = yield* orFailed(member.reply!(step, call, engine.id, length, step.index));
  if (reply === FAILED) return null;
  engine.hear(reply);
  return reply;
}

/** Every agent that does some of the steps. */
function membersToAsk(task: TaskView): Member[] {
  const all = new Set(task.steps.flatMap(membersAbleTo));
  return [...all].filter((member) => member.reply !== undefined);
}

const bidders = (s: Shape, o: Choices): number => (o.bids === 'calls' ? s.members : 0);
