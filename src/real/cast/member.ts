import { handoff } from '../../patterns/handoff/handoff.js';
import { Peers, type Turn } from '../../patterns/handoff/peers.js';
import type { Agent } from '../../sim/agents/agent.js';
import { drawIndex, furtherDraw, type ModelRequest } from '../../sim/agents/model-request.js';
import type { Artifact } from '../../sim/content/artifact.js';
import { searchOf } from '../../sim/rules/search.js';
import { toolResultTokens, toolRoundTokens } from '../../sim/rules/tool-round.js';
import { askedAnew, type Step, type StepRequest } from '../../sim/team/step.js';
import { filled } from '../wire/filled.js';
import { isObject, type ModelQuestion, type OfferedTool, type ToolCall } from '../wire/question.js';
import { type Caller, COORDINATOR, type Target } from './caller.js';
import { idOf } from './ids.js';
import { type Backstage, type CallOutcome, nameOn, type PlannedCall } from './planned.js';
import type { Prompt } from './prompt.js';
import { showSteps, textOfArtifact } from './showing.js';
import { callTokens, tokensIn, toolTokens } from './tokens.js';
import type { LuckPlace } from './visits.js';

/** An agent that is asked to do its step. */
export function askMember(
  backstage: Backstage,
  { name: role, instance }: Caller,
  question: ModelQuestion,
): PlannedCall {
  const { task, reader, visits, callers } = backstage;
  const agents = task.agentsOf(role);
  const agent = agents[instance] ?? agents[0]!;
  const prompt = reader.read(question, agent.id);
  showSteps(task, reader, prompt.shown);
  const step = stepFor(backstage, role, prompt);
  const who = `${role}/${step.name}`;
  const trip = prompt.rounds.length;
  const atOnce = step.leaf!.isReplica || (task.run.scenario.real.agents[role]?.atOnce ?? false);
  const place = visits.place(who, prompt.hash, trip, atOnce);
  task.state.facts.visits[step.leaf!.index] = place.visit;
  const targets = callers.targetsOf(question).filter(({ name }) => name !== role);
  const turn = turnOf(backstage, step, prompt, targets);
  return new MemberCall(backstage, { agent, step, prompt, who, place, trip, question, targets, turn }).planned();
}

/** Whom it hands over to, and what that makes it write. */
interface MemberTurn {
  readonly to: Target | null;
  readonly next: Step | null;
  readonly written: number;
}

/** The step that the newest handoff or brief to it names; else its first one that is not done, else its last one. */
function stepFor({ task, visits }: Backstage, role: string, { handed, hash }: Prompt): Step {
  const own = task.steps.filter(({ leaf }) => leaf!.spec.role === role);
  const named = handed.filter((step) => own.includes(step)).at(-1);
  if (named !== undefined) return named;
  const open = own.filter((step) => step.artifact === null && step.isNeeded);
  const replicas = own.filter(({ leaf, isNeeded }) => leaf!.isReplica && isNeeded).map(({ name }) => name);
  if (replicas.length > 1) {
    const shared = visits.share(role, hash, replicas);
    return own.find(({ name }) => name === shared)!;
  }
  return open[0] ?? own.find((step) => step.artifact === null) ?? own.at(-1)!;
}

/** Peers choose who goes on; whoever can only hand back does so. */
function turnOf({ task }: Backstage, step: Step, { context }: Prompt, targets: readonly Target[]): MemberTurn {
  const peers = targets.filter(({ name }) => name !== COORDINATOR);
  const back = targets.find(({ name }) => name === COORDINATOR);
  if (peers.length === 0) {
    return { to: back ?? null, next: null, written: back === undefined ? 0 : callTokens(back.tool.name) };
  }
  const { run, cast, steps } = task;
  const others = new Set(steps.map(({ leaf }) => leaf!.spec.role)).size - 1;
  const passing = {
    targets: peers.length < others ? ('next' as const) : ('all' as const),
    rosterBase: toolTokens(targets.map(({ tool }) => tool)),
    rosterPerMember: 0,
    rosterNames: 0,
    call: wordingOf(run.scenario.patterns.options.handoff).call,
    answer: 0,
    answerNames: 0,
    history: 'all' as const,
    silence: 0,
  };
  const turn: Turn = new Peers(run).decide(cast.task, step, context, passing);
  const next = turn.handsOver ? turn.next : null;
  const role = next === null ? null : next.leaf!.spec.role;
  const to = peers.find(({ name }) => name === role) ?? null;
  return { to, next: to === null ? null : next, written: to === null ? 0 : (turn.asked.written ?? 0) };
}

function wordingOf(written: unknown): { readonly call: number } {
  const { wording } = handoff.withOptions(isObject(written) ? written : {}).options;
  return { call: isObject(wording) ? Number(wording.call) : 0 };
}

interface Asked {
  readonly agent: Agent;
  readonly step: Step;
  readonly prompt: Prompt;
  readonly who: string;
  readonly place: LuckPlace;
  readonly trip: number;
  readonly question: ModelQuestion;
  readonly targets: readonly Target[];
  readonly turn: MemberTurn;
}

class MemberCall {
  private readonly given: StepRequest;
  private readonly request: ModelRequest;
  /** Tools that lead to nobody. */
  private readonly own: readonly OfferedTool[];

  constructor(
    private readonly backstage: Backstage,
    private readonly asked: Asked,
  ) {
    const { agent, step, question, targets, turn, prompt } = asked;
    this.own = question.tools.filter((tool) => !targets.some((target) => target.tool === tool));
    const counted = step.leaf!.spec.tools === null ? question.tools : targets.map(({ tool }) => tool);
    const isBriefed = prompt.shown.some((artifact) => backstage.reader.briefs.has(artifact));
    const given = { roster: toolTokens(counted), written: turn.written, explores: isBriefed };
    this.given = askedAnew(step, given) ?? given;
    this.request = agent.requestFor(step.leaf!, this.given, step);
  }

  planned(): PlannedCall {
    const { agent, step, prompt, who, place, trip } = this.asked;
    const width = this.width();
    return {
      participant: agent.id,
      agent: agent.name,
      who,
      step,
      prompt,
      request: this.request,
      place,
      trip,
      width,
      inner: this.request.extras + (this.request.tools?.definition ?? 0) + this.innerTokens(),
      conclude: (call) => (width > 0 ? this.toolCalls(call, width) : this.result(call)),
    };
  }

  /** How many tools it calls at once; 0: it answers. */
  private width(): number {
    const { tools, explores, entity } = this.request;
    const { state } = this.backstage.task;
    const { place, prompt } = this.asked;
    if (tools === null || this.own.length === 0) return 0;
    const { made } = searchOf(state, tools, explores, entity, drawIndex(place.visit, 0, 0));
    const back = prompt.rounds.reduce((sum, { results }) => sum + results.length, 0);
    return Math.max(0, Math.min(tools.parallel, made - back));
  }

  /** What its own tools added to its prompt. */
  private innerTokens(): number {
    const { state, run } = this.backstage.task;
    const { tools, entity } = this.request;
    const { place, prompt, agent } = this.asked;
    const { framing } = run.scenario.provider;
    return prompt.rounds.reduce((sum, { calls, results }, trip) => {
      const draw = drawIndex(place.visit, 0, trip);
      const lengths = results.map((text, i) =>
        tools === null || run.scenario.real.results === 'counted'
          ? tokensIn(text)
          : toolResultTokens(state.luck, state.facts.size, tools, entity, furtherDraw(draw, i), true),
      );
      const call = this.backstage.reader.issued.get(calls[0]!.id)?.call ?? -1;
      const written = call < 0 ? 0 : state.record.calls.columns.outputTokens[call]!;
      const told = lengths.reduce((all, length) => all + length, 0);
      return sum + toolRoundTokens(framing, agent.nameTokens, written, told, calls.length);
    }, 0);
  }

  private toolCalls(call: number, width: number): CallOutcome {
    const { task, reader } = this.backstage;
    const { agent, step, prompt, place, trip } = this.asked;
    const { tools } = task.run.scenario.real;
    const calls = Array.from({ length: width }, (_, i): ToolCall => {
      const tool = this.own[i % this.own.length]!;
      const id = `call_${idOf(agent.name, step.name, prompt.hash, trip, place.attempt, i)}`;
      reader.issued.set(id, { by: agent.id, note: null, step: null, call });
      const least = JSON.stringify(filled(tool.parameters, `${step.name} ${trip + 1}`).value);
      return { id, name: tool.name, arguments: tools[tool.name]?.arguments ?? least };
    });
    return { artifact: null, text: '', calls, called: [] };
  }

  private result(call: number): CallOutcome {
    const { task, reader } = this.backstage;
    const { agent, step, prompt, place, turn, question } = this.asked;
    const artifact = this.artifact(call);
    const text = textOfArtifact(task, artifact, `Result of ${step.name} by ${agent.name}.`);
    const output = question.choice === 'required' && turn.to === null ? this.own[0] : undefined;
    if (output !== undefined) {
      const id = `call_${idOf(agent.name, step.name, prompt.hash, 'output')}`;
      const written = JSON.stringify(filled(output.parameters, text).value);
      return { artifact, text: '', calls: [{ id, name: output.name, arguments: written }], called: [] };
    }
    if (turn.to === null) return { artifact, text, calls: [], called: [] };
    const id = `call_${idOf(agent.name, step.name, prompt.hash, turn.to.name, place.attempt)}`;
    reader.issued.set(id, { by: agent.id, note: null, step: turn.next, call });
    if (turn.next !== null) task.state.record.chose[call] = turn.next.name;
    const { name, parameters } = turn.to.tool;
    const written = JSON.stringify(filled(parameters, '').value);
    const empty = isObject(parameters.properties) && Object.keys(parameters.properties).length > 0 ? written : '{}';
    return { artifact, text, calls: [{ id, name, arguments: empty }], called: [turn.next?.member.name ?? COORDINATOR] };
  }

  /** What it says on this content; who is asked the same again says the same. */
  private artifact(call: number): Artifact {
    const { task } = this.backstage;
    const { agent, step, prompt, place } = this.asked;
    const name = nameOn(step.name, place.visit);
    const before = task.names.artifact(name);
    if (before !== undefined) {
      task.state.exchange.markAttempt(call, before.id);
      return before;
    }
    const artifact = agent.makeOf(step, prompt.context, place.visit, call, this.given);
    task.names.give(name, artifact);
    return artifact;
  }
}
