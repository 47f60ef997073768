import { type Pair, pairs, type Shape } from '../kit.js';
import { choice, count, definePattern } from '../pattern.js';
import { Peers } from './peers.js';

interface Options {
  readonly targets: 'all' | 'next';
  readonly history: 'all' | 'messages' | 'results';
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  readonly call: number;
  readonly answer: number;
  readonly maxHandoffs: number;
  readonly onLimit: 'fail' | 'partial';
}

export const handoff = definePattern<Options>({
  name: 'handoff',
  aliases: ['swarm (LangGraph, OpenAI, AutoGen)', 'handoffs (OpenAI Agents)', 'handoff (Azure)', 'transfer', 'triage'],
  family: 'peers',
  card: {
    what: 'One agent is active at a time; it does its step, and in the same call hands the whole conversation to the next.',
    how: 'Each agent carries the others as tools, sees all that was said, and decides by itself who goes on. Nobody is above them, and nobody merges: the last answer is the answer.',
    notice:
      'No calls for coordination at all; it hides in the prompts (everybody as a tool) and in what travels along.',
    tryThis: 'Raise agents.defaults.misroute, and watch agents hand work to and fro; then set maxHandoffs.',
    breaksWhen:
      'An agent hands over to the wrong one, who hands back: nothing but the limit ends it. Or one stops early, and nobody notices.',
  },
  options: {
    targets: choice(['all', 'next'], 'all', 'whom an agent can hand over to: everybody, or who is next in line'),
    history: choice(
      ['all', 'messages', 'results'],
      'all',
      'what travels: everything, results with the lines that say who took over, or results only',
    ),
    rosterBase: count(15, 0, 'tokens of the handoff tools in the prompt, once'),
    rosterPerMember: count(14, 0, "tokens of the handoff tools in the prompt, each, without the member's name"),
    call: count(6, 0, "tokens of a call that hands over, without the member's name"),
    answer: count(12, 0, "tokens of the line that answers such a call, framing included, without the member's name"),
    maxHandoffs: count(1000, 0, 'handoffs after which the conversation is broken off'),
    onLimit: choice(['fail', 'partial'], 'fail', 'what comes of the task then: an error, or the last answer'),
  },
  expects: {
    calls: (s) => s.steps,
    edges: (s) => pairs(handovers(s)),
    edgesPossible: (s, o) => (o.targets === 'all' ? (s.members * (s.members - 1)) / 2 : pairs(handovers(s))),
    messages: (s) => handovers(s).length,
    criticalPathCalls: (s) => s.steps,
    inputTokens: (s, z, o) => {
      const answer = o.answer + z.name;
      const travels = { all: o.call + z.name + answer, messages: answer, results: 0 }[o.history];
      let conversation = z.brief;
      let tokens = 0;
      for (const [i, member] of s.order.entries()) {
        const leaves = i + 1 < s.steps && s.order[i + 1] !== member ? 1 : 0;
        const others = o.targets === 'all' ? s.members - 1 : leaves;
        const roster = others === 0 ? 0 : o.rosterBase + others * (o.rosterPerMember + z.name);
        tokens += z.prompt + roster + conversation;
        conversation += z.output + leaves * travels;
      }
      return tokens;
    },
  },
  waits: true,
  heldBy: null,
  notices: true,
  usesMembers: true,
  agentsOnly: 'only an agent can be handed a conversation and hand it on',
  parts: () => [],

  *coordinate({ run, task, team }, options) {
    const { maxHandoffs, onLimit } = options;
    const peers = new Peers(run);
    const conversation = team.context().append(task.brief);
    let step = task.inOrder()[0]!;
    for (let handoffs = 0; ; ) {
      const turn = peers.decide(task, step, conversation, options);
      const artifact = yield* team.memberFor(step).perform(step, conversation, undefined, turn.asked);
      if (turn.next === null) return artifact;
      if (turn.handsOver && handoffs++ === maxHandoffs) {
        return team.stopAtLimit(onLimit, team.context().append(artifact));
      }
      peers.pass(conversation, turn, options);
      step = turn.next;
    }
  },
});

/** From each step's member to the next one's; a member hands nothing over to itself. */
function handovers({ order }: Shape): Pair[] {
  return order.slice(1).flatMap((to, i): Pair[] => (to === order[i] ? [] : [[order[i]!, to]]));
}
