import { type Artifact, FAILED, orFailed, type Process, type Shape, type Step } from './kit.js';
import { choice, count, definePattern, flag } from './pattern.js';

interface Options {
  readonly wait: 'all' | 'quorum' | 'deadline';
  readonly quorum: number;
  readonly deadline: number;
  readonly plan: boolean;
  readonly briefTokens: number;
  readonly assignment: number;
  readonly gather: 'joined' | 'messages';
}

export const fanOutFanIn = definePattern<Options>({
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
    how: 'Code starts every step at the same moment; each sees the brief and nothing else. One call at the end reads all the results.',
    notice:
      'Two calls on the critical path, however wide. A step whose input another step makes runs without it, and guesses.',
    tryThis:
      'Give one step an `after`, and count the guesses; then set wait: quorum and see what the slowest branch was worth.',
    breaksWhen:
      'Branches depend on each other: a checker has nothing to check yet, so its finding comes too late for all others.',
  },
  options: {
    wait: choice(['all', 'quorum', 'deadline'], 'all', 'what the collector waits for'),
    quorum: count(1, 1, 'with wait: quorum, the results that are enough; the other branches are cancelled'),
    deadline: count(60, 0, 'with wait: deadline, seconds after which it merges what is there'),
    plan: flag(false, 'a planner makes one call before the branches start'),
    briefTokens: count(
      0,
      0,
      'with plan, tokens of the brief that it writes for each branch; 0: nobody is shown the plan',
    ),
    assignment: count(6, 0, 'tokens around each such brief, without the name, and once around all'),
    gather: choice(
      ['joined', 'messages'],
      'joined',
      'results shown to the collector in one message, or as messages of their own',
    ),
  },
  expects: {
    calls: (s, o) => branches(s) + 1 + (o.plan ? 1 : 0),
    edges: spokes,
    edgesPossible: spokes,
    messages: (s, o) => senders(s).length + (o.plan ? branches(s) : 0),
    criticalPathCalls: (_, o) => (o.plan ? 3 : 2),
    inputTokens: (s, z, o) => {
      const shown = o.gather === 'joined' ? z.bareOutput + 1 : z.output;
      const collector = (s.joins ? z.prompt : z.coordinatorPrompt) + z.brief + branches(s) * shown;
      const alone = z.brief + z.prompt + (o.plan && o.briefTokens > 0 ? o.briefTokens + 1 : 0);
      return branches(s) * alone + collector + (o.plan ? z.brief + z.coordinatorPrompt : 0);
    },
  },
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: (s, o) => [...(o.plan ? (['planner'] as const) : []), ...(s.joins ? [] : (['coordinator'] as const))],

  *coordinate({ sim, task, team, coordinator, planner }, options) {
    const { wait, quorum, deadline, plan, briefTokens, gather } = options;
    const branches = task.inOrder().filter((step) => step !== task.joining);
    const start = team.context('joined').append(task.brief);
    if (plan && briefTokens === 0) start.append(yield* planner.plan(start, 0));
    else if (plan) start.append(yield* planner.plan(start, briefTokens + 1, planTokens(branches, options)));
    const started = branches.map((step) => team.memberFor(step).perform(step, start));
    const running = started.map((branch) => sim.spawn<unknown>(wait === 'deadline' ? attempted(branch) : branch));
    const enough = wait === 'quorum' ? Math.min(quorum, running.length) : running.length;
    if (wait === 'all') yield* sim.all(running);
    else if (wait === 'deadline') yield* sim.quorum(running, enough, sim.now + deadline);
    else if ((yield* sim.quorum(running, enough)) < enough) throw FAILED;
    for (const branch of running) sim.interrupt(branch);

    const gathered = team.context(gather).attach(task.brief);
    for (const step of branches) if (step.artifact !== null) gathered.append(step.artifact);
    if (task.joining === null) return yield* coordinator.compose(gathered);
    // Nobody wrote the joining step down, so nobody merges.
    if (!task.inOrder().includes(task.joining)) return team.leaveAsIs(branches.map((step) => step.artifact));
    return yield* team.memberFor(task.joining).perform(task.joining, gathered, team.eachAuthor);
  },
});

/** A branch that came to nothing counts as ended: who waits for a deadline takes what there is. */
function* attempted(branch: Process<Artifact>): Process<void> {
  yield* orFailed(branch);
}

/** A brief for each branch, under the name of who is to do it. */
function planTokens(branches: readonly Step[], { briefTokens, assignment }: Options): number {
  return branches.reduce((sum, step) => sum + assignment + step.member.nameTokens + briefTokens, assignment);
}

/** Pairs of the collector with each member, and of the planner too. */
function spokes(s: Shape, o: Options): number {
  return new Set(senders(s)).size + (o.plan ? new Set(s.order.slice(0, branches(s))).size : 0);
}

/** Who sends the collector something: the member of each branch, unless it collects itself. */
function senders(s: Shape): string[] {
  const collector = s.joins ? s.order.at(-1) : undefined;
  return s.order.slice(0, branches(s)).filter((member) => member !== collector);
}

/** The collector is the member of the joining step, where the task has one; else the coordinator. */
const branches = (shape: { readonly steps: number; readonly joins: boolean }): number =>
  shape.joins ? shape.steps - 1 : shape.steps;
