/** From one recorded load of a model server to what it does under any other. */
import { type ServerSpec, speedShared } from '../scenario/server.js';

/** How calls slow each other down. */
export type SpeedLaw = Pick<ServerSpec, 'slowdown' | 'halfSpeed'>;

/** What one load of a closed loop shows; users hand in their next task at once. Seconds. */
export interface RecordedLoad {
  readonly users: number;
  /** Of a task, and its standard deviation over its mean. */
  readonly makespan: number;
  readonly cv: number;
  /** Of a call: until its first token, and for each further one. */
  readonly firstToken: number;
  readonly perToken: number;
}

/** What the tasks are, on an idle server. */
export interface RecordedTask {
  /** Calls one after the other, and the tokens that they write: of those at the same time, the longest. */
  readonly levels: number;
  readonly inLine: number;
  /** Tokens of all calls of a task. */
  readonly written: number;
  /** How much what is written in line varies between tasks of one size (CV). */
  readonly within: number;
}

/** What a scenario needs to meet the load. */
export interface FittedServer {
  /** Tokens per second of a call that runs alone. */
  readonly outputRate: number;
  readonly firstToken: number;
  /** Factor on all lengths that are written, and how much the sizes of tasks vary (CV). */
  readonly lengths: number;
  readonly sizes: number;
}

/**
 * The server that shows this load, under a law that is given. What a task writes is what its time leaves after its first
 * tokens. Calls that run at once are, by Little's law, what is written in a second times the seconds that a token takes;
 * beside so many, the speed that was recorded is the speed alone times the law.
 */
export function fittedTo(
  load: RecordedLoad,
  { levels, inLine, written, within }: RecordedTask,
  law: SpeedLaw,
): FittedServer {
  const { users, makespan, cv, firstToken, perToken } = load;
  const writing = makespan - levels * firstToken;
  const lengths = writing / perToken / inLine;
  const running = Math.max(1, (users * written * lengths * perToken) / makespan);
  const spread = (cv * makespan) / writing;
  return {
    outputRate: 1 / (perToken * speedShared(law, running)),
    firstToken,
    lengths,
    sizes: Math.sqrt(Math.max(0, (1 + spread ** 2) / (1 + within ** 2) - 1)),
  };
}
