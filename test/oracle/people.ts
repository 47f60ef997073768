/** Agents and coordinators at one task: each act is one answer of a model, and what it does to claims. */
import type { AgentSpec, CoordinatorSpec, ModelSpec, Scenario } from '../../src/scenario/scenario.js';
import type { Answered, Ask, Caller, Phone } from './calls.js';
import { blank, type Desk, type Paper, type Rates, type Reading } from './papers.js';
import type { Questions } from './questions.js';
import type { FlowStep, TaskWork, Work } from './work.js';

const constant = (value: number) => ({ kind: 'constant', value }) as const;
const NOTHING = constant(0);

/** A paper and when it was there. */
export interface Delivery {
  readonly paper: Paper;
  readonly at: number;
}

/** What a call is shown, from when on. */
export interface Shown {
  readonly papers: readonly Paper[];
  readonly at: number;
  readonly isJoined?: boolean;
  readonly roster?: number;
  /** Which member of a panel it is. */
  readonly voice?: number;
  /** Points to fill anew, in place of all of the step's. */
  readonly points?: readonly string[];
  readonly length?: number;
  readonly isUnattended?: boolean;
  /** Tokens that it writes on top: a handover. */
  readonly written?: number;
}

/** Everything of one task. */
export interface Table {
  readonly scenario: Scenario;
  readonly work: TaskWork;
  readonly desk: Desk;
  readonly phone: Phone;
  readonly questions: Questions;
  readonly brief: Paper;
}

export function retained({ retention: { half, steepness } }: ModelSpec, tokens: number): number {
  return 1 / (1 + (tokens / half) ** steepness);
}

/** Error after what the context takes away. */
const after = (error: number, kept: number): number => 1 - (1 - error) * kept;

/** A rate of error at odds `factor` times as high. */
const worse = (rate: number, factor: number): number => (factor * rate) / (1 - rate + factor * rate);

/** Under what a call is made. */
interface Circumstances {
  readonly penalty: number;
  readonly checks: boolean;
  /** Input tokens. */
  readonly input: number;
  /** Share of what it needs that it does not see: it checks that much blindly. */
  readonly missing: number;
}

function ratesOf(spec: AgentSpec, model: ModelSpec, { penalty, checks, input, missing }: Circumstances): Rates {
  const kept = retained(model, input);
  return {
    checks,
    credulity: spec.credulity,
    doubt: spec.doubt,
    deference: spec.deference,
    guess: spec.guess,
    detection: (1 - after(worse(1 - spec.detection, penalty), kept)) * (1 - missing),
    falseAlarm: worse(spec.falseAlarm, penalty),
    hallucination: after(worse(spec.hallucination, penalty), kept),
    family: model.family,
  };
}

/** An agent does a step; one that the task does not need costs a call that passes on what it accepts. */
export function perform(
  table: Table,
  work: Work,
  shown: Shown,
  who: 'specialist' | 'generalist' = 'specialist',
): Delivery {
  const { scenario, desk, phone } = table;
  const { generalist, agents } = scenario;
  const spec = agents.find(({ role }) => role === work.spec.role)!;
  const isGeneralist = who === 'generalist';
  const caller: Caller = isGeneralist ? generalist : spec;
  const penalty = isGeneralist && !generalist.masters.includes(spec.role) ? generalist.penalty : 1;
  const { failure, hang, latency } = spec;
  const { tools } = work.spec;
  const { roster = 0, written = 0, isUnattended = false } = shown;
  // A revision is as long as the draft that it replaces.
  const output = shown.length === undefined ? (work.spec.output ?? spec.output) : constant(shown.length);
  const ask: Ask = { output, tools, roster, written, failure, hang, latency, isUnattended };
  const visit = shown.voice === undefined ? work.visits++ : 0;
  const answered = phone.ask(caller, ask, phone.lengthOf(shown.papers, shown.isJoined), shown.at);
  const voice = shown.voice ?? 0;
  const mind = isGeneralist ? 'generalist' : spec.role;
  const name = `${mind}${shown.voice === undefined ? '' : ` ${voice}`}`;
  const paper = blank(name, answered.output, caller.nameTokens);
  paper.inner = answered.inner;
  for (const seen of shown.papers) for (const step of seen.holds) paper.holds.add(step);
  paper.step = work.name;
  const missing = work.needed ? missingShare(work, shown.papers) : 0;
  const checks = work.spec.checks && work.needed;
  const rates = ratesOf(spec, caller.model, { penalty, checks, input: answered.input, missing });
  const copy = shown.voice ?? work.spec.replica;
  const reading = desk.read(shown.papers, { name, mind: `${mind}#${copy}` }, rates);
  desk.write(paper, reading, rates, {
    maker: work.name,
    visit,
    voice,
    carry: work.needed ? work.spec.carry : 1,
    points: work.needed ? (shown.points ?? work.points) : [],
    missing,
  });
  if (work.needed) paper.holds.add(work.name);
  return { paper, at: answered.at };
}

/**
 * Of the results that a step needs, and the brief where it needs that. What it was only told of, by somebody who briefs it, is
 * missing as far as that left it out.
 */
function missingShare({ sources, needsBrief }: Work, papers: readonly Paper[]): number {
  const needed = sources.length + (needsBrief ? 1 : 0);
  if (needed === 0) return 0;
  let missing = 0;
  for (const { name } of sources) {
    missing += Math.min(1, ...papers.filter(({ holds }) => holds.has(name)).map(({ leftOut }) => leftOut));
  }
  if (needsBrief) missing += Math.min(1, ...papers.filter(({ hasBrief }) => hasBrief).map(({ leftOut }) => leftOut));
  return missing / needed;
}

/** Whoever decides, judges or merges: the coordinator, or a role in its place. */
export class Head {
  private readonly spec: CoordinatorSpec;
  private decisions = 0;

  constructor(
    private readonly table: Table,
    role: string | null = null,
  ) {
    const { coordinator, agents } = table.scenario;
    this.spec = role === null ? coordinator : { ...coordinator, ...agents.find((agent) => agent.role === role)! };
  }

  get nameTokens(): number {
    return this.spec.nameTokens;
  }

  /** One call: strikes what it objects to. */
  judge(shown: Shown, tokens: number): Delivery {
    const answered = this.call(shown, { output: NOTHING, written: tokens });
    const paper = blank('head', answered.output, this.spec.nameTokens);
    const { struck } = this.read(shown, answered, true);
    for (const statement of struck) paper.struck.add(statement);
    return { paper, at: answered.at };
  }

  /** One call: merges all that it sees. */
  compose(shown: Shown): Delivery {
    const answered = this.call(shown, { output: this.spec.output });
    const paper = blank('head', answered.output, this.spec.nameTokens);
    for (const seen of shown.papers) for (const step of seen.holds) paper.holds.add(step);
    const rates = ratesOf(this.spec, this.spec.model, { penalty: 1, checks: false, input: answered.input, missing: 0 });
    const points = Array.from({ length: this.spec.claims }, (_, i) => `head.${i}`);
    const { carry } = this.spec;
    const reading = this.table.desk.read(shown.papers, HEAD, rates);
    this.table.desk.write(paper, reading, rates, { maker: 'head', visit: 0, voice: 0, carry, points, missing: 0 });
    return { paper, at: answered.at };
  }

  /** One call that writes a decision and the name of whom it chose. */
  announce(shown: Shown, name: number): number {
    return this.call(shown, { output: this.spec.decision, written: name }).at;
  }

  /** Tokens of a brief for a step: it grows with what there is to tell. */
  lengthOfBrief(shown: Shown, { work }: FlowStep): number {
    const { work: all, scenario } = this.table;
    const wanted = all.wantedBy(work);
    const told = new Set(shown.papers.flatMap(({ lines }) => lines.map(({ statement }) => statement.point)));
    return 25 + scenario.task.claimTokens * [...told].filter((point) => wanted.has(point)).length;
  }

  /** One call that writes a brief for each of some steps; what each leaves out is drawn by itself. */
  briefs(shown: Shown, steps: readonly FlowStep[], written: number, loss: number) {
    const answered = this.call(shown, { output: NOTHING, written });
    const { desk, questions, work: all } = this.table;
    const papers = steps.map((step) => {
      const { work } = step;
      const wanted = all.wantedBy(work);
      const { lines, struck } = this.read(shown, answered, false);
      const paper = blank('head', this.lengthOfBrief(shown, step), this.spec.nameTokens);
      paper.hasBrief = shown.papers.some(({ hasBrief }) => hasBrief);
      for (const seen of shown.papers) for (const name of seen.holds) paper.holds.add(name);
      const isSaid = (point: string): boolean => loss === 0 || questions.coin(`brief|${work.name}|${point}`) < 1 - loss;
      const said = lines.filter(({ statement }) => isSaid(statement.point));
      desk.passOn(paper, { lines: said, struck }, work.name, wanted);
      const countOf = (some: Paper['lines']): number =>
        some.filter(({ statement }) => wanted.has(statement.point)).length;
      paper.leftOut = countOf(lines) === 0 ? 0 : 1 - countOf(paper.lines) / countOf(lines);
      return paper;
    });
    return { papers, at: answered.at };
  }

  /** Which ready step comes next; null: it stops. */
  choose(steps: readonly FlowStep[], done: ReadonlySet<FlowStep>, input: number, q: Questions): FlowStep | null {
    return this.options(steps, done, input, q).best;
  }

  /** The right options, and which one it takes: it errs in one of the ways that are open. */
  options(steps: readonly FlowStep[], done: ReadonlySet<FlowStep>, input: number, questions: Questions) {
    const { misroute, model } = this.spec;
    const error = after(misroute, retained(model, input));
    const knows = ({ work }: FlowStep): boolean => work.foreseen || questions.coin(`head sees ${work.name}`) >= error;
    const isDone = (step: FlowStep): boolean => done.has(step);
    const right = steps.filter(
      (step) => !isDone(step) && step.work.needed && knows(step) && hasInputs(step, isDone, knows),
    );
    const first = right[0] ?? null;
    const wrong: (FlowStep | null)[] = steps.filter((step) => !right.includes(step));
    if (first !== null) wrong.push(null);
    const who = `head ${this.decisions++}`;
    const { level, way } = questions.ball('decide', first?.work.name ?? 'stop', model.family, who);
    const errs = wrong.length > 0 && level < error;
    return { right, best: errs ? wrong[Math.floor(way * wrong.length)]! : first };
  }

  private call(shown: Shown, more: Pick<Ask, 'output' | 'written'>): Answered {
    const { phone } = this.table;
    const { failure, hang, latency } = this.spec;
    const ask = { ...more, roster: shown.roster ?? 0, failure, hang, latency };
    return phone.ask(this.spec, ask, phone.lengthOf(shown.papers, shown.isJoined), shown.at);
  }

  private read(shown: Shown, { input }: Answered, checks: boolean): Reading {
    const { desk, brief } = this.table;
    // Half of what a verdict needs is the brief, where that says anything.
    const isBlind = checks && brief.lines.length > 0 && !shown.papers.some(({ hasBrief }) => hasBrief);
    const missing = isBlind ? 0.5 : 0;
    return desk.read(shown.papers, HEAD, ratesOf(this.spec, this.spec.model, { penalty: 1, checks, input, missing }));
  }
}

/** A step that one does not know of is not waited for; what it takes stands in for it. */
export function hasInputs(
  { inputs }: FlowStep,
  isDone: (step: FlowStep) => boolean,
  knows: (step: FlowStep) => boolean,
): boolean {
  return inputs.every((before) => isDone(before) || (!knows(before) && hasInputs(before, isDone, knows)));
}

const HEAD = { name: 'head', mind: 'head' };
