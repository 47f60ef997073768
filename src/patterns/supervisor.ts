import { FAILED } from '../sim/policies.js';
import { choice, count, definePattern, flag } from './pattern.js';

interface Options {
  readonly history: 'last' | 'full';
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  readonly handoff: number;
  readonly handback: number;
  readonly handoffMessages: boolean;
  readonly namesAll: boolean;
  readonly maxRounds: number;
}

export const supervisor = definePattern<Options>({
  name: 'supervisor',
  aliases: ['supervisor (LangGraph)', 'star', 'hub', 'agent with handoffs both ways (OpenAI Agents)'],
  family: 'model',
  card: {
    what: 'A model in the middle decides before every step who works next, and answers in the end.',
    how: 'The coordinator names a member; the member sees the whole transcript, works, and hands back. One call at a time, even where steps are independent.',
    notice: 'Two calls for every step and one to end; the transcript that it carries grows with all of them.',
    tryThis: 'Raise coordinator.misroute and count needless rounds, steps done too early and steps never done.',
    breaksWhen:
      'The transcript fills the window and decisions get worse; or a round limit is met, and all that was paid for is lost.',
  },
  options: {
    history: choice(
      ['last', 'full'],
      'last',
      "what stays of a member's work: its last message, or its tool traffic too",
    ),
    rosterBase: count(15, 0, 'tokens of the handoff tools in the prompt, once'),
    rosterPerMember: count(16, 0, 'tokens of the handoff tools in the prompt, each member'),
    handoff: count(25, 0, "tokens of a handoff in the transcript, without the member's name, which it writes twice"),
    handback: count(35, 0, "tokens of a hand-back in the transcript, without the member's name"),
    handoffMessages: flag(true, 'handoffs and hand-backs stay in the transcript'),
    namesAll: flag(false, 'each decision names all members that are left, although only the first gets the work'),
    maxRounds: count(1000, 1, 'rounds after which the run fails, and everything with it'),
  },
  expects: {
    calls: (s) => 2 * s.steps + 1,
    edges: (s) => s.members,
    edgesPossible: (s) => s.members,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s) => 2 * s.steps + 1,
    inputTokens: (s, z, o) => {
      const n = s.steps;
      const all = (n * (n + 1)) / 2;
      const earlier = (n * (n - 1)) / 2;
      const handoff = o.handoffMessages ? o.handoff + 2 * z.name : 0;
      const handback = o.handoffMessages ? o.handback + z.name : 0;
      const roster = o.rosterBase + o.rosterPerMember * n;
      const coordinator = (n + 1) * (z.brief + z.coordinatorPrompt + roster) + (handoff + z.output + handback) * all;
      // Names of the others that a handoff writes too stay in the transcript: two calls a round see them from then on.
      const others = o.namesAll && o.handoffMessages ? (2 * (z.decision + z.name) * (n - 1) * n * (n + 1)) / 3 : 0;
      return coordinator + n * (z.brief + z.prompt) + handoff * all + (z.output + handback) * earlier + others;
    },
  },
  waits: true,
  notices: true,
  usesMembers: true,
  parts: () => ['coordinator'],

  *coordinate({ task, coordinator }, options) {
    const { history, handback, handoffMessages, maxRounds } = options;
    const transcript = coordinator.openTranscript(task.brief);
    for (let round = 0; ; round++) {
      const { next, message } = yield* coordinator.decide(task, transcript, options);
      if (next === null) return message;
      if (round === maxRounds) throw FAILED;
      transcript.append(message);
      transcript.append(yield* coordinator.delegate(next, transcript), history === 'full');
      if (handoffMessages) transcript.append(coordinator.note(handback + next.member.nameTokens));
    }
  },
});
