import { others } from '../edits.js';
import { consecutive, type Pair, pairs, pairsPossible, type Shape } from '../kit.js';
import { type Chosen, choice, count, definePattern, offAtZero, probability, type Sizes, tokens } from '../pattern.js';
import { isOneAtATime, onlyWorks } from '../run-facts.js';
import { Peers } from './peers.js';

const options = {
  targets: choice(['all', 'next'], 'all', 'the agents that an agent can hand over to: all, or the next one in line'),
  maxHandoffs: count(1000, 0, 'handoffs after which the conversation is broken off'),
  onLimit: choice(['fail', 'partial'], 'fail', 'the outcome of the task then: an error, or the last answer'),
  silence: offAtZero(
    probability(0, 'that an agent hands over without doing its step, to one that can only hand on'),
    'every agent does its step before it hands over',
  ),
  history: choice(
    ['all', 'messages', 'results'],
    'all',
    'what travels: everything, results with the lines that say which agent took over, or results only',
  ),
};
const wording = {
  rosterBase: tokens(15, 'tokens of the handoff tools in the prompt, once'),
  rosterPerMember: tokens(14, "tokens of the handoff tools in the prompt, each, without the member's name"),
  rosterNames: count(1, 0, "how often each of these tools writes the member's name"),
  call: tokens(6, "tokens of a call that hands over, without the member's name"),
  answer: tokens(12, "tokens of the line that answers such a call, framing included, without the member's name"),
  answerNames: count(1, 0, "how often that line writes the member's name"),
};

type Choices = Chosen<typeof options, typeof wording>;

export const handoff = definePattern({
  name: 'handoff',
  aliases: ['swarm (LangGraph, OpenAI, AutoGen)', 'handoffs (OpenAI Agents)', 'handoff (Azure)', 'transfer', 'triage'],
  family: 'peers',
  card: {
    what: 'One agent is active at a time; it does its step, and in the same call hands the whole conversation to the next.',
    how: 'Each agent carries the others as tools, sees all earlier messages, and decides by itself which agent goes on. There is no coordinator and no merge: the last answer is the answer.',
    notice:
      'It makes no calls for coordination: the cost is in the prompts (every agent as a tool) and in the history that travels.',
    tryThis: 'Raise agents.defaults.misroute, and watch agents hand work to and fro; then set maxHandoffs.',
    breaksWhen:
      'An agent hands over to the wrong one, which hands back: only the limit ends it. Or one stops early, and no participant notices.',
  },
  look: { colour: 'sky', shape: 'square' },
  options,
  wording,
  expects: {
    calls: (s) => s.steps,
    edges: (s) => pairs(handovers(s)),
    edgesPossible: (s, o) =>
      o.targets === 'all' ? (s.agents * (s.agents - 1)) / 2 : pairsPossible(s.able, consecutive(s.steps)),
    messages: (s) => handovers(s).length,
    criticalPathCalls: (s) => s.steps,
    inputTokens,
  },
  edits: (s, o) => others(targetsOf(s, o)),
  checks: [
    { says: 'One agent is active at a time: each call ends before the next one begins.', holds: isOneAtATime },
    {
      says: 'No call coordinates: every call works on a step, unless agents hand over in silence.',
      holds: (run, { silence }) => silence > 0 || onlyWorks(run),
    },
  ],
  waits: true,
  heldBy: null,
  notices: true,
  usesMembers: true,
  noReturn: 'an agent that has handed over is done',
  agentsOnly: 'only an agent can be handed a conversation and hand it on',
  parts: {},
  essentials: () => ['agents.misroute'],

  *coordinate({ run, task, team }, options) {
    const { maxHandoffs, onLimit } = options;
    const passing = { ...options, ...options.wording };
    const peers = new Peers(run);
    const conversation = team.context().append(task.brief);
    let step = task.inOrder()[0]!;
    for (let handoffs = 0; ; ) {
      const silent = yield* peers.silently(task, step, conversation, passing, handoffs);
      if (silent !== null && handoffs++ === maxHandoffs) return team.stopAtLimit(onLimit, conversation);
      step = silent ?? step;
      if (silent !== null) continue;
      const turn = peers.decide(task, step, conversation, passing);
      const artifact = yield* team.memberFor(step).perform(step, conversation, undefined, turn.asked);
      if (turn.next === null) return team.outcome(task, artifact);
      const answered = team.context().append(task.brief).append(artifact);
      if (turn.handsOver && handoffs++ === maxHandoffs) return team.stopAtLimit(onLimit, answered);
      peers.pass(conversation, turn, passing);
      step = turn.next;
    }
  },
});

/** From each step's member to the next one's; a member hands nothing over to itself. */
function handovers({ order }: Shape): Pair[] {
  return order.slice(1).flatMap((to, i): Pair[] => (to === order[i] ? [] : [[order[i]!, to]]));
}

function inputTokens(s: Shape, z: Sizes, o: Choices): number {
  const { rosterBase, rosterPerMember, rosterNames, call, answer, answerNames } = o.wording;
  const line = answer + answerNames * z.name;
  const travels = { all: call + z.name + line, messages: line, results: 0 }[o.history];
  let conversation = z.brief;
  let sum = 0;
  for (const [i, member] of s.order.entries()) {
    const leaves = i + 1 < s.steps && s.order[i + 1] !== member ? 1 : 0;
    const others = o.targets === 'all' ? s.members - 1 : leaves;
    const roster = others === 0 ? 0 : rosterBase + others * (rosterPerMember + rosterNames * z.name);
    sum += z.prompt + roster + conversation;
    conversation += z.output + leaves * travels;
  }
  return sum;
}

/** To whom each agent may hand over. */
function targetsOf({ order }: Shape, { targets }: Choices): Map<string, string[]> {
  const doers = [...new Set(order)];
  const after = (doer: string): string[] => order.slice(1).filter((next, i) => order[i] === doer && next !== doer);
  return new Map(
    doers.map((doer) => [doer, targets === 'all' ? doers.filter((other) => other !== doer) : after(doer)]),
  );
}
