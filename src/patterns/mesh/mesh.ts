import type { Shape } from '../kit.js';
import { choice, count, definePattern, flag, probability } from '../pattern.js';
import { Gossip } from './gossip.js';

interface Options {
  readonly rounds: number;
  readonly reads: 'everybody' | 'hub' | 'previous';
  readonly repair: number;
  readonly settle: boolean;
}

export const mesh = definePattern<Options>({
  name: 'mesh',
  aliases: ['network (LangGraph)', 'swarm (Google)', 'all-to-all', 'gossip'],
  family: 'peers',
  card: {
    what: 'Every agent answers, reads everybody else, and revises, with nobody in the middle.',
    how: 'All answer at once from the brief. In each further round an agent reads its own last answer and those of the others. It ends after some rounds, or when a round changed nothing.',
    notice:
      'Edges grow with the square of the agents, and tokens with the square in every round. Every false claim gets a chance with every reader in every round.',
    tryThis: 'Seed one false claim, lower credulity, and set reads: hub, then previous.',
    breaksWhen: 'It grows; or one agent is sure and wrong, and nobody checks.',
  },
  options: {
    rounds: count(2, 1, 'answers of each agent at most'),
    reads: choice(
      ['everybody', 'hub', 'previous'],
      'everybody',
      'whom an agent reads: all others; the first one only, who reads all; the one before',
    ),
    repair: probability(0, 'that an agent drops a false claim that it held, each round'),
    settle: flag(true, 'it ends as soon as a round, from the second on, has changed nothing'),
  },
  // Exact for two rounds, and for more with settle: false.
  expects: {
    calls: (s, o) => s.steps * o.rounds,
    edges: (s, o) => (o.rounds > 1 ? pairsOf(s, o) : 0),
    edgesPossible: pairsOf,
    messages: (s, o) => (o.rounds - 1) * copies(s, o),
    criticalPathCalls: (_, o) => o.rounds,
    inputTokens: (s, z, o) => o.rounds * s.steps * (z.prompt + z.brief) + (o.rounds - 1) * read(s, o) * z.output,
  },
  waits: true,
  heldBy: null,
  notices: true,
  usesMembers: true,
  parts: () => [],

  *coordinate(cast, { rounds, settle, ...habits }) {
    const { task, team } = cast;
    const start = team.context().append(task.brief);
    const gossip = new Gossip(cast, team.noticed(task, start), habits);
    if (gossip.answers.length === 0) return task.brief;
    yield* gossip.open(start, task.brief.author);
    for (let round = 2; round <= rounds; round++) {
      const changed = yield* gossip.revise();
      if (settle && !changed) break;
    }
    return team.leaveAsIs(gossip.answers);
  },
});

/** Whether one agent reads another, both by their places. */
function isRead(o: Options, from: number, to: number): boolean {
  if (o.reads === 'everybody' || from === to) return true;
  return o.reads === 'hub' ? from === 0 || to === 0 : to === from + 1;
}

/** For each step the doer's place among the agents. */
function placesOf(s: Shape): number[] {
  const doers = [...new Set(s.order)];
  return s.order.map((doer) => doers.indexOf(doer));
}

function pairsOf(s: Shape, o: Options): number {
  if (o.reads === 'everybody') return (s.members * (s.members - 1)) / 2;
  return Math.max(0, s.members - 1);
}

/** Copies of answers that are handed round in a round: one for each agent that reads it and did not write it. */
function copies(s: Shape, o: Options): number {
  let sum = 0;
  for (const from of placesOf(s)) {
    for (let to = 0; to < s.members; to++) if (to !== from && isRead(o, from, to)) sum++;
  }
  return sum;
}

/** Answers that are read in a round, each author's own ones among them. */
function read(s: Shape, o: Options): number {
  const places = placesOf(s);
  return places.reduce((sum, to) => sum + places.filter((from) => isRead(o, from, to)).length, 0);
}
