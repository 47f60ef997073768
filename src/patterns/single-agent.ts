import type { Shape } from './kit.js';
import { choice, count, definePattern } from './pattern.js';

interface Options {
  readonly history: 'last' | 'full';
  readonly limit: number;
}

export const singleAgent = definePattern<Options>({
  name: 'single-agent',
  aliases: ['react agent', 'monolithic agent', 'agent loop'],
  family: 'baseline',
  card: {
    what: 'One agent does every step itself, in one growing conversation.',
    how: 'It takes the steps in order. Each call sees the brief and all of its own earlier results. Nobody hands over, nobody merges.',
    notice:
      'Every call carries all that came before, so input tokens grow with the square of the steps; there is no edge at all.',
    tryThis: 'Raise generalist.penalty: at which factor does a team of specialists start to pay for its coordination?',
    breaksWhen: 'The context fills up, or the steps need skills that one prompt cannot hold.',
  },
  options: {
    history: choice(
      ['last', 'full'],
      'last',
      'what stays of its work in the conversation: results, or its tool traffic too',
    ),
    limit: count(1000, 1, 'steps after which it stops, with what it has done so far'),
  },
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
  waits: true,
  heldBy: 'generalist',
  notices: true,
  usesMembers: false,
  parts: () => ['generalist'],

  *coordinate({ task, team, generalist }, { history, limit }) {
    const conversation = team.context().append(task.brief);
    let done = 0;
    for (const step of task.inOrder()) {
      if (done === limit) break;
      if (!generalist.sees(step, conversation)) continue;
      conversation.append(yield* generalist.perform(step, conversation), history === 'full');
      done++;
    }
    return conversation.newest;
  },
});

function stepsDone(s: Shape, o: Options): number {
  return Math.min(s.steps, o.limit);
}
