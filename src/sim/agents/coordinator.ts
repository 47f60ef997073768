import type { Process } from '../../kernel/index.js';
import type { CoordinatorSpec } from '../../scenario/scenario.js';
import type { Artifact } from '../content/artifact.js';
import type { Context, ContextLayout } from '../content/context.js';
import { EACH_AUTHOR } from '../content/senders.js';
import { NOTHING } from '../luck/distributions.js';
import { Purpose } from '../luck/luck.js';
import { Act } from '../record/record.js';
import type { Run } from '../run.js';
import type { Step, StepRequest } from '../team/step.js';
import type { TaskState } from '../team/task-state.js';
import type { TaskView } from '../team/task-view.js';
import { CoordinatorCalls, type CoordinatorParticipant } from './coordinator-calls.js';
import { delegate } from './delegation.js';
import type { ModelRequest } from './model-request.js';
import type { Outages } from './outages.js';
import { rosterTokens } from './roster.js';

/** What a decision came to: a step and the message that hands it over, or (`next` null) the final answer. */
export interface CoordinatorDecision {
  readonly next: Step | null;
  readonly message: Artifact;
}

/** How a coordinator writes its decisions: what its prompt and its messages cost beside the content. */
export interface DecisionWording {
  /** Tokens of what it must know of each member it can address, and once on top. */
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  /** How often each member's name stands in it. */
  readonly rosterNames: number;
  /** Tokens of a handoff in the transcript, framing included, without the member's name, which stands in it twice. */
  readonly handoff: number;
  /** Handoffs stay in the transcript. */
  readonly handoffMessages: boolean;
  /** The decision names every member that is left, although only the first (or the last) one gets the work; else one. */
  readonly namesAll: boolean;
  readonly takes: 'first' | 'last';
  /** What stays of the others' handoffs in the transcript. */
  readonly others: 'dropped' | 'unanswered' | 'answered';
}

/** What an examination found. */
export interface CheckVerdict {
  /** Claims that it objects to. */
  readonly flags: number;
  /** Says so: read together with what it is about, the flagged claims are gone. */
  readonly message: Artifact;
}

/** An agent that decides instead of producing, at one task: what a pattern can have it do. */
export class Coordinator {
  readonly id: number;
  readonly nameTokens: number;
  readonly spec: CoordinatorSpec;
  readonly outages: Outages;
  /** What its calls are made of, for patterns with calls of their own. */
  readonly calls: CoordinatorCalls;
  private readonly framing: number;

  constructor(run: Pick<Run, 'scenario' | 'layout' | 'script'>, participant: CoordinatorParticipant, state: TaskState) {
    const { client } = participant.client;
    this.id = client.id;
    this.spec = participant.spec;
    this.nameTokens = this.spec.nameTokens;
    this.outages = client.outages;
    this.calls = new CoordinatorCalls(run, participant, state);
    this.framing = run.scenario.provider.framing.message;
  }

  /** Receives a brief and opens a transcript with it. */
  openTranscript(brief: Artifact, layout: ContextLayout = 'messages'): Context {
    return this.calls.state.exchange.context(layout).append(this.hear(brief));
  }

  /** Takes in what its author said. */
  hear(artifact: Artifact): Artifact {
    return this.calls.receive(artifact);
  }

  /**
   * One call: names the member whose step comes next, or answers when nothing is left to do. Right with probability
   * 1 - effective error; else a uniformly chosen wrong option: a step that is done, not needed or not ready, or stopping.
   */
  *decide(
    task: TaskView,
    transcript: Context,
    wording: DecisionWording,
    among = task.inOrder(),
  ): Process<CoordinatorDecision> {
    const { spec, calls } = this;
    const visit = calls.nextVisit();
    const extras = rosterTokens(among, wording);
    const base = calls.request(Act.decide, spec.decision, Purpose.decisionOutput, extras, 0);
    const shown = !calls.mustCompact(transcript, base)
      ? transcript
      : yield* calls.compacted(transcript, base, visit, this.id);
    const options = calls.options(task, calls.expectedInput(shown, extras), among);
    const next = calls.choose(options, visit, wording.namesAll ? wording.takes : 'first');
    const others = next === null ? NO_OTHERS : this.handoffsToOthers(task, next, wording);
    const call = yield* calls.persist(this.requestFor(next, extras, others.written), visit, shown, this.id);
    if (next === null) return { next, message: calls.synthesis(shown, call) };
    calls.noteChoice(call, next.name);
    const handoff = wording.handoff + 2 * next.member.nameTokens + others.kept;
    return { next, message: calls.note(call, wording.handoffMessages ? handoff : 0) };
  }

  /** The request that says what was decided: it names a member, and `others` tokens beside; or it answers. */
  requestFor(next: Step | null, extras: number, others = 0): ModelRequest {
    const { spec, calls } = this;
    return next === null
      ? calls.request(Act.compose, spec.output, Purpose.output, extras, 0)
      : calls.request(Act.decide, spec.decision, Purpose.decisionOutput, extras, next.member.nameTokens + others);
  }

  /** A draw for its next call. */
  draws(purpose: Purpose): number {
    const { state, entity, nextIndex } = this.calls;
    return state.luck.uniform(purpose, entity, nextIndex);
  }

  /** One call that writes a decision, and `written` tokens on top; it hands nothing over. */
  *say(transcript: Context, extras: number, written: number): Process<Artifact> {
    const { calls } = this;
    const request = calls.request(Act.decide, this.spec.decision, Purpose.decisionOutput, extras, written);
    return calls.note(yield* calls.persist(request, calls.nextVisit(), transcript, this.id), 0);
  }

  /** One call: examines what `context` holds, as a checking step would; `tokens` is the length of the verdict. */
  *judge(context: Context, tokens: number): Process<CheckVerdict> {
    const { calls } = this;
    calls.deliver(context, EACH_AUTHOR);
    const visit = calls.nextVisit();
    const request = calls.request(Act.judge, NOTHING, Purpose.decisionOutput, 0, tokens);
    const shown = !calls.mustCompact(context, request)
      ? context
      : yield* calls.compacted(context, request, visit, EACH_AUTHOR);
    const call = yield* calls.persist(request, visit, shown, EACH_AUTHOR);
    return calls.verdict(shown, call, visit);
  }

  /** One call: merges what it is given into one artifact, as long as an answer or as `written`; it can drop and invent. */
  *compose(
    context: Context,
    sender: number = EACH_AUTHOR,
    roster = 0,
    written: number | null = null,
  ): Process<Artifact> {
    const { calls } = this;
    calls.deliver(context, sender);
    const visit = calls.nextVisit();
    const output = written === null ? this.spec.output : NOTHING;
    const request = calls.request(Act.compose, output, Purpose.output, roster, written ?? 0);
    const shown = !calls.mustCompact(context, request)
      ? context
      : yield* calls.compacted(context, request, visit, sender);
    const call = yield* calls.persist(request, visit, shown, sender);
    return calls.synthesis(shown, call);
  }

  /** One call: says in its own words what it was told, in a conversation of its own with tools in the prompt. */
  restate(transcript: Context, roster: number, written: number | null = null): Process<Artifact> {
    return this.compose(transcript, this.id, roster, written);
  }

  /** One call that splits the work up front, as long as an answer or as `written`; `tokens` of its plan go to each member. */
  *plan(context: Context, tokens: number, written: number | null = null): Process<Artifact> {
    const { calls } = this;
    const { author } = context.newest;
    calls.deliver(context, author);
    const output = written === null ? this.spec.output : NOTHING;
    const request = calls.request(Act.decide, output, Purpose.output, 0, written ?? 0);
    return calls.note(yield* calls.persist(request, calls.nextVisit(), context, author), tokens);
  }

  /** Hands a step over and takes its result back. */
  delegate(step: Step, context: Context, request?: StepRequest): Process<Artifact> {
    return delegate(this.id, this.framing, step, context, request);
  }

  /** Tokens of the handoffs that are written and not taken, and of what stays of them. */
  private handoffsToOthers(task: TaskView, next: Step, { namesAll, others, handoff }: DecisionWording) {
    if (!namesAll) return NO_OTHERS;
    const { decision } = this.spec;
    const left = task.inOrder().filter((step) => step !== next && !step.done && step.isNeeded);
    const names = left.reduce((sum, step) => sum + step.member.nameTokens, 0);
    const written = names + left.length * (decision.kind === 'constant' ? decision.value : 0);
    const answered = 2 * names + left.length * (handoff - this.framing);
    return { written, kept: { dropped: 0, unanswered: written, answered }[others] };
  }
}

const NO_OTHERS = { written: 0, kept: 0 };
