import { membersAbleTo } from '../kit.js';
import { choice, definePattern } from '../pattern.js';
import { Board } from './board.js';

interface Options {
  readonly claim: 'cas' | 'none';
}

export const blackboard = definePattern<Options>({
  name: 'blackboard',
  aliases: ['shared state', 'tuple space', 'work stealing', 'stigmergy'],
  family: 'peers',
  card: {
    what: 'Results are posted on a board; whoever sees a step that is ready, and can do it, takes it.',
    how: 'An agent does one step at a time and reads the keys that the step needs. With claim: cas it posts a claim first, and only one can; with claim: none it takes what has no result yet, as far as it can see.',
    notice:
      'Nobody assigns work and nobody waits for it: a pool keeps itself busy. Edges are pairs of who wrote and who read.',
    tryThis: 'Give a role instances: 3, set claim: none, and count the tokens that are wasted on the same step.',
    breaksWhen:
      'An agent takes a step and hangs: the claim stands, so nobody else does it, and the task stalls in silence.',
  },
  options: {
    claim: choice(['cas', 'none'], 'cas', 'a step is claimed by compare-and-set, or not at all'),
  },
  // Exact with claim: cas, or where nobody else could do a step; and where each agent of a pool does one.
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.links,
    edgesPossible: (s) => s.links,
    messages: (s) => s.deliveries,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z) => s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output,
  },
  waits: false,
  heldBy: null,
  notices: true,
  usesMembers: true,
  parts: () => [],

  *coordinate(cast, { claim }) {
    const { task, team } = cast;
    const steps = team.noticed(task, team.context().append(task.brief));
    if (steps.length === 0) return task.brief;
    const board = new Board(cast, task, steps, claim === 'cas');
    return yield* board.work(membersAbleTo);
  },
});
