import { others } from '../edits.js';
import type { Shape } from '../kit.js';
import { type Chosen, choice, count, definePattern, flag, offAtZero, probability } from '../pattern.js';
import { beginsAtOnce, byStep, onlyWorks, resultsOf, workIn } from '../run-facts.js';
import { Gossip } from './gossip.js';

const options = {
  rounds: count(2, 1, 'answers of each agent at most'),
  reads: choice(
    ['everybody', 'hub', 'previous'],
    'everybody',
    'which agents an agent reads: all others; the first one only, which reads all; the one before',
  ),
  settle: flag(true, 'it ends as soon as a round, from the second on, has changed nothing'),
  repair: offAtZero(
    probability(0, 'that an agent drops a false claim that it held, in each round'),
    'an agent keeps every claim that it holds',
  ),
};
const wording = {};

type Choices = Chosen<typeof options, typeof wording>;

export const mesh = definePattern({
  name: 'mesh',
  aliases: ['network (LangGraph)', 'swarm (Google)', 'all-to-all', 'gossip'],
  family: 'peers',
  card: {
    what: 'Every agent answers, reads all other answers, and revises its own; there is no coordinator.',
    how: 'All answer at once from the brief. In each further round an agent reads its own last answer and those of the others. It ends after some rounds, or when a round changed nothing.',
    notice:
      'Edges grow with the square of the agents, and tokens with the square in every round. Every reader may adopt every false claim, in every round anew.',
    tryThis: 'Seed one false claim, lower credulity, and set reads: hub, then previous.',
    breaksWhen: 'It grows; or one agent is sure and wrong, and no agent checks.',
  },
  look: { colour: 'yellow', shape: 'triangle-left' },
  options,
  wording,
  // Exact for two rounds, and for more with settle: false.
  expects: {
    calls: (s, o) => s.steps * o.rounds,
    edges: (s, o) => (o.rounds > 1 ? pairsOf(s.members, o) : 0),
    edgesPossible: possible,
    messages: (s, o) => (o.rounds - 1) * copies(s, o),
    criticalPathCalls: (_, o) => o.rounds,
    inputTokens: (s, z, o) => o.rounds * s.steps * (z.prompt + z.brief) + (o.rounds - 1) * read(s, o) * z.output,
  },
  edits: (s, o) => others(readersOf(s, o)),
  checks: [
    { says: 'All first answers begin at the same moment.', holds: (run) => beginsAtOnce(workIn(run)) },
    { says: 'No call coordinates: every call works on a step.', holds: onlyWorks },
    {
      says: 'Each step is answered once per round at most.',
      holds: (run, { rounds }) => [...byStep(workIn(run)).values()].every((calls) => resultsOf(calls) <= rounds),
    },
  ],
  waits: true,
  heldBy: null,
  notices: true,
  usesMembers: true,
  noReturn: 'its members revise in rounds of their own',
  parts: {},
  essentials: () => ['agents.credulity'],

  *coordinate(cast, { rounds, settle, reads, repair }) {
    const { task, team } = cast;
    const start = team.context().append(task.brief);
    const gossip = new Gossip(cast, team.noticed(task, start), { reads, repair });
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
function isRead(o: Choices, from: number, to: number): boolean {
  if (o.reads === 'everybody' || from === to) return true;
  return o.reads === 'hub' ? from === 0 || to === 0 : to === from + 1;
}

/** For each step its agent's place among the agents. */
function placesOf(s: Shape): number[] {
  const doers = [...new Set(s.order)];
  return s.order.map((doer) => doers.indexOf(doer));
}

function pairsOf(members: number, o: Choices): number {
  if (o.reads === 'everybody') return (members * (members - 1)) / 2;
  return Math.max(0, members - 1);
}

/** Where places are taken by instances, whoever answers first takes the first one: any two may come to read each other. */
function possible(s: Shape, o: Choices): number {
  return pairsOf(s.agents, s.agents > s.members ? { ...o, reads: 'everybody' } : o);
}

/** Copies of answers that are sent in a round: one for each agent that reads it and did not write it. */
function copies(s: Shape, o: Choices): number {
  let sum = 0;
  for (const from of placesOf(s)) {
    for (let to = 0; to < s.members; to++) if (to !== from && isRead(o, from, to)) sum++;
  }
  return sum;
}

/** Answers that are read in a round, each author's own ones among them. */
function read(s: Shape, o: Choices): number {
  const places = placesOf(s);
  return places.reduce((sum, to) => sum + places.filter((from) => isRead(o, from, to)).length, 0);
}

/** Whom each agent reads. */
function readersOf(s: Shape, o: Choices): Map<string, string[]> {
  const doers = [...new Set(s.order)];
  return new Map(doers.map((doer, to) => [doer, doers.filter((_, from) => from !== to && isRead(o, from, to))]));
}
