import { others, rosterOf, together } from './edits.js';
import {
  type Artifact,
  branchesOf,
  type Cast,
  type Context,
  FAILED,
  flagsIn,
  inParallel,
  type Pair,
  type Process,
  pairs,
  released,
  type Shape,
  type Step,
} from './kit.js';
import { Gossip } from './mesh/gossip.js';
import { type Chosen, count, definePattern, offAtZero, probability, type Sizes, tokens } from './pattern.js';
import { callsIn, workIn } from './run-facts.js';

const options = {
  maxRounds: count(2, 1, 'answers of each agent of a branch with several steps'),
  retries: count(1, 0, 'times that a gate sends a branch back before it escalates: the task fails with an error'),
  tokenBudget: count(1_000_000, 1, 'tokens after which a branch begins no further round'),
  repair: offAtZero(
    probability(0, 'that an agent drops a false claim that it held, in each round'),
    'an agent keeps every claim that it holds',
  ),
};
const wording = {
  plan: tokens(0, 'tokens of the plan that each branch is shown'),
  verdict: tokens(33, 'tokens that a gate writes', 1),
};

type Choices = Chosen<typeof options, typeof wording>;

export const trunkAndMeshes = definePattern({
  name: 'trunk-and-meshes',
  aliases: ['orchestrator at the trunk, meshes at the leaves', 'phase gates', 'bounded swarms'],
  family: 'hybrid',
  card: {
    what: 'A trunk splits the work among small meshes, and a gate examines what each of them releases.',
    how: 'Each branch (a group, or steps that depend on each other) argues within itself, bounded in rounds and tokens. At its exit a judge releases the result, sends the branch back, or escalates. A last call merges.',
    notice:
      'A false claim reaches its own branch at most, unless the gate releases it. Edges grow with the square of a branch, not of the team.',
    tryThis: 'Seed a false claim, and compare reach with a free mesh. Then lower the detection of whoever is the gate.',
    breaksWhen: 'Branches need results of each other; or the gate errs as the branch does.',
  },
  look: { colour: 'vermilion', shape: 'circle' },
  options,
  wording,
  // Exact where every gate passes the first result, and with two rounds at most.
  expects: {
    calls: (s, o) => 2 + partsOf(s).reduce((sum, part) => sum + part.length * rounds(part, o) + 1, 0),
    edges: (s, o) => pairs(contacts(s, o)),
    edgesPossible: possible,
    messages: (s, o) => partsOf(s).reduce((sum, part) => sum + messages(s, part, o), joining(s) < 0 ? 0 : 2),
    criticalPathCalls: (s, o) => 3 + Math.max(0, ...partsOf(s).map((part) => rounds(part, o))),
    inputTokens,
  },
  edits: (s) => together(rosterOf(s, 'the trunk'), ...partsOf(s).map((part) => others(peersIn(s, part)))),
  checks: [
    { says: 'The first call is made by the trunk.', holds: (run) => (callsIn(run)[0]?.act ?? 'decide') === 'decide' },
    {
      says: 'Nothing is delivered before a gate has judged each branch that worked.',
      holds: (run) =>
        run.delivered.length === 0 || workIn(run).length === 0 || callsIn(run).some(({ act }) => act === 'judge'),
    },
  ],
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  noReturn: 'a gate judges what leaves a mesh',
  parts: { coordinator: 'always', gate: (_, { slots }) => slots.gate !== undefined },
  slots: {
    gate: { part: 'gate', does: 'judges what each branch releases' },
    collector: { part: 'coordinator', does: 'plans and merges' },
  },
  essentials: () => ['gate.detection', 'gate.falseAlarm', 'agents.credulity'],

  *coordinate(cast, options) {
    const { sim, run, task, team, coordinator: trunk } = cast;
    const start = team.context().append(task.brief);
    const merging = task.joining?.marks.group === null ? task.joining : null;
    const steps = team.noticed(task, start);
    start.append(yield* trunk.plan(start, options.wording.plan));
    const branches = split(steps.filter((step) => step !== merging));
    const passed = yield* inParallel(run, () =>
      branches.map((branch) => sim.spawn(gated(cast, branch, start, options))),
    );
    const results = team.context().attach(task.brief);
    for (const result of passed) results.attach(result);
    if (merging === null || !steps.includes(merging)) return yield* trunk.compose(results);
    return yield* trunk.delegate(merging, results);
  },
});

/** A branch argues, and leaves only through its gate. */
function* gated(cast: Cast<'coordinator', 'gate'>, steps: Step[], start: Context, o: Choices): Process<Artifact> {
  const { state, task, team, coordinator: trunk } = cast;
  const gate = cast.gate ?? trunk;
  let given = start;
  for (let attempt = 0; attempt <= o.retries; attempt++) {
    const mesh = new Gossip(cast, steps, { reads: 'everybody', repair: o.repair });
    yield* mesh.open(given, attempt === 0 ? trunk.id : gate.id, 'first');
    for (let round = 2; round <= o.maxRounds && steps.length > 1 && mesh.tokens < o.tokenBudget; round++) {
      if (!(yield* mesh.revise())) break;
    }
    const result = mesh.together();
    const verdict = yield* gate.judge(team.context().attach(task.brief).append(result), o.wording.verdict);
    if (flagsIn(state, result, verdict.message).length === 0) {
      state.exchange.message(gate.id, trunk.id, result);
      return released(state, result, verdict.message);
    }
    given = team.context().appendAll(start).append(verdict.message);
  }
  throw FAILED;
}

/** The steps of each group of the scenario; the others by what depends on each other. */
function split(steps: readonly Step[]): Step[][] {
  const after = steps.map((step) => step.inputs.map((input) => steps.indexOf(input)).filter((i) => i >= 0));
  const groups = steps.map((step) => step.marks.group);
  return branchesOf(groups, after, -1).map((part) => part.map((i) => steps[i]!));
}

const partsOf = (s: Shape): number[][] => branchesOf(s.groups, s.after, joining(s));

/** The step that joins all others, in no group of its own: it merges in the trunk's place. */
const joining = (s: Shape): number => (s.joins && s.groups.at(-1) === null ? s.steps - 1 : -1);

const rounds = (part: readonly number[], o: Choices): number => (part.length > 1 ? o.maxRounds : 1);

/** The gate is not the trunk itself. */
const isApart = ({ slots }: Choices): boolean => slots.gate !== undefined;

const doersOf = (s: Shape, part: readonly number[]): string[] => [...new Set(part.map((i) => s.order[i]!))];

/** In a branch each reads all others. */
function peersIn(s: Shape, part: readonly number[]): Map<string, string[]> {
  const doers = doersOf(s, part);
  return new Map(doers.map((doer) => [doer, doers.filter((other) => other !== doer)]));
}

/** The trunk with each branch's first agent; within a branch all pairs, or, where it never argues, the first one with each. */
function contacts(s: Shape, o: Choices): Pair[] {
  const all = partsOf(s).flatMap((part): Pair[] => {
    const doers = doersOf(s, part);
    const within = doers.flatMap((from, i) => doers.slice(i + 1).map((to): Pair => [from, to]));
    const argues = rounds(part, o) > 1;
    const gate: Pair[] = isApart(o)
      ? [
          ['gate', doers[0]!],
          ['gate', 'trunk'],
        ]
      : [];
    return [['trunk', doers[0]!], ...gate, ...within.filter(([from]) => argues || from === doers[0])];
  });
  return joining(s) < 0 ? all : [...all, ['trunk', s.order.at(-1)!]];
}

/** The trunk, and a gate of its own, with all who could do a step of a branch or join them; within a branch all pairs. */
function possible(s: Shape, o: Choices): number {
  const joined = joining(s);
  const within = partsOf(s).map((part) => [...new Set(part.flatMap((i) => s.able[i]!))]);
  const led = new Set([...within.flat(), ...(joined < 0 ? [] : s.able[joined]!)]);
  const gate = isApart(o) ? new Set(within.flat()).size + 1 : 0;
  return (
    led.size +
    gate +
    pairs(within.flatMap((doers) => doers.flatMap((from, i) => doers.slice(i + 1).map((to): Pair => [from, to]))))
  );
}

/** To the branch and within it, what is read in its rounds, its result to the gate, and on to the trunk. */
function messages(s: Shape, part: readonly number[], o: Choices): number {
  const doers = doersOf(s, part);
  const passedOn = part.filter((i) => s.order[i] !== doers[0]).length;
  return 2 + (isApart(o) ? 1 : 0) + passedOn + (rounds(part, o) - 1) * part.length * (doers.length - 1);
}

function inputTokens(s: Shape, z: Sizes, o: Choices): number {
  const trunk = z.coordinatorPrompt + z.brief;
  const gate = isApart(o) ? z.prompt + z.brief : trunk;
  const agent = z.prompt + z.brief + o.wording.plan;
  const parts = partsOf(s).map((part) => ({ length: part.length, rounds: rounds(part, o) }));
  const results = parts.reduce((sum, part) => sum + part.length * z.bareOutput + z.framing, 0);
  const argued = parts.reduce(
    (sum, p) => sum + p.length * (p.rounds * agent + (p.rounds - 1) * p.length * z.output),
    0,
  );
  const merging = (joining(s) < 0 ? z.coordinatorPrompt : z.prompt) + z.brief + results;
  return trunk + argued + parts.length * gate + results + merging;
}
