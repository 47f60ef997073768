import {
  type Artifact,
  type Cast,
  type Context,
  type Coordinator,
  type CoordinatorDecision,
  type Process,
  Purpose,
  rosterTokens,
  type Step,
  type TaskView,
} from '../kit.js';
import type { ChatChoices } from './choices.js';

/** A manager gives the floor, until it answers. */
export function* moderated(cast: Cast, manager: Coordinator, options: ChatChoices): Process<Artifact> {
  const { task, team } = cast;
  const chat = team.context().append(task.brief);
  const read = manager.openTranscript(task.brief, options.transcript);
  let last: Step | null = null;
  for (let turn = 0; turn < options.maxTurns; turn++) {
    const { next, message }: CoordinatorDecision = yield* nextSpeaker(cast, manager, read, last, options);
    if (next === null) return message;
    chat.newest = message;
    const said: Artifact = yield* team.memberFor(next).perform(next, chat);
    chat.append(said);
    read.append(said).attach(team.text(options.wording.label));
    tellAll(task, said);
    last = next;
  }
  return team.stopAtLimit(options.onLimit, chat);
}

/** The speaker that the manager names; the last one again, where it names none however often it is asked. */
function* nextSpeaker(
  cast: Cast,
  manager: Coordinator,
  read: Context,
  last: Step | null,
  options: ChatChoices,
): Process<CoordinatorDecision> {
  const { task, team } = cast;
  const { memory, silence, attempts, wording } = options;
  const named = candidates(cast, last, options);
  const only = new Set(named.map((step) => step.member)).size === 1 && !options.repeats;
  if (last !== null && only) return { next: named.find((step) => !step.done) ?? named[0]!, message: last.artifact! };
  if (last !== null) manager.hear(last.artifact!);
  if (memory) read.attach(team.text(instructionOf(task, wording)));
  let message = task.brief;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const rosterBase = rolesOf(task, wording) + attempt * wording.askAgain;
    const writing = { ...writingOf(options), rosterBase };
    const isSilent = silence > 0 && manager.draws(Purpose.silence) < silence;
    const decision = isSilent ? null : yield* manager.decide(task, read, writing, named);
    if (decision?.next) read.append(decision.message);
    if (decision !== null) return decision;
    message = yield* manager.say(read, rosterTokens(named, writing), 0);
    read.newest = message;
  }
  return { next: last ?? task.inOrder()[0]!, message };
}

/** The steps whose members the manager may name. */
function candidates({ task }: Cast, last: Step | null, { repeats }: ChatChoices): readonly Step[] {
  return repeats ? task.inOrder() : task.inOrder().filter((step) => step.member !== last?.member);
}

/** Tokens of the manager's prompt that are always there, with everybody's role. */
function rolesOf(task: TaskView, { rosterBase, rolesPerMember, rolesNames }: ChatChoices['wording']): number {
  return rosterTokens(task.inOrder(), { rosterBase, rosterPerMember: rolesPerMember, rosterNames: rolesNames });
}

/** Tokens of the instruction before a decision, in which all speakers are named. */
function instructionOf(
  task: TaskView,
  { instruction, instructionPerMember, instructionNames }: ChatChoices['wording'],
) {
  const wording = {
    rosterBase: instruction,
    rosterPerMember: instructionPerMember,
    rosterNames: instructionNames,
  };
  return rosterTokens(task.inOrder(), wording);
}

/** How the manager writes its decisions. */
function writingOf({ memory, wording }: ChatChoices) {
  const { decided, rosterPerMember, rosterNames } = wording;
  const one = { namesAll: false, takes: 'first', others: 'dropped' } as const;
  return { rosterPerMember, rosterNames, handoff: decided, handoffMessages: memory, ...one };
}

/** Each member of the team reads what was said; the one that gets it handed over anyway, as `next`, gets no copy. */
export function tellAll(task: TaskView, said: Artifact, next: Step | null = null): void {
  const listeners = new Set(task.steps.flatMap((step) => step.member.contacts));
  if (next !== null) listeners.delete(next.member.contactFor(next));
  task.state.exchange.broadcast(said, [...listeners]);
}
