import { codeWithAll, rosterOf, together } from './edits.js';
import {
  type Artifact,
  type Cast,
  type Context,
  type Coordinator,
  FAILED,
  incident,
  inParallel,
  orFailed,
  type Process,
  pairsPossible,
  type Shape,
  type Step,
} from './kit.js';
import { type Chosen, choice, count, definePattern, flag, offAtZero, type Sizes, tokens } from './pattern.js';
import { type CallFact, callsIn } from './run-facts.js';

const options = {
  wait: choice(['all', 'quorum', 'deadline'], 'all', 'what the collector waits for'),
  quorum: count(1, 1, 'with wait: quorum, the results that are enough; the other branches are cancelled'),
  deadline: count(60, 0, 'with wait: deadline, the seconds after which it merges the results that are there'),
  plan: flag(false, 'a planner makes one call before the branches start'),
  gather: choice(
    ['joined', 'messages'],
    'joined',
    'results shown to the collector in one message, or as messages of their own',
  ),
  merge: choice(['agent', 'code'], 'agent', 'what puts the results together: a call that reads all, or code'),
};
const wording = {
  briefTokens: offAtZero(
    tokens(0, 'with plan, tokens of the brief that it writes for each branch'),
    'no branch is shown the plan',
  ),
  assignment: tokens(6, 'tokens around each such brief, without the name'),
  planBase: tokens(6, 'tokens around all such briefs'),
};

type Choices = Chosen<typeof options, typeof wording>;

export const fanOutFanIn = definePattern({
  name: 'fan-out-fan-in',
  aliases: [
    'concurrent (Azure, Microsoft Agent Framework)',
    'parallelization (Anthropic)',
    'scatter-gather (AWS)',
    'map-reduce',
  ],
  family: 'code',
  card: {
    what: 'All branches start at once from the brief, and a collector waits for them and merges.',
    how: 'Code starts every step at the same moment; each sees the brief and nothing else. One call at the end reads all results.',
    notice:
      'The critical path is two calls, however many branches there are. A step whose input another step makes runs without it, and guesses.',
    tryThis:
      'Give one step an `after`, and count the guesses; then set wait: quorum and see what the slowest branch was worth.',
    breaksWhen:
      'Branches depend on each other: a checker has nothing to check yet, so its finding comes too late for all others.',
  },
  look: { colour: 'orange', shape: 'diamond' },
  options,
  wording,
  expects: {
    calls: (s, o) => branches(s) + (hasCollector(s, o) ? 1 : 0) + (o.plan ? 1 : 0),
    edges: spokes,
    edgesPossible: possible,
    messages: (s, o) => senders(s, o).length + (o.plan ? branches(s) : 0),
    criticalPathCalls: (s, o) => 1 + (hasCollector(s, o) ? 1 : 0) + (o.plan ? 1 : 0),
    inputTokens,
  },
  edits: (s, o) => together(codeWithAll(s), ...(o.plan ? [rosterOf(s, 'the planner')] : [])),
  checks: [
    {
      says: 'The collector, where it is an agent, merges after every branch has ended or was cancelled.',
      holds: (run, { merge }) =>
        merge === 'code' || ['failed', 'stalled'].includes(run.outcome) || endsBefore(callsIn(run), run.lastCall),
    },
  ],
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  noReturn: 'its branches are merged as they come',
  parts: { planner: (_, o) => o.plan, coordinator: (s, o) => !s.joins && o.merge === 'agent' },
  slots: { collector: { part: 'coordinator', does: 'merges the results, where no step joins them' } },

  *coordinate(cast, options) {
    const { sim, task, team, planner, coordinator } = cast;
    const branches = task.inOrder().filter((step) => step !== task.joining);
    const start = team.context('joined').append(task.brief);
    if (planner !== null) start.append(yield* planned(planner, start, branches, options));
    const started = branches.map((step) => team.memberFor(step).perform(step, start));
    if (options.wait === 'all') yield* inParallel(cast.run, () => started.map((branch) => sim.spawn<unknown>(branch)));
    else yield* enough(cast, started, options);
    const gathered = team.context(options.gather).attach(task.brief);
    for (const step of branches) if (step.artifact !== null) gathered.append(step.artifact);
    if (options.merge === 'agent' && coordinator !== null) return yield* coordinator.compose(gathered);
    // Where the joining step was not foreseen, no agent merges.
    if (task.joining === null || !task.inOrder().includes(task.joining)) return leftAsIs(cast, branches, start);
    return yield* team.memberFor(task.joining).perform(task.joining, gathered, team.eachAuthor);
  },
});

/** No agent merges: what is there goes on as it is, once the last branch has ended, be it in an error. */
function leftAsIs({ task, team }: Cast, branches: readonly Step[], start: Context): Artifact {
  // Where no step was foreseen, there is only what the branches would have been given.
  const [first = start.newest, ...others] = branches.map((step) => step.artifact ?? incident(step, task.brief, 0));
  const last = others.reduce((a, b) => (b.readyAt > a.readyAt ? b : a), first);
  return team.leaveAsIs(
    branches.map((step) => step.artifact),
    last,
  );
}

/** One call of the planner; with briefs, each branch reads its own. */
function* planned(
  planner: Coordinator,
  start: Context,
  branches: readonly Step[],
  { wording }: Choices,
): Process<Artifact> {
  const { briefTokens } = wording;
  if (briefTokens === 0) return yield* planner.plan(start, 0);
  return yield* planner.plan(start, briefTokens + 1, planTokens(branches, wording));
}

/** A brief for each branch, under the name of its member. */
function planTokens(branches: readonly Step[], { briefTokens, assignment, planBase }: Choices['wording']): number {
  return branches.reduce((sum, step) => sum + assignment + step.member.nameTokens + briefTokens, planBase);
}

/** Waits for the results that are enough, and interrupts the rest; fails where a quorum cannot be reached. */
function* enough({ sim }: Cast, started: readonly Process<Artifact>[], o: Choices): Process<void> {
  const isBestEffort = o.wait === 'deadline';
  const running = started.map((branch) => sim.spawn<unknown>(isBestEffort ? attempted(branch) : branch));
  if (isBestEffort) yield* sim.quorum(running, running.length, sim.now + o.deadline);
  else {
    const least = Math.min(o.quorum, running.length);
    if ((yield* sim.quorum(running, least)) < least) throw FAILED;
  }
  for (const branch of running) sim.interrupt(branch);
}

/** A branch that fails counts as ended: with a deadline the collector takes the results that are there. */
function* attempted(branch: Process<Artifact>): Process<void> {
  yield* orFailed(branch);
}

/** Pairs of the collector with each member, and of the planner too. */
function spokes(s: Shape, o: Choices): number {
  return new Set(senders(s, o)).size + (o.plan ? new Set(s.order.slice(0, branches(s))).size : 0);
}

/** All who could do a branch with all who could collect, and with the planner. */
function possible(s: Shape, o: Choices): number {
  const all = s.able.slice(0, branches(s));
  const planned = o.plan ? new Set(all.flat()).size : 0;
  if (!hasCollector(s, o)) return planned;
  if (!s.joins) return new Set(all.flat()).size + planned;
  return (
    planned +
    pairsPossible(
      s.able,
      all.map((_, branch) => [branch, s.steps - 1]),
    )
  );
}

/** Senders of results to the collector: the member of each branch, unless it collects itself. */
function senders(s: Shape, o: Choices): string[] {
  if (!hasCollector(s, o)) return [];
  const collector = s.joins ? s.order.at(-1) : undefined;
  return s.order.slice(0, branches(s)).filter((member) => member !== collector);
}

/** A step that joins the branches is done by its agent, whatever puts results together otherwise. */
const hasCollector = (shape: Shape, { merge }: Choices): boolean => shape.joins || merge === 'agent';

/** The collector is the member of the joining step, where the task has one; else the coordinator. */
const branches = (shape: { readonly steps: number; readonly joins: boolean }): number =>
  shape.joins ? shape.steps - 1 : shape.steps;

function inputTokens(s: Shape, z: Sizes, o: Choices): number {
  const { briefTokens } = o.wording;
  const shown = o.gather === 'joined' ? z.bareOutput + 1 : z.output;
  const reading = (s.joins ? z.prompt : z.coordinatorPrompt) + z.brief + branches(s) * shown;
  const collector = hasCollector(s, o) ? reading : 0;
  const alone = z.brief + z.prompt + (o.plan && briefTokens > 0 ? briefTokens + 1 : 0);
  return branches(s) * alone + collector + (o.plan ? z.brief + z.coordinatorPrompt : 0);
}

/** Whether no other call is under way once the last one is requested. */
function endsBefore(calls: readonly CallFact[], last: number): boolean {
  const merge = calls.at(-1);
  return last < 0 || calls.every((call) => call === merge || call.endedAt <= merge!.requestedAt + 1e-9);
}
