import { rosterOf } from '../edits.js';
import type { Shape } from '../kit.js';
import { definePattern, type Sizes } from '../pattern.js';
import { type CallFact, callsIn, isFrom, isOneAtATime, isUnbroken, workIn } from '../run-facts.js';
import {
  leadOptions,
  leadWording,
  memberOptions,
  memberWording,
  type SupervisorChoices,
  supervise,
} from './leading.js';

export const supervisor = definePattern({
  name: 'supervisor',
  aliases: ['supervisor (LangGraph)', 'star', 'hub', 'agent with handoffs both ways (OpenAI Agents)'],
  family: 'model',
  card: {
    what: 'A model in the middle decides before every step which agent works next, and answers in the end.',
    how: 'The coordinator names a member; the member sees the whole transcript, works, and hands back. One call at a time, even where steps are independent.',
    notice: 'Two calls for every step and one to end; the transcript that it carries grows with each of them.',
    tryThis: 'Raise coordinator.misroute and count needless rounds, steps done too early and steps never done.',
    breaksWhen:
      'The transcript fills the window and decisions get worse; or a round limit is reached, and the work that was paid for is lost.',
  },
  look: { colour: 'vermilion', shape: 'triangle-up' },
  options: { ...leadOptions, ...memberOptions },
  wording: { ...leadWording, ...memberWording },
  expects: {
    calls: (s) => 2 * s.steps + 1,
    edges: (s) => s.members,
    edgesPossible: (s) => s.agents,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s) => 2 * s.steps + 1,
    inputTokens,
  },
  edits: (s) => rosterOf(s, 'the coordinator'),
  checks: [
    { says: 'Each call ends before the next one begins.', holds: isOneAtATime },
    {
      says: 'The coordinator hands out every step.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'coordinator', call)),
    },
    {
      says: 'A decision of the coordinator stands between the work of two steps, unless work began again after a crash.',
      holds: (run) => !isUnbroken(run) || callsIn(run).every(isDecidedBetween),
    },
  ],
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: { coordinator: 'always' },
  slots: { selector: { part: 'coordinator', does: 'decides which agent works next, and answers' } },
  essentials: () => ['selector.misroute'],

  coordinate: supervise,
});

/** Whether a call goes on with the step of the call before it, or comes after a call that works on no step. */
function isDecidedBetween({ step }: CallFact, i: number, calls: readonly CallFact[]): boolean {
  return i === 0 || step < 0 || [step, -1].includes(calls[i - 1]!.step);
}

function inputTokens({ steps: n }: Shape, z: Sizes, o: SupervisorChoices): number {
  const { wording } = o;
  const all = (n * (n + 1)) / 2;
  const earlier = (n * (n - 1)) / 2;
  const handoff = o.handoffMessages ? wording.handoff + 2 * z.name : 0;
  const handback = o.handoffMessages ? wording.handback + z.name : 0;
  const roster = wording.rosterBase + (wording.rosterPerMember + wording.rosterNames * z.name) * n;
  const result = z.output + wording.memberHandoff + handback;
  const coordinator = (n + 1) * (z.brief + z.coordinatorPrompt + roster) + (handoff + result) * all;
  const members = n * (z.brief + z.prompt + wording.memberRoster) + handoff * all + result * earlier;
  // What stays of the other handoffs stays in the transcript: two calls a round see it from then on.
  const kept = { dropped: 0, unanswered: z.decision + z.name, answered: handoff - z.framing }[o.others];
  const others = o.namesAll && o.handoffMessages ? (2 * kept * (n - 1) * n * (n + 1)) / 3 : 0;
  return coordinator + members + others;
}
