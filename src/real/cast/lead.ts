import { assignmentOf, type PlannedAssignment } from '../../patterns/lead-and-subagents/assigning.js';
import { briefTokens, leadAgentOptions, leadAgentWording } from '../../patterns/lead-and-subagents/choices.js';
import { chosenFrom } from '../../patterns/options.js';
import type { ModelRequest } from '../../sim/agents/model-request.js';
import { Purpose } from '../../sim/luck/luck.js';
import { Act } from '../../sim/record/record.js';
import type { Step } from '../../sim/team/step.js';
import { filled } from '../wire/filled.js';
import { isObject, type ModelQuestion, type ToolCall } from '../wire/question.js';
import { COORDINATOR, type Target } from './caller.js';
import { idOf } from './ids.js';
import { type Backstage, type CallOutcome, nameOn, type PlannedCall } from './planned.js';
import type { Prompt } from './prompt.js';
import { showSteps, textOfArtifact } from './showing.js';
import { toolTokens } from './tokens.js';
import type { LuckPlace } from './visits.js';

/**
 * Whoever leads: with tools that hand a conversation over it names one member; with tools that take a text it writes a brief
 * for each step that is ready; without tools, or when nothing is left to do, it puts together what it sees.
 */
export function askLead(backstage: Backstage, question: ModelQuestion): PlannedCall {
  const { task, reader, visits, callers } = backstage;
  const { coordinator } = task.cast;
  const prompt = reader.read(question, coordinator.id);
  showSteps(task, reader, prompt.shown);
  const atOnce = task.run.scenario.real.agents[COORDINATOR]?.atOnce ?? false;
  const place = visits.place(COORDINATOR, prompt.hash, 0, atOnce);
  const targets = callers.targetsOf(question).filter(({ name }) => name !== COORDINATOR);
  const extras = toolTokens(question.tools);
  const led = new LeadCall(backstage, { prompt, place, question, targets, extras });
  const { steps, request } = led.decided;
  return {
    participant: coordinator.id,
    agent: COORDINATOR,
    who: COORDINATOR,
    step: null,
    prompt,
    request,
    place,
    trip: 0,
    width: 0,
    inner: extras,
    conclude: (call) => (steps.length === 0 ? led.synthesis(call) : led.handedOut(call)),
  };
}

interface Asked {
  readonly prompt: Prompt;
  readonly place: LuckPlace;
  readonly question: ModelQuestion;
  readonly targets: readonly Target[];
  readonly extras: number;
}

class LeadCall {
  readonly decided: PlannedAssignment;
  private readonly isBriefing: boolean;

  constructor(
    private readonly backstage: Backstage,
    private readonly asked: Asked,
  ) {
    this.isBriefing = asked.targets.some(({ kind }) => kind === 'brief');
    this.decided = this.decide();
  }

  private decide(): PlannedAssignment {
    const { coordinator, task } = this.backstage.task.cast;
    const { prompt, place, question, targets, extras } = this.asked;
    const { calls } = coordinator;
    const among = task.inOrder().filter(({ leaf }) => targets.some(({ name }) => name === leaf!.spec.role));
    if (among.length === 0)
      return alone(calls.request(Act.compose, coordinator.spec.output, Purpose.output, extras, 0));
    if (!this.isBriefing) {
      const options = calls.options(task, calls.expectedInput(prompt.context, extras), among);
      const next = calls.choose(options, place.visit);
      const request = coordinator.requestFor(next, extras);
      return next === null ? alone(request) : { steps: [next], lengths: [0], tokens: 0, request };
    }
    const { brief, mode, wording } = this.options();
    const briefing = {
      assignment: wording.assignment,
      brief: briefTokens(this.options(), task.brief.tokens),
      tells: brief === 'needed',
      atOnce: mode === 'parallel' && question.isParallel,
    };
    return assignmentOf(
      { task, coordinator },
      prompt.context,
      briefing,
      { visit: place.visit, extras, named: null },
      among,
    );
  }

  private options() {
    const written = this.backstage.task.run.scenario.patterns.options['lead-and-subagents'];
    return chosenFrom(leadAgentOptions, leadAgentWording, isObject(written) ? written : {});
  }

  /** Members are named, each with a brief where the tools take one. */
  handedOut(call: number): CallOutcome {
    const { task, reader } = this.backstage;
    const { calls } = task.cast.coordinator;
    const { steps, tokens } = this.decided;
    calls.noteChoice(call, steps.map(({ name }) => name).join(' and '));
    const note = calls.note(call, tokens);
    const written = steps.map((step, i): ToolCall => {
      const id = `call_${idOf(COORDINATOR, this.asked.prompt.hash, this.asked.place.attempt, step.name, i)}`;
      const { tool } = this.asked.targets.find(({ name }) => name === step.leaf!.spec.role)!;
      reader.issued.set(id, { by: task.cast.coordinator.id, note, step, call });
      return { id, name: tool.name, arguments: this.isBriefing ? this.brief(step, i, call, tool.parameters) : '{}' };
    });
    return { artifact: null, text: '', calls: written, called: steps.map(({ member }) => member.name) };
  }

  /** The arguments of a call that give a step to its member. */
  private brief(step: Step, nth: number, call: number, parameters: Target['tool']['parameters']): string {
    const { task, reader } = this.backstage;
    const { calls } = task.cast.coordinator;
    const { prompt, place } = this.asked;
    const loss = this.options().briefLoss;
    const brief = calls.brief(step, prompt.context, call, this.decided.lengths[nth]!, loss);
    task.names.give(nameOn(`for.${step.name}`, place.visit), brief);
    reader.briefs.set(brief, step);
    return JSON.stringify(filled(parameters, textOfArtifact(task, brief, `Do ${step.name}.`)).value);
  }

  /** What it puts together; who is asked the same again says the same. */
  synthesis(call: number): CallOutcome {
    const { task, visits } = this.backstage;
    const { coordinator } = task.cast;
    const { prompt } = this.asked;
    const nth = visits.nth(`${COORDINATOR}/synthesis`, prompt.hash);
    const name = nameOn('synthesis', nth);
    const before = task.names.artifact(name);
    if (before !== undefined) task.state.exchange.markAttempt(call, before.id);
    task.state.facts.counts[coordinator.id]!.syntheses = nth;
    const artifact = before ?? coordinator.calls.synthesis(prompt.context, call);
    task.names.give(name, artifact);
    return { artifact, text: textOfArtifact(task, artifact, 'All in all.'), calls: [], called: [] };
  }
}

const alone = (request: ModelRequest): PlannedAssignment => ({ steps: [], lengths: [], tokens: 0, request });
