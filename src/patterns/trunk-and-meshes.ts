import {
  type Artifact,
  branchesOf,
  type Cast,
  type Context,
  FAILED,
  flagsIn,
  type Pair,
  type Process,
  pairs,
  released,
  type Shape,
  type Step,
} from './kit.js';
import { Gossip } from './mesh/gossip.js';
import { count, definePattern, probability } from './pattern.js';

interface Options {
  readonly maxRounds: number;
  readonly tokenBudget: number;
  readonly retries: number;
  readonly plan: number;
  readonly verdict: number;
  readonly repair: number;
}

export const trunkAndMeshes = definePattern<Options>({
  name: 'trunk-and-meshes',
  aliases: ['orchestrator at the trunk, meshes at the leaves', 'phase gates', 'bounded swarms'],
  family: 'hybrid',
  card: {
    what: 'A trunk splits the work among small meshes, and lets out of each only what its gate has passed.',
    how: 'Each branch (a group, or steps that hang together) argues within itself, bounded in rounds and tokens. At its exit a judge lets the result go on, sends the branch back, or escalates. A last call merges.',
    notice:
      'A false claim reaches its own branch at most, unless the gate lets it out. Edges grow with the square of a branch, not of the team.',
    tryThis: 'Seed a false claim, and compare reach with a free mesh. Then lower coordinator.detection.',
    breaksWhen: 'Branches need results of each other; or the gate errs as the branch does.',
  },
  options: {
    maxRounds: count(2, 1, 'answers of each agent of a branch with several steps'),
    tokenBudget: count(1_000_000, 1, 'tokens after which a branch begins no further round'),
    retries: count(
      1,
      0,
      'times that a gate sends a branch back before it escalates: the task fails, and somebody knows',
    ),
    plan: count(0, 0, 'tokens of the plan that each branch is shown'),
    verdict: count(33, 1, 'tokens that a gate writes'),
    repair: probability(0, 'that an agent drops a false claim that it held, each round'),
  },
  // Exact where every gate passes the first result, and with two rounds at most.
  expects: {
    calls: (s, o) => 2 + partsOf(s).reduce((sum, part) => sum + part.length * rounds(part, o) + 1, 0),
    edges: (s, o) => pairs(contacts(s, o)),
    edgesPossible: (s, o) => pairs(contacts(s, { ...o, maxRounds: 2 })),
    messages: (s, o) => partsOf(s).reduce((sum, part) => sum + messages(s, part, o), joining(s) < 0 ? 0 : 2),
    criticalPathCalls: (s, o) => 3 + Math.max(0, ...partsOf(s).map((part) => rounds(part, o))),
    inputTokens: (s, z, o) => {
      const trunk = z.coordinatorPrompt + z.brief;
      const agent = z.prompt + z.brief + o.plan;
      const parts = partsOf(s).map(({ length }) => ({ length, rounds: length > 1 ? o.maxRounds : 1 }));
      const results = parts.reduce((sum, part) => sum + part.length * z.bareOutput + z.framing, 0);
      const argued = parts.reduce(
        (sum, p) => sum + p.length * (p.rounds * agent + (p.rounds - 1) * p.length * z.output),
        0,
      );
      const merging = (joining(s) < 0 ? z.coordinatorPrompt : z.prompt) + z.brief + results;
      return trunk + argued + parts.length * trunk + results + merging;
    },
  },
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: () => ['coordinator'],

  *coordinate(cast, options) {
    const { sim, task, team, coordinator: trunk } = cast;
    const start = team.context().append(task.brief);
    const merging = task.joining?.marks.group === null ? task.joining : null;
    const steps = team.noticed(task, start);
    start.append(yield* trunk.plan(start, options.plan));
    const branches = split(steps.filter((step) => step !== merging));
    const passed = yield* sim.all(branches.map((branch) => sim.spawn(gated(cast, branch, start, options))));
    const results = team.context().attach(task.brief);
    for (const result of passed) results.attach(result);
    if (merging === null || !steps.includes(merging)) return yield* trunk.compose(results);
    return yield* trunk.delegate(merging, results);
  },
});

/** A branch argues, and leaves only through its gate. */
function* gated(cast: Cast, steps: Step[], start: Context, o: Options): Process<Artifact> {
  const { state, task, team, coordinator: gate } = cast;
  let given = start;
  for (let attempt = 0; attempt <= o.retries; attempt++) {
    const mesh = new Gossip(cast, steps, { reads: 'everybody', repair: o.repair });
    yield* mesh.open(given, gate.id, 'first');
    for (let round = 2; round <= o.maxRounds && steps.length > 1 && mesh.tokens < o.tokenBudget; round++) {
      if (!(yield* mesh.revise())) break;
    }
    const result = mesh.together();
    const verdict = yield* gate.judge(team.context().attach(task.brief).append(result), o.verdict);
    if (flagsIn(state, result, verdict.message) === 0) return released(state, result, verdict.message);
    given = team.context().appendAll(start).append(verdict.message);
  }
  throw FAILED;
}

/** The steps of each group of the scenario; the others by what hangs together. */
function split(steps: readonly Step[]): Step[][] {
  const after = steps.map((step) => step.inputs.map((input) => steps.indexOf(input)).filter((i) => i >= 0));
  const groups = steps.map((step) => step.marks.group);
  return branchesOf(groups, after, -1).map((part) => part.map((i) => steps[i]!));
}

const partsOf = (s: Shape): number[][] => branchesOf(s.groups, s.after, joining(s));

/** The step that joins all others, in no group of its own: it merges in the trunk's place. */
const joining = (s: Shape): number => (s.joins && s.groups.at(-1) === null ? s.steps - 1 : -1);

const rounds = (part: readonly number[], o: Options): number => (part.length > 1 ? o.maxRounds : 1);

const doersOf = (s: Shape, part: readonly number[]): string[] => [...new Set(part.map((i) => s.order[i]!))];

/** The trunk with each branch's first agent; within a branch everybody, or, where it never argues, the first one with each. */
function contacts(s: Shape, o: Options): Pair[] {
  const all = partsOf(s).flatMap((part): Pair[] => {
    const doers = doersOf(s, part);
    const within = doers.flatMap((from, i) => doers.slice(i + 1).map((to): Pair => [from, to]));
    const argues = rounds(part, o) > 1;
    return [['trunk', doers[0]!], ...within.filter(([from]) => argues || from === doers[0])];
  });
  return joining(s) < 0 ? all : [...all, ['trunk', s.order.at(-1)!]];
}

/** To the branch and within it, what is read in its rounds, and its result to the gate. */
function messages(s: Shape, part: readonly number[], o: Options): number {
  const doers = doersOf(s, part);
  const passedOn = part.filter((i) => s.order[i] !== doers[0]).length;
  return 2 + passedOn + (rounds(part, o) - 1) * part.length * (doers.length - 1);
}
