import type { Process } from '../../kernel/index.js';
import { Purpose } from '../luck/luck.js';
import { toolResultTokens } from '../rules/tool-round.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { furtherDraw, type ModelRequest } from './model-request.js';

/** The tool calls of one attempt at a request. */
export interface ToolRounds {
  /** Still to be made; asked for at first. */
  left: number;
  readonly asked: number;
  /** Given up after errors: the agent goes on without what they would have told. */
  lost: number;
  /** Rounds in a row in which a call failed. */
  failures: number;
  /** Calls that failed in the last round: they come first in the next one. */
  again: number;
}

export const roundsOf = (asked: number): ToolRounds => ({ left: asked, asked, lost: 0, failures: 0, again: 0 });

/** What came of one round of tool calls: how many failed, and what they add to the prompt. */
export interface ToolRound {
  readonly failed: number;
  readonly results: number;
}

/** How one participant calls tools between the calls of its model. */
export class ToolUse {
  constructor(private readonly run: Pick<Run, 'sim' | 'tools'>) {}

  /** Makes `width` calls at once, and waits for all of them, at most until `deadline`. */
  *round(
    state: TaskState,
    request: ModelRequest,
    draw: number,
    width: number,
    deadline: number,
    rounds: ToolRounds,
  ): Process<ToolRound> {
    const { failures, again } = rounds;
    if (width === 1) {
      const isBack = yield* this.call(state, request, draw, deadline, failures);
      return { failed: isBack ? 0 : 1, results: this.resultTokens(state, request, draw, isBack) };
    }
    const { sim } = this.run;
    const calls = Array.from({ length: width }, (_, i) =>
      sim.spawn(this.call(state, request, furtherDraw(draw, i), deadline, i < again ? failures : 0)),
    );
    const back = yield* sim.all(calls);
    return {
      failed: back.filter((isBack) => !isBack).length,
      results: back.reduce(
        (sum, isBack, i) => sum + this.resultTokens(state, request, furtherDraw(draw, i), isBack),
        0,
      ),
    };
  }

  /** Waits for one call of a tool, after so many that failed; false when it fails, takes too long, or the deadline passes. */
  private *call(
    { luck }: TaskState,
    { tools, entity }: ModelRequest,
    draw: number,
    latest: number,
    before: number,
  ): Process<boolean> {
    const { sim } = this.run;
    const { use, hang, latency, failure, timeout, strategies, persistence } = tools!;
    const hangs = hang > 0 && luck.uniform(Purpose.toolHang, entity, draw) < hang;
    const takes = hangs ? Number.POSITIVE_INFINITY : luck.draw(latency, Purpose.toolLatency, entity, draw);
    const deadline = timeout === Number.POSITIVE_INFINITY ? latest : Math.min(latest, sim.now + timeout);
    const station = use === null ? undefined : this.run.tools.get(use);
    if (station === undefined) {
      const wait = Math.min(takes, deadline - sim.now);
      if (wait > 0) yield wait;
      if (takes > wait) return false;
    } else if (!(yield* station.use(takes, deadline))) return false;
    const isStuck =
      before >= strategies && persistence > 0 && luck.uniform(Purpose.sameStrategy, entity, draw) < persistence;
    return !isStuck && !(failure > 0 && luck.uniform(Purpose.toolFailure, entity, draw) < failure);
  }

  private resultTokens(
    { luck, facts }: TaskState,
    { tools, entity }: ModelRequest,
    draw: number,
    isBack: boolean,
  ): number {
    return toolResultTokens(luck, facts.size, tools!, entity, draw, isBack);
  }
}

/**
 * What an agent makes of a round: false where the attempt fails. Where errors are texts, it calls again what failed, and after
 * so many rounds in a row it goes on without.
 */
export function goesOn(rounds: ToolRounds, { tools }: ModelRequest, failed: number, width: number): boolean {
  rounds.left -= width - failed;
  rounds.again = failed;
  if (failed === 0) {
    rounds.failures = 0;
    return true;
  }
  if (tools!.errors === 'fail') return false;
  rounds.failures++;
  if (rounds.failures < tools!.attempts) return true;
  rounds.left -= failed;
  rounds.lost += failed;
  rounds.failures = 0;
  rounds.again = 0;
  return true;
}
