import {
  type Context,
  chooseWithError,
  effectiveError,
  familyOf,
  notices,
  type Process,
  Purpose,
  retention,
  STOP,
  type Stage,
  type Step,
  type StepRequest,
  type TaskView,
} from '../kit.js';

/** Whom an agent can hand its conversation over to, and what that costs beside the content. */
export interface Passing {
  /** All other agents, or the next one in line only. */
  readonly targets: 'all' | 'next';
  /** Tokens of what it must know of whom it can hand over to: once, and for each without the name. */
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  /** How often each name stands there. */
  readonly rosterNames: number;
  /** Tokens of the call that hands over, without the name. */
  readonly call: number;
  /** Tokens of the line that answers it, framing included, without the name; and how often the name stands there. */
  readonly answer: number;
  readonly answerNames: number;
  /** What travels: all there is; results and the lines that say who took over; or results only. */
  readonly history: 'all' | 'messages' | 'results';
  /** Probability that an agent hands over without doing its step. */
  readonly silence: number;
}

/** What an agent decides while it does a step: whose step comes next (null: none), and what that makes it read and write. */
export interface Turn {
  readonly step: Step;
  readonly next: Step | null;
  /** The conversation leaves this agent. */
  readonly handsOver: boolean;
  readonly asked: StepRequest;
}

/** Agents without a coordinator, which decide by themselves which agent is next. */
export class Peers {
  constructor(private readonly run: Stage['run']) {}

  /**
   * Whose step comes after `step`, in the eyes of the agent that does it. Right with probability 1 - effective error; else
   * a uniformly chosen wrong one: an agent whose step is done, not needed or not ready, or none.
   */
  decide(task: TaskView, step: Step, conversation: Context, passing: Passing): Turn {
    const roster = this.roster(task, step, passing);
    const next = this.choose(task, step, this.errorOf(step, conversation, roster), passing.targets);
    const handsOver = next !== null && doer(next) !== doer(step);
    const written = handsOver ? passing.call + next.member.nameTokens : 0;
    return { step, next, handsOver, asked: { roster, written } };
  }

  /**
   * One call that does nothing but hand over, where an agent does so: whose turn it is then. Nothing shows that the step is
   * left, so the next agent hands on likewise, or does the step of its own that is ready.
   */
  *silently(
    task: TaskView,
    step: Step,
    conversation: Context,
    { silence, call, answer, answerNames }: Passing,
    nth: number,
  ): Process<Step | null> {
    const { luck, exchange } = step.state;
    if (silence === 0) return null;
    if (luck.uniform(Purpose.silence, step.address, nth) >= silence) return null;
    const others = task.inOrder().filter((other) => !other.done && doer(other) !== doer(step));
    const next = others[0];
    if (next === undefined) return null;
    const { nameTokens } = next.member;
    const sender = conversation.newest.author;
    const reply = step.member.reply?.(step, conversation, sender, call + nameTokens, nth);
    if (reply === undefined) return null;
    const handed = yield* reply;
    conversation.append(handed).attach(exchange.text(answer + answerNames * nameTokens));
    return next;
  }

  /** The conversation goes on with the result of a turn. */
  pass(conversation: Context, { step, next, handsOver }: Turn, { history, answer, answerNames }: Passing): void {
    const { record, exchange } = step.state;
    const result = step.artifact!;
    if (history === 'all') conversation.append(result, true);
    else conversation.appendResult(result);
    if (next === null || !handsOver) return;
    if (record.detailed) record.chose[result.call] = next.name;
    if (history !== 'results') conversation.attach(exchange.text(answer + answerNames * next.member.nameTokens));
  }

  private roster(task: TaskView, step: Step, { targets, rosterBase, rosterPerMember, rosterNames }: Passing): number {
    const others = targets === 'all' ? colleagues(task, step) : nextInLine(task, step);
    if (others.length === 0) return 0;
    return others.reduce((sum, name) => sum + rosterPerMember + rosterNames * name, rosterBase);
  }

  private errorOf(step: Step, conversation: Context, roster: number): number {
    const { agents, provider } = this.run.scenario;
    const { misroute, model, prompt } = agents.find(({ role }) => role === step.leaf!.spec.role)!;
    const { call, message } = provider.framing;
    return effectiveError(misroute, retention(model, call + message + prompt + roster + conversation.tokens));
  }

  private choose(task: TaskView, step: Step, error: number, targets: Passing['targets']): Step | null {
    const { state, address } = step;
    const known = (other: Step): boolean => notices(state, address, other, error);
    const ready = task.inOrder().filter((other) => other !== step && task.isReady(other, known, step));
    const line = task.inOrder().slice(task.inOrder().indexOf(step) + 1, task.inOrder().indexOf(step) + 2);
    const right = targets === 'all' ? ready : ready.length > 0 ? line : [];
    const others = (targets === 'all' ? task.inOrder() : line).filter((other) => doer(other) !== doer(step));
    const wrong: (Step | null)[] = others.filter((other) => !right.includes(other));
    if (right.length > 0) wrong.push(null);
    const index = state.facts.visits[step.leaf!.index]!;
    const { model } = this.run.scenario.agents.find(({ role }) => role === step.leaf!.spec.role)!;
    const about = right[0]?.address ?? STOP;
    const draws = { errs: Purpose.handoff, about, family: familyOf(model), entity: address, index };
    return chooseWithError(state.luck, draws, right[0] ?? null, wrong, error);
  }
}

/** The agent that does a step. */
const doer = (step: Step): number => step.member.contactFor(step);

/** Tokens of the name of each agent in the team but the one that does `step`. */
function colleagues(task: TaskView, step: Step): number[] {
  const members = new Set(task.steps.map(({ member }) => member));
  const all = [...members].flatMap((member) => member.contacts.map((id) => [id, member.nameTokens] as const));
  return all.filter(([id]) => id !== doer(step)).map(([, tokens]) => tokens);
}

function nextInLine(task: TaskView, step: Step): number[] {
  const next = task.inOrder()[task.inOrder().indexOf(step) + 1];
  return next === undefined || doer(next) === doer(step) ? [] : [next.member.nameTokens];
}
