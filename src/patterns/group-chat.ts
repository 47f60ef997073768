import {
  type Artifact,
  type Cast,
  type Context,
  type Decision,
  type Process,
  Purpose,
  type Shape,
  type Step,
  type TaskView,
} from './kit.js';
import { choice, count, definePattern, flag, probability } from './pattern.js';

interface Options {
  readonly selector: 'round-robin' | 'llm';
  readonly repeats: boolean;
  readonly transcript: 'messages' | 'joined';
  readonly label: number;
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  readonly memory: boolean;
  readonly instruction: number;
  readonly decided: number;
  readonly silence: number;
  readonly attempts: number;
  readonly askAgain: number;
  readonly maxTurns: number;
  readonly onLimit: 'fail' | 'empty' | 'partial';
}

export const groupChat = definePattern<Options>({
  name: 'group-chat',
  aliases: ['group chat (AutoGen, Microsoft Agent Framework, Azure)', 'selector', 'moderated chat', 'round table'],
  family: 'model',
  card: {
    what: 'Members talk in one room: everybody reads what everybody says, and one speaks at a time.',
    how: 'Code gives the floor in turn, or a manager reads along and names the next speaker in a call of its own, until it closes the meeting with an answer.',
    notice: 'Every message is read by all: edges grow with the square of the team, and so do the tokens.',
    tryThis:
      'Set selector: llm and silence: 1; the manager names nobody, so the same one speaks in every turn until maxTurns.',
    breaksWhen: 'A belief that was said aloud is held by all; or a manager without judgement keeps the talk going.',
  },
  options: {
    selector: choice(
      ['round-robin', 'llm'],
      'round-robin',
      'who gives the floor: code, in turn, or a manager that decides',
    ),
    repeats: flag(true, 'the manager may name who spoke last; if not, the only one left speaks without being named'),
    transcript: choice(['messages', 'joined'], 'messages', 'what the manager reads: messages, or one with all of them'),
    label: count(0, 0, 'tokens that name the speaker of each message that the manager reads'),
    rosterBase: count(15, 0, "tokens of the speakers in the manager's prompt, once"),
    rosterPerMember: count(16, 0, "tokens of the speakers in the manager's prompt, each"),
    memory: flag(false, 'the manager sees its earlier instructions and decisions too'),
    instruction: count(0, 0, 'with memory, tokens of the instruction before each decision, framing included'),
    decided: count(8, 0, 'with memory, tokens of a decision, framing included, without the name, which it holds twice'),
    silence: probability(0, 'that a decision names nobody, in which case the manager is asked again'),
    attempts: count(3, 1, 'decisions without a name after which the one who spoke last speaks again'),
    askAgain: count(30, 0, 'tokens that each further attempt finds in the prompt'),
    maxTurns: count(1000, 1, 'turns after which the meeting is closed'),
    onLimit: choice(['fail', 'empty', 'partial'], 'fail', 'what comes of the task then'),
  },
  expects: {
    calls: (s, o) => (o.selector === 'llm' ? 2 * s.steps + 1 : s.steps),
    edges: everybodyToAll,
    edgesPossible: everybodyToAll,
    messages: (s, o) => s.steps * (s.members - 1) + (o.selector === 'llm' ? 2 * s.steps : 0),
    criticalPathCalls: (s, o) => (o.selector === 'llm' ? 2 * s.steps + 1 : s.steps),
    inputTokens: (s, z, o) => {
      const n = s.steps;
      const earlier = (n * (n - 1)) / 2;
      const members = n * (z.prompt + z.brief) + z.output * earlier;
      if (o.selector === 'round-robin') return members;
      const said = (o.transcript === 'joined' ? z.bareOutput + 1 : z.output) + o.label;
      const remembered = o.memory ? o.instruction + o.decided + 2 * z.name : 0;
      const opening = z.brief + z.coordinatorPrompt + o.rosterBase + o.rosterPerMember * n;
      const instructed = o.memory ? o.instruction * (n + 1) : 0;
      return members + (n + 1) * opening + (earlier + n) * (said + remembered) + instructed;
    },
  },
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: (_, o) => (o.selector === 'llm' ? ['coordinator'] : []),

  *coordinate(cast, options) {
    return yield* options.selector === 'llm' ? moderated(cast, options) : inTurn(cast, options);
  },
});

/** Code gives the floor to everybody who was foreseen, one after the other; what was said last is the answer. */
function* inTurn({ task, team }: Cast, { maxTurns, onLimit }: Options): Process<Artifact> {
  const chat = team.context().append(task.brief);
  const line = task.inOrder().filter((step) => task.isForeseen(step));
  for (const [turn, step] of line.entries()) {
    if (turn === maxTurns) return team.stopAtLimit(onLimit, chat);
    const said = yield* team.memberFor(step).perform(step, chat);
    chat.append(said);
    broadcast(task, said, line[turn + 1]);
  }
  return chat.newest;
}

/** A manager gives the floor, until it answers. */
function* moderated(cast: Cast, options: Options): Process<Artifact> {
  const { task, team, coordinator: manager } = cast;
  const chat = team.context().append(task.brief);
  const read = manager.openTranscript(task.brief, options.transcript);
  let last: Step | null = null;
  for (let turn = 0; turn < options.maxTurns; turn++) {
    const { next, message }: Decision = yield* whoIsNext(cast, read, last, options);
    if (next === null) return message;
    chat.newest = message;
    const said: Artifact = yield* team.memberFor(next).perform(next, chat);
    chat.append(said);
    read.append(said).attach(team.text(options.label));
    broadcast(task, said);
    last = next;
  }
  return team.stopAtLimit(options.onLimit, chat);
}

/** Whom the manager names; the one who spoke last where it names nobody, however often it is asked. */
function* whoIsNext(cast: Cast, read: Context, last: Step | null, options: Options): Process<Decision> {
  const { task, team, coordinator: manager } = cast;
  const { repeats, memory, instruction, silence, attempts, rosterBase, rosterPerMember, askAgain } = options;
  const named = repeats ? task.inOrder() : task.inOrder().filter((step) => step.member !== last?.member);
  const only = new Set(named.map((step) => step.member)).size === 1 && !repeats;
  if (last !== null && only) return { next: named.find((step) => !step.done) ?? named[0]!, message: last.artifact! };
  if (last !== null) manager.hear(last.artifact!);
  if (memory) read.attach(team.text(instruction));
  let message = task.brief;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const base = rosterBase + attempt * askAgain;
    const isSilent = silence > 0 && manager.draws(Purpose.silence) < silence;
    const wording = {
      ...options,
      rosterBase: base,
      handoff: options.decided,
      handoffMessages: memory,
      namesAll: false,
      takes: 'first' as const,
      others: 'dropped' as const,
    };
    const decision = isSilent ? null : yield* manager.decide(task, read, wording, named);
    if (decision?.next) read.append(decision.message);
    if (decision !== null) return decision;
    message = yield* manager.say(read, base + rosterPerMember * named.length, 0);
    read.newest = message;
  }
  return { next: last ?? task.inOrder()[0]!, message };
}

/** Everybody in the team reads what its author said; who gets it handed over anyway, as `next`, gets no copy. */
function broadcast(task: TaskView, said: Artifact, next: Step | null = null): void {
  const listeners = new Set(task.steps.flatMap((step) => step.member.contacts));
  if (next !== null) listeners.delete(next.member.contactFor(next));
  task.state.exchange.broadcast(said, [...listeners]);
}

/** Everybody reads everybody; a manager gives all of them the floor. */
function everybodyToAll({ members }: Shape, { selector }: Options): number {
  return (members * (members - 1)) / 2 + (selector === 'llm' ? members : 0);
}
