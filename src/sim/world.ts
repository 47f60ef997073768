import { type Process, Simulator, type Task } from '../kernel/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { EngineParticipant } from './agents/engine.js';
import { FAILED } from './agents/failure.js';
import type { ModelClient } from './agents/model-client.js';
import type { ModelServer } from './agents/model-server.js';
import { beginAnew, begunAgain } from './agents/recovery.js';
import type { ScriptedChoice } from './agents/script.js';
import type { ToolStation } from './agents/tool-station.js';
import { arriving, asking } from './arrivals.js';
import type { Participant, RunRecord } from './record/record.js';
import type { Run } from './run.js';
import { setUpRun } from './set-up.js';
import { buildParticipants, type ParticipantLoss, type Participants } from './team/participants.js';
import type { Plan } from './team/plan.js';
import { closeCalls, settle } from './team/settlement.js';
import type { Shape } from './team/shape.js';
import { TaskState } from './team/task-state.js';

/** One scenario under one pattern: builds the participants once, then rehearses any replication of it, with all its tasks. */
export class World {
  readonly sim: Simulator;
  readonly participants: readonly Participant[];
  /** What is given to the parts. */
  private readonly shared: Run;
  private readonly built: Participants;
  private readonly states: TaskState[] = [];
  private readonly open: TaskState[] = [];
  private readonly idle: TaskState[] = [];
  private replication = 0;
  /** The participant that goes down permanently in the next run, and when. */
  knockedOut: ParticipantLoss | null = null;
  /** The task that is recorded in detail; null: the records are as they were requested. */
  watched: number | null = null;
  private onTask: (record: RunRecord, task: number) => void = () => undefined;

  constructor(
    readonly scenario: Scenario,
    plan: Plan,
    key: number,
    /** Seed of a debug mode that permutes simultaneous events: results must not depend on their order. */
    shuffle?: number,
    /** What coordinators choose, in their order, in place of choosing for themselves. */
    script: readonly ScriptedChoice[] = [],
  ) {
    const participants: (ModelClient | EngineParticipant)[] = [];
    this.sim = new Simulator(shuffle === undefined ? {} : { shuffle });
    this.participants = participants;
    this.shared = setUpRun(scenario, key, this.sim, participants, script);
    this.built = buildParticipants(this.shared, plan, participants);
    this.idle.push(this.newState());
  }

  /** What of the top team's task can be counted beforehand. */
  get shape(): Shape {
    return this.built.shape;
  }

  /** The models' own servers. */
  get servers(): readonly ModelServer[] {
    return this.shared.servers.all;
  }

  /** Tools that agents share. */
  get tools(): readonly ToolStation[] {
    return [...this.shared.tools.values()];
  }

  get edgesPossible(): number {
    return this.built.edgesPossible;
  }

  /** What happens to the task, where a replication has one at a time. */
  get record(): RunRecord {
    return this.states[0]!.record;
  }

  /** Processes that have not ended, of the task that a record is of. */
  liveProcesses(record: RunRecord): number {
    return this.states.find((state) => state.record === record)?.live ?? 0;
  }

  /** One replication of a workload of one task, from its arrival until nothing moves. The record is valid until the next one. */
  run(replication: number): RunRecord {
    this.rehearse(replication, () => undefined);
    return this.record;
  }

  /**
   * One replication, from the first arrival until nothing moves any more. `onTask` is told of each task once nothing of it
   * will ever move again, in the order in which that happens; its record is valid during that call only.
   */
  rehearse(replication: number, onTask: (record: RunRecord, task: number) => void): void {
    this.onTask = onTask;
    this.reset(replication);
    const { sim, scenario, shared } = this;
    const { arrivals } = scenario.workload;
    if (arrivals?.kind === 'closed') {
      let asked = 0;
      const next = (): number => asked++;
      for (let user = 0; user < arrivals.users; user++) {
        sim.spawn(asking(shared, { user, next }, (task) => this.begin(task)));
      }
    } else if (arrivals === null) {
      for (let task = 0; task < scenario.workload.tasks; task++) this.begin(task);
    } else {
      sim.spawn(arriving(shared, scenario.workload.tasks, arrivals, (task) => this.begin(task)));
    }
    while (!this.runsToRest());
    // What is still open now waits for something that will never come.
    for (const state of [...this.open]) this.close(state);
  }

  /** False where it came upon failed work that nothing waits for any more: then there may be more to come. */
  private runsToRest(): boolean {
    try {
      this.sim.run();
      return true;
    } catch (thrown) {
      if (thrown !== FAILED) throw thrown;
      return false;
    }
  }

  private begin(task: number): Task<void> {
    const state = this.idle.pop() ?? this.newState();
    this.open.push(state);
    if (this.watched !== null) state.record.detailed = task === this.watched;
    state.open(task, this.replication);
    const work = this.sim.spawn(this.workOff(state), state);
    state.work = work;
    return work;
  }

  private *workOff(state: TaskState): Process<void> {
    const { sim, scenario, shared } = this;
    const { record } = state;
    const { resubmit, durable } = scenario.policies;
    for (let failures = 0; ; failures++) {
      try {
        const work = this.built.top.workOn(state, state.brief, null);
        const artifact = yield* state.budget === null ? work : state.budget.within(work);
        // What was written down before may be all that there is.
        record.endedAt = Math.max(artifact.readyAt, record.resumedAt);
        settle(shared, state, artifact);
        return;
      } catch (thrown) {
        if (thrown !== FAILED) throw thrown;
      }
      if (failures === resubmit.attempts || record.isOverBudget) break;
      beginAnew(state, durable !== null, EVERYTHING);
      if (resubmit.after > 0) yield resubmit.after;
      begunAgain(record, sim.now);
    }
    record.endedAt = sim.now;
    record.outcome = 'failed';
    record.lastCall = record.calls.length - 1;
  }

  private newState(): TaskState {
    const { shared, states, edgesPossible } = this;
    const state = new TaskState(shared, states.length, edgesPossible, (ended) => this.close(ended));
    states.push(state);
    return state;
  }

  /** Nothing of a task moves any more. */
  private close(state: TaskState): void {
    this.open.splice(this.open.indexOf(state), 1);
    closeCalls(state.record);
    this.onTask(state.record, state.task);
    this.idle.push(state);
  }

  private reset(replication: number): void {
    const { luck, sim, provider, limits, servers, tools } = this.shared;
    this.replication = replication;
    luck.replication = replication;
    sim.reset();
    provider.reset();
    limits.reset();
    servers.reset();
    for (const tool of tools.values()) tool.reset();
    this.built.reset(this.knockedOut);
    // Left behind by a replication that was broken off.
    for (let state = this.open.pop(); state !== undefined; state = this.open.pop()) this.idle.push(state);
  }
}

/** A task that is handed in again begins again as a whole. */
const EVERYTHING = (): boolean => true;
