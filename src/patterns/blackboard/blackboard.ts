import { subscriptions } from '../edits.js';
import { membersAbleTo } from '../kit.js';
import { choice, definePattern } from '../pattern.js';
import { byStep, isUnbroken, onlyWorks, resultsOf, workIn } from '../run-facts.js';
import { Board } from './board.js';

export const blackboard = definePattern({
  name: 'blackboard',
  aliases: ['shared state', 'tuple space', 'work stealing', 'stigmergy'],
  family: 'peers',
  card: {
    what: 'Results are posted on a board; an agent that sees a ready step, and can do it, takes it.',
    how: 'An agent does one step at a time and reads the keys that the step needs. With claim: cas it posts a claim first, and only one agent can; with claim: none it takes a step that has no result yet, as far as it can see.',
    notice:
      'No participant assigns work or waits for it: a pool keeps itself busy. Edges are pairs of writers and readers.',
    tryThis: 'Give a role instances: 3, set claim: none, and count the tokens that are wasted on the same step.',
    breaksWhen:
      'An agent takes a step and hangs: the claim stands, so no other agent does it, and the task stalls without an error.',
  },
  look: { colour: 'navy', shape: 'circle' },
  options: {
    claim: choice(['cas', 'none'], 'cas', 'a step is claimed by compare-and-set, or not at all'),
  },
  wording: {},
  // Exact with claim: cas, or where one agent only can do each step; and where each agent of a pool does one.
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.links,
    edgesPossible: (s) => s.linksPossible,
    messages: (s) => s.deliveries,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z) => s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output,
  },
  edits: (s) => subscriptions(s),
  checks: [
    {
      says: 'With claim: cas no step is done twice, unless work began again after a crash or a failure.',
      holds: (run, { claim }) =>
        claim === 'none' ||
        !isUnbroken(run) ||
        [...byStep(workIn(run)).values()].every((calls) => resultsOf(calls) <= 1),
    },
    { says: 'No call coordinates: every call works on a step.', holds: onlyWorks },
  ],
  waits: false,
  heldBy: null,
  notices: true,
  usesMembers: true,
  noReturn: 'a result that was posted stays',
  parts: {},

  *coordinate(cast, { claim }) {
    const { task, team } = cast;
    const steps = team.noticed(task, team.context().append(task.brief));
    if (steps.length === 0) return task.brief;
    const board = new Board(cast, task, steps, claim === 'cas');
    return yield* board.work(membersAbleTo);
  },
});
