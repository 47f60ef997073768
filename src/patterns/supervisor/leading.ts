import { type Artifact, type Cast, type Process, type StepRequest, sentBack } from '../kit.js';
import { type Chosen, choice, count, flag, tokens } from '../pattern.js';

/** What every supervisor lets its user choose, be it alone or a team of supervisors. */
export const leadOptions = {
  limit: count(1000, 1, 'turns that each supervisor is allowed'),
  onLimit: choice(['fail', 'empty', 'partial'], 'fail', 'the outcome of its task at the limit'),
  history: choice(['last', 'full'], 'last', "what of a member's work stays: its last message, or its tool traffic too"),
  handoffMessages: flag(true, 'handoffs and hand-backs stay in the transcript'),
};
export const leadWording = {
  rosterBase: tokens(15, 'tokens of the handoff tools in the prompt, once'),
  rosterPerMember: tokens(16, 'tokens of the handoff tools in the prompt, each member'),
  rosterNames: count(0, 0, "how often each handoff tool writes its member's name, beside that"),
  handoff: tokens(25, "tokens of a handoff in the transcript, without the member's name, which it writes twice"),
  handback: tokens(35, "tokens of a hand-back in the transcript, without the member's name"),
};

/** What one supervisor of members has beside. */
export const memberOptions = {
  namesAll: flag(false, 'each decision names all members that are left, although only one gets the work'),
  takes: choice(['first', 'last'], 'first', 'with namesAll, which of the members that could go on gets the work'),
  others: choice(
    ['dropped', 'unanswered', 'answered'],
    'unanswered',
    'what stays of handoffs that are not taken: nothing, the call, or the call and its answer',
  ),
  onFailure: choice(
    ['raise', 'text'],
    'raise',
    "the outcome of a member's failure: the task fails, or the coordinator reads that it failed and goes on",
  ),
  counts: choice(
    ['turns', 'supersteps'],
    'turns',
    "what the limit counts: answers of a model, or the graph's steps, of which one more sees that it is over",
  ),
};
export const memberWording = {
  memberRoster: tokens(0, "tokens in a member's prompt of the tool with which it hands back"),
  memberHandoff: tokens(0, 'tokens that a member writes to hand back; none where code does it'),
  errorText: tokens(25, 'with onFailure: text, tokens of the text that says that a member failed'),
};

export type LeadChoices = Chosen<typeof leadOptions, typeof leadWording>;
export type SupervisorChoices = Chosen<
  typeof leadOptions & typeof memberOptions,
  typeof leadWording & typeof memberWording
>;

/**
 * The story of a supervisor, whatever its members are: decide, hand over, take back, until it answers. Steps whose work is sent
 * back are open again.
 */
export function* supervise(
  { task, team, coordinator }: Cast<'coordinator'>,
  options: SupervisorChoices,
): Process<Artifact> {
  const { history, handoffMessages, limit, counts, onLimit, wording } = options;
  const writing = { ...options, ...wording };
  const handingBack = handBackOf(options);
  const turns = counts === 'turns' ? limit : limit - 1;
  const transcript = coordinator.openTranscript(task.brief);
  for (let turn = 1; turn <= limit; turn += 2) {
    const { next, message } = yield* coordinator.decide(task, transcript, writing);
    if (next === null && turn <= turns) return message;
    transcript.append(message);
    if (next === null || turn === limit) break;
    transcript.append(yield* coordinator.delegate(next, transcript, handingBack), history === 'full');
    sentBack(task, next);
    if (handoffMessages) transcript.append(coordinator.calls.note(-1, wording.handback + next.member.nameTokens));
  }
  return team.stopAtLimit(onLimit, transcript);
}

/** What handing back adds to a member's call, and the text that stands for a failure. */
function handBackOf({ onFailure, wording }: SupervisorChoices): StepRequest {
  const { memberRoster, memberHandoff, errorText } = wording;
  const handBack = { roster: memberRoster, written: memberHandoff };
  return onFailure === 'text' ? { ...handBack, errorText } : handBack;
}
