import { type Process, Simulator } from '../../kernel/index.js';
import type { Scenario } from '../../scenario/scenario.js';
import { Agent } from '../../sim/agents/agent.js';
import type { EngineParticipant } from '../../sim/agents/engine.js';
import { FAILED } from '../../sim/agents/failure.js';
import { ModelClient } from '../../sim/agents/model-client.js';
import { Requesting } from '../../sim/agents/requesting.js';
import type { Artifact } from '../../sim/content/artifact.js';
import type { Run } from '../../sim/run.js';
import { setUpRun } from '../../sim/set-up.js';
import type { AnyCast, Cast, Coordination } from '../../sim/team/coordination.js';
import { buildParticipants } from '../../sim/team/participants.js';
import { Pool } from '../../sim/team/pool.js';
import type { Step } from '../../sim/team/step.js';
import { TaskState } from '../../sim/team/task-state.js';
import type { ProviderClock } from '../mock-provider.js';
import { Names } from './names.js';
import { RunTime } from './run-time.js';

/** Everybody that a scenario knows, at one task, and nobody who tells them what to do: that is the application's part. */
export class RealTask {
  readonly run: Run;
  readonly state: TaskState;
  readonly cast: Cast<'coordinator'>;
  readonly time: RunTime;
  readonly names: Names;
  private readonly agents = new Map<string, readonly Agent[]>();
  private readonly requestings = new Map<number, Requesting>();

  constructor(scenario: Scenario, key: number, replication: number, clock: ProviderClock) {
    const sim = new Simulator();
    const participants: (ModelClient | EngineParticipant)[] = [];
    this.run = setUpRun(scenario, key, sim, participants);
    this.run.luck.replication = replication;
    const bench = new Bench();
    const roles = scenario.agents.map(({ role }) => role);
    const built = buildParticipants(this.run, { name: 'real', pattern: bench, members: roles }, participants);
    built.reset(null);
    this.state = new TaskState(this.run, 0, built.edgesPossible, () => undefined);
    this.state.record.detailed = true;
    this.state.open(0, replication);
    built.top.workOn(this.state, this.state.brief, null);
    this.cast = bench.taken;
    for (const step of this.steps) this.agents.set(step.leaf!.spec.role, agentsOf(step));
    for (const one of participants) {
      if (one instanceof ModelClient) this.requestings.set(one.id, new Requesting(this.run, one));
    }
    this.time = new RunTime(sim, clock);
    this.names = new Names(this.state);
  }

  get steps(): readonly Step[] {
    return this.cast.task.steps;
  }

  /** The agents of a role; those of a role without a step are not there. */
  agentsOf(role: string): readonly Agent[] {
    return this.agents.get(role) ?? [];
  }

  requesting(participant: number): Requesting {
    return this.requestings.get(participant)!;
  }
}

function agentsOf({ member }: Step): readonly Agent[] {
  const all = member instanceof Pool ? member.agents : [member];
  return all.filter((one) => one instanceof Agent);
}

/** In a pattern's place: it casts everybody, and coordinates nothing. */
class Bench implements Coordination {
  readonly name = 'real';
  readonly waits = true;
  readonly heldBy = null;
  readonly notices = true;
  readonly usesMembers = true;
  readonly panel = null;
  private cast: AnyCast | null = null;

  fillingOf(): null {
    return null;
  }

  partsOf(): readonly ['coordinator'] {
    return ['coordinator'];
  }

  edgesPossible({ agents }: { readonly agents: number }): number {
    return ((agents + 1) * agents) / 2;
  }

  coordinate(cast: AnyCast): Process<Artifact> {
    this.cast = cast;
    return untilTheApplicationSays();
  }

  get taken(): Cast<'coordinator'> {
    const { cast } = this;
    if (cast === null || cast.coordinator === null) throw new Error('nobody was cast');
    return { ...cast, coordinator: cast.coordinator };
  }
}

function* untilTheApplicationSays(): Process<never> {
  yield Number.POSITIVE_INFINITY;
  throw FAILED;
}
