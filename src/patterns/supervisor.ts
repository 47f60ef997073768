import type { Artifact, Cast, Process } from './kit.js';
import { choice, count, definePattern, flag, type OptionSet } from './pattern.js';

export interface SupervisorOptions {
  readonly history: 'last' | 'full';
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  readonly handoff: number;
  readonly handback: number;
  readonly handoffMessages: boolean;
  readonly namesAll: boolean;
  readonly takes: 'first' | 'last';
  readonly others: 'dropped' | 'unanswered' | 'answered';
  readonly memberRoster: number;
  readonly memberHandoff: number;
  readonly onFailure: 'raise' | 'text';
  readonly errorText: number;
  readonly limit: number;
  readonly counts: 'turns' | 'supersteps';
  readonly onLimit: 'fail' | 'empty' | 'partial';
}

export type Leadership = Pick<
  SupervisorOptions,
  'history' | 'rosterBase' | 'rosterPerMember' | 'handoff' | 'handback' | 'handoffMessages' | 'limit' | 'onLimit'
>;

/** The options of whoever leads as a supervisor does, be it a team of supervisors. */
export const leadership: OptionSet<Leadership> = {
  history: choice(['last', 'full'], 'last', "what stays of a member's work: its last message, or its tool traffic too"),
  rosterBase: count(15, 0, 'tokens of the handoff tools in the prompt, once'),
  rosterPerMember: count(16, 0, 'tokens of the handoff tools in the prompt, each member'),
  handoff: count(25, 0, "tokens of a handoff in the transcript, without the member's name, which it writes twice"),
  handback: count(35, 0, "tokens of a hand-back in the transcript, without the member's name"),
  handoffMessages: flag(true, 'handoffs and hand-backs stay in the transcript'),
  limit: count(1000, 1, 'turns that each supervisor is allowed'),
  onLimit: choice(['fail', 'empty', 'partial'], 'fail', 'what comes of its task at the limit'),
};

export const supervisor = definePattern<SupervisorOptions>({
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
    ...leadership,
    namesAll: flag(false, 'each decision names all members that are left, although only one gets the work'),
    takes: choice(['first', 'last'], 'first', 'which of the members that could go on gets the work'),
    others: choice(
      ['dropped', 'unanswered', 'answered'],
      'unanswered',
      'what stays of handoffs that are not taken: nothing, the call, or the call and its answer',
    ),
    memberRoster: count(0, 0, "tokens in a member's prompt of the tool with which it hands back"),
    memberHandoff: count(0, 0, 'tokens that a member writes to hand back; none where code does it'),
    onFailure: choice(
      ['raise', 'text'],
      'raise',
      "what comes of a member's failure: the task fails, or the coordinator reads that it failed and goes on",
    ),
    errorText: count(25, 0, 'tokens of such a text'),
    counts: choice(
      ['turns', 'supersteps'],
      'turns',
      "what the limit counts: answers of a model, or the graph's steps, of which one more sees that it is over",
    ),
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
      const result = z.output + o.memberHandoff + handback;
      const coordinator = (n + 1) * (z.brief + z.coordinatorPrompt + roster) + (handoff + result) * all;
      const members = n * (z.brief + z.prompt + o.memberRoster) + handoff * all + result * earlier;
      // What stays of the other handoffs stays in the transcript: two calls a round see it from then on.
      const kept = { dropped: 0, unanswered: z.decision + z.name, answered: handoff - z.framing }[o.others];
      const others = o.namesAll && o.handoffMessages ? (2 * kept * (n - 1) * n * (n + 1)) / 3 : 0;
      return coordinator + members + others;
    },
  },
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: () => ['coordinator'],

  coordinate: supervise,
});

/** The loop of a supervisor, whoever its members are. */
export function* supervise({ task, team, coordinator }: Cast, options: SupervisorOptions): Process<Artifact> {
  const { history, handback, handoffMessages, memberRoster, memberHandoff, limit, counts, onLimit } = options;
  const error = options.onFailure === 'text' ? { errorText: options.errorText } : {};
  const handingBack = { roster: memberRoster, written: memberHandoff, ...error };
  const turns = counts === 'turns' ? limit : limit - 1;
  const transcript = coordinator.openTranscript(task.brief);
  for (let turn = 1; turn <= limit; turn += 2) {
    const { next, message } = yield* coordinator.decide(task, transcript, options);
    if (next === null && turn <= turns) return message;
    transcript.append(message);
    if (next === null || turn === limit) break;
    transcript.append(yield* coordinator.delegate(next, transcript, handingBack), history === 'full');
    if (handoffMessages) transcript.append(coordinator.calls.note(-1, handback + next.member.nameTokens));
  }
  return team.stopAtLimit(onLimit, transcript);
}
