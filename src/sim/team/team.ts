import type { Process, Simulator } from '../../kernel/index.js';
import type { Coordinator } from '../agents/coordinator.js';
import type { Engine } from '../agents/engine.js';
import { type Holder, held } from '../agents/holding.js';
import { noticed } from '../agents/noticing.js';
import { FAILED } from '../agents/policies.js';
import type { Verdict } from '../agents/wording.js';
import { Bus } from '../bus/bus.js';
import { Document } from '../bus/document.js';
import { Saga, takeBack } from '../bus/saga.js';
import type { Artifact, Context, Layout as ContextLayout } from '../content/artifact.js';
import { excerpt, flagsIn, incident, lying, quoted, released } from '../content/passing-on.js';
import { EACH_AUTHOR, USER } from '../content/sender.js';
import type { World } from '../world.js';
import type { Generalist, Member, OnLimit, Step } from './member.js';
import { Panel } from './panel.js';
import { Pool } from './pool.js';
import type { Shape } from './shape.js';
import type { Notices, TaskView } from './task.js';

/** What a pattern works with. */
export interface Cast {
  readonly sim: Simulator;
  readonly task: TaskView;
  readonly team: Team;
  /** Decides and composes; there where the pattern casts one. */
  readonly coordinator: Coordinator;
  /** Plans; a participant of its own where the pattern casts one. */
  readonly planner: Coordinator;
  /** Watches the coordinator; there where the pattern casts one. */
  readonly watcher: Coordinator;
  /** Code that holds the control flow; there where the pattern casts one. */
  readonly engine: Engine;
  /** One agent with everybody's skills; there where the pattern casts one. */
  readonly generalist: Generalist;
  readonly bus: Bus;
  /** What the results of the team's task are persisted to. */
  readonly document: Document;
  /** How the team takes back what it did, where nobody is in charge. */
  readonly saga: Saga;
}

/** The parts beside the members that a pattern can ask for. */
export type Part = 'coordinator' | 'planner' | 'watcher' | 'engine' | 'generalist';

/** A pattern as the simulator sees it; `patterns/pattern.ts` adds what people read. */
export interface Coordination<Options = never> {
  readonly name: string;
  /** Whether somebody waits for each call: only then can there be time-outs and retries. */
  readonly waits: boolean;
  /** The part whose crash takes the control flow down with it; null: code that is nobody, or nobody at all. */
  readonly heldBy: Part | null;
  /** An engine holds a part of the work (`Engine.hold`); the rest goes on without it. */
  readonly heldInPart?: true;
  /** Results are announced by events on a bus, which can be lost and delivered again. */
  readonly events?: true;
  /** Whether somebody decides at run time, who can notice a step that nobody foresaw; or only that a task turned. */
  readonly notices: Notices;
  /** Whether the scenario's agents take part (false: a generalist does their work). */
  readonly usesMembers: boolean;
  /** Only agents can be its members, not teams: why, in a few words. */
  readonly agentsOnly?: string;
  /** What it casts beside the members. */
  readonly parts: (shape: Shape, options: Options) => readonly Part[];
  /** How many of each agent there are, who are all given the same work; one, where nothing is said. */
  readonly panel?: (options: Options) => number;
  readonly expects: { readonly edgesPossible: (shape: Shape, options: Options) => number };
  coordinate(cast: Cast, options: Options): Process<Artifact>;
}

/** A pattern with its members: itself a member. */
export class Team implements Member {
  readonly nameTokens = 2;
  /** As the sender: each part of the content comes straight from its author. */
  readonly eachAuthor = EACH_AUTHOR;
  /** As an author or sender: code, which is no participant here. */
  readonly nobody = USER;
  private readonly idle: Cast[] = [];

  constructor(
    readonly world: World,
    readonly name: string,
    private readonly pattern: Coordination,
    private readonly options: never,
    private readonly parts: Omit<Cast, 'sim' | 'task' | 'team' | 'bus' | 'document' | 'saga'>,
    readonly contacts: readonly number[],
    private readonly makeTask: () => TaskView,
    /** Steps that it does; participants that lead it or one of its member teams. */
    private readonly leaves: ReadonlySet<number>,
    readonly leaders: ReadonlySet<number>,
  ) {}

  /** Whose crash takes the control flow down with it; null: nobody's. */
  private get holder(): Holder | null {
    const { heldBy } = this.pattern;
    const part = heldBy === null ? undefined : this.parts[heldBy];
    return (part as Holder | undefined) ?? null;
  }

  get notices(): Notices {
    return this.pattern.notices;
  }

  memberFor(step: Step): Member {
    return step.member;
  }

  /** Those who could do a step: the agents of its pool, or its member alone. */
  ableTo(step: Step): readonly Member[] {
    return step.member instanceof Pool ? step.member.agents : [step.member];
  }

  /** The nth other agent that could do a step, after the one that it was given to first, or the next one that is there. */
  nextAbleTo(step: Step, n: number): Member {
    if (!(step.member instanceof Pool)) return step.member;
    const { agents } = step.member;
    const first = (step.leaf?.spec.replica ?? 0) + n;
    const inTurn = agents.map((_, i) => agents[(first + i) % agents.length]!);
    return inTurn.find((agent) => agent.isThere()) ?? inTurn[0]!;
  }

  /** What is known of a step that came to nothing: its last call, or, where it never began, what came `before`. */
  incident(step: Step, before: Artifact, tokens: number): Artifact {
    return incident(this.world, step, before, tokens);
  }

  /** A watcher hears that a result is there. */
  signOfLife(result: Artifact, watcher: { readonly id: number }): void {
    this.world.exchange.broadcast(result, [watcher.id]);
  }

  /** Every agent that does some of the steps: whoever can be asked. */
  everybody(task: TaskView): Member[] {
    const all = new Set(task.steps.flatMap((step) => this.ableTo(step)));
    return [...all].filter((member) => member.reply !== undefined);
  }

  /** An empty context. */
  context(layout: ContextLayout = 'messages'): Context {
    return this.world.exchange.context(layout);
  }

  /** Results as they are, side by side, where nobody is there to merge them; there once `last` is, if that is later. */
  leaveAsIs(artifacts: readonly (Artifact | null)[], last: Artifact | null = null): Artifact {
    const all = this.world.exchange.sideBySide(USER, artifacts);
    if (last !== null && last.call >= 0) all.call = last.call;
    return all;
  }

  /** A part of what somebody wrote, cut out by code, in `tokens` tokens. */
  excerpt(artifact: Artifact, tokens: number): Artifact {
    return excerpt(this.world, artifact, tokens);
  }

  /** What others said, put together by code in `tokens` tokens, now that all of `heard` is there. */
  quote(answers: readonly Artifact[], heard: readonly Artifact[], tokens: number): Artifact {
    return quoted(this.world, answers, heard, tokens);
  }

  /** Those who are given the same step; its member alone, where there is no panel. */
  voicesFor(step: Step): readonly Member[] {
    return step.member instanceof Panel ? step.member.voices : [step.member];
  }

  /** The steps that are needed and that the agents whose work they are see, from what `context` shows. */
  noticed(task: TaskView, context: Context): Step[] {
    return task.inOrder().filter((step) => noticed(this.world, task, step, context.tokens));
  }

  /** How many of the claims in an artifact a verdict objects to. */
  flagsIn(artifact: Artifact, verdict: Verdict): number {
    return flagsIn(this.world, artifact, verdict.message);
  }

  /** The same content, that goes on now because of what `verdict` says of it. */
  release(artifact: Artifact, verdict: Artifact): Artifact {
    return released(this.world, artifact, verdict);
  }

  /** All that was done, side by side, as it lay there when the last thing happened. */
  gatherWhatIsDone(task: TaskView): Artifact {
    return lying(this.world, task);
  }

  /** What comes of a task whose pattern ran into its limit: nothing but a loud error, an empty answer, or what there is. */
  stopAtLimit(onLimit: OnLimit, transcript: Context): Artifact {
    if (onLimit === 'fail') throw FAILED;
    // A transcript opens with the brief; what is framed already are lines about the work.
    const results = transcript.artifacts.slice(1, transcript.length).filter((artifact) => !artifact.framed);
    const answer = this.leaveAsIs(onLimit === 'empty' ? [] : results);
    // Even nothing comes of the call that was made last.
    answer.call = transcript.newest.call;
    return answer;
  }

  /** Everybody in the team reads what its author said; who gets it handed over anyway, as `next`, gets no copy. */
  broadcast(task: TaskView, artifact: Artifact, next: Step | null = null): void {
    const listeners = new Set(task.steps.flatMap((step) => step.member.contacts));
    if (next !== null) listeners.delete(next.member.contactFor(next));
    this.world.exchange.broadcast(artifact, [...listeners]);
  }

  /** All the others of `listeners` read what its author said. */
  announce(listeners: readonly Member[], artifact: Artifact): void {
    this.world.exchange.broadcast(
      artifact,
      listeners.flatMap((listener) => listener.contacts),
    );
  }

  /** A piece of fixed text, without claims and without an author. */
  text(tokens: number): Artifact {
    return this.world.exchange.text(tokens);
  }

  contactFor(): number {
    return this.contacts[0]!;
  }

  undo(step: Step, sender: number, after: Artifact): Process<Artifact> {
    return takeBack(step.inside!, sender, after);
  }

  *perform(step: Step, context: Context, sender: number = context.newest.author): Process<Artifact> {
    const brief = this.world.exchange.handedOver(context, sender);
    step.artifact = yield* this.work(brief, (task) => {
      step.inside = task;
    });
    return step.artifact;
  }

  /** The pattern at work on a brief; who holds its control flow may go down and begin again. */
  work(brief: Artifact, began: (task: TaskView) => void = () => undefined): Process<Artifact> {
    const begin = (): Process<Artifact> => {
      const cast = this.idle.pop() ?? this.makeCast();
      this.world.books.engage(this, cast);
      cast.document.reset();
      cast.saga.reset();
      cast.bus.reset();
      cast.task.open(brief, this.world.work, this.notices);
      began(cast.task);
      return this.pattern.coordinate(cast, this.options);
    };
    const holder = this.holder;
    return holder === null || !holder.outages.any ? begin() : held(this.world, holder, this.owns, begin);
  }

  /** A call, by who made it and for which step, is part of this team's work. */
  readonly owns = (participant: number, leaf: number): boolean =>
    leaf >= 0 ? this.leaves.has(leaf) : this.leaders.has(participant);

  takeBack(cast: Cast): void {
    this.idle.push(cast);
  }

  private makeCast(): Cast {
    const { sim } = this.world;
    const task = this.makeTask();
    const document = new Document(this.world);
    const bus = new Bus(this.world);
    return {
      ...this.parts,
      sim,
      task,
      team: this,
      bus,
      document,
      saga: new Saga(this.world, task, bus),
    };
  }
}
