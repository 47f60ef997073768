import type { Process } from '../../kernel/index.js';
import type { Distribution, Tools } from '../../scenario/scenario.js';
import type { Context } from '../content/artifact.js';
import { Purpose } from '../luck/luck.js';
import { Act, Status } from '../record/record.js';
import type { Step } from '../team/member.js';
import type { TaskView } from '../team/task.js';
import { Caller, drawIndex, type Reliability } from './caller.js';
import { Retention } from './model.js';
import { backoff, FAILED } from './policies.js';

/** Something that a participant asks its model for: in one call, or in more with tools and retries. */
export interface Job {
  readonly act: number;
  /** Leaf step, or -1. */
  readonly step: number;
  /** Address of its luck. */
  readonly entity: number;
  readonly output: Distribution;
  readonly outputPurpose: Purpose;
  /** Output tokens on top of the drawn ones: names that are written. */
  readonly written: number;
  /** Tokens beside the system prompt: a roster. */
  readonly extras: number;
  readonly tools: Tools | null;
  readonly reliability: Reliability;
  /** It reads all of the context, however long: a compaction, which stands for those that were made in time. */
  readonly whole: boolean;
  /** Nobody waits for this one, whoever waits for the participant's others. */
  readonly unattended: boolean;
}

/** The same job but for some changes. Field by field: jobs of one shape are what keeps calls fast. */
export function jobLike(job: Job, changes: Partial<Job>): Job {
  return {
    act: changes.act ?? job.act,
    step: changes.step ?? job.step,
    entity: job.entity,
    output: changes.output ?? job.output,
    outputPurpose: job.outputPurpose,
    written: changes.written ?? job.written,
    extras: changes.extras ?? job.extras,
    tools: changes.tools === undefined ? job.tools : changes.tools,
    reliability: job.reliability,
    whole: changes.whole ?? job.whole,
    unattended: changes.unattended ?? job.unattended,
  };
}

/** A caller that persists: retries, tool round trips, contexts that do not fit. */
export class Worker extends Caller {
  /** Another one of its role, who is there and can go on in its place; null: nobody. */
  colleague: () => Worker | null = () => null;
  protected readonly retention = new Retention(this.spec.model);

  /**
   * Attempts the job, which was done `visit` times before, until it succeeds; returns its last call, which another one of
   * its role made where this one went down. An attempt is a call,
   * and one more for each tool round trip. Throws FAILED after the last attempt, which is the first one where nobody waits
   * for the result. One generator for both loops: each further level costs every call.
   */
  protected *persist(
    job: Job,
    visit: number,
    context: Context,
    sender: number,
    first = 0,
    before = context.newest.call,
  ): Process<number> {
    const { world } = this;
    const { sim, record } = world;
    const { timeout, retry } = world.scenario.policies;
    const isWaitedFor = this.waited && !job.unattended;
    const attempts = isWaitedFor ? retry.attempts : 1;
    const breaker = isWaitedFor ? this.breaker : null;
    const write = isWaitedFor ? world.scenario.policies.durable : null;
    let cause = before;
    for (let attempt = first; ; attempt++) {
      const isRefused = breaker !== null && !breaker.lets();
      if (attempt > 0) record.retries++;
      if (isRefused && attempt + 1 >= attempts) throw FAILED;
      if (isRefused) {
        yield backoff(world, job.entity, drawIndex(visit, attempt, 0), attempt);
        continue;
      }
      const deadline = isWaitedFor ? sim.now + timeout : Number.POSITIVE_INFINITY;
      const trips = this.roundTrips(job, drawIndex(visit, attempt, 0));
      let inner = job.extras + (job.tools === null ? 0 : job.tools.definition);
      let toolTime = 0;
      for (let trip = 0; ; trip++) {
        const draw = drawIndex(visit, attempt, trip);
        const output = trip === trips ? this.outputTokens(job, draw) : job.tools!.call + this.spec.nameTokens;
        const call = this.open(job, context, inner, output, cause);
        this.describe(call, attempt, trip, sender, toolTime);
        if (record.calls.columns.status[call] !== Status.overflow) {
          const writing = write === null ? 0 : this.draw(write.write, Purpose.write, job.entity, draw);
          yield* this.serve(call, job, draw, deadline, context, trip, writing);
        }
        cause = call;
        const { status } = record.calls.columns;
        if (status[call] === Status.lost && this.holds) yield* world.never.wait();
        if (status[call] !== Status.ok) break;
        if (trip === trips) {
          breaker?.succeeded();
          return call;
        }
        const since = sim.now;
        if (!(yield* this.useTool(job, draw, deadline))) break;
        toolTime = sim.now - since;
        inner += this.roundTripTokens(job, draw, output);
      }
      breaker?.failed();
      if (attempt + 1 >= attempts) throw FAILED;
      yield backoff(world, job.entity, drawIndex(visit, attempt, 0), attempt);
      const other = this.isThere() ? null : this.colleague();
      if (other === null) continue;
      world.exchange.deliver(context, sender, other.id);
      return yield* other.persist(job, visit, context, sender, attempt + 1, cause);
    }
  }

  /** Who made a call: another one of its role, where this one went down. */
  protected doerOf(call: number): Worker {
    const { participants, record } = this.world;
    return participants[record.calls.columns.participant[call]!] as Worker;
  }

  private roundTrips(job: Job, draw: number): number {
    return job.tools === null ? 0 : this.drawWhole(job.tools.roundTrips, Purpose.roundTrips, job.entity, draw);
  }

  /** What came before a call: who handed the work over, which attempt it is, what it had to wait for. */
  private describe(call: number, attempt: number, trip: number, sender: number, tool: number): void {
    const { sim, record } = this.world;
    const c = record.calls.columns;
    c.attempt[call] = attempt;
    c.sender[call] = sender;
    c.tool[call] = tool;
    if (trip > 0) return;
    const cause = c.cause[call]!;
    const since = cause < 0 ? record.arrivedAt : c.endedAt[cause]!;
    if (attempt === 0) {
      c.repair[call] = Math.max(0, record.resumedAt - since);
      c.messageDelay[call] = Math.max(0, sim.now - Math.max(since, record.resumedAt));
    }
    // A tool that failed after the last call came back is part of the pause.
    else c.backoff[call] = sim.now - since;
  }

  /** Input tokens of a call with all of `context`, and `extras` tokens in the prompt. */
  protected expectedInput(context: Context, extras: number): number {
    const { framing } = this.world.scenario.provider;
    return framing.call + framing.message + this.spec.prompt + extras + context.tokens;
  }

  /** Sees that a needed step is there to be done: one that nobody foresaw, with probability 1 - `error`. */
  protected notices(task: TaskView, step: Step, entity: number, error: number): boolean {
    if (task.isForeseen(step)) return true;
    const { luck, work, layout } = this.world;
    return luck.uniform(Purpose.notice, work.task, entity, layout.leaves[step.leaves[0]!]!.address) >= error;
  }

  /** Waits for the tool; false when it fails or the deadline passes. */
  private *useTool(job: Job, draw: number, deadline: number): Process<boolean> {
    const { sim, luck, work, never } = this.world;
    const tools = job.tools!;
    const hangs = tools.hang > 0 && luck.uniform(Purpose.toolHang, work.task, job.entity, draw) < tools.hang;
    const takes = hangs ? Number.POSITIVE_INFINITY : this.draw(tools.latency, Purpose.toolLatency, job.entity, draw);
    const wait = Math.min(takes, deadline - sim.now);
    if (wait === Number.POSITIVE_INFINITY) yield* never.wait();
    if (wait > 0) yield wait;
    if (takes > wait) return false;
    return !(tools.failure > 0 && luck.uniform(Purpose.toolFailure, work.task, job.entity, draw) < tools.failure);
  }

  /** What a round trip adds to the agent's own context: its call and the result, each a message. */
  private roundTripTokens(job: Job, draw: number, call: number): number {
    const { framing } = this.world.scenario.provider;
    const result = this.drawWhole(job.tools!.result, Purpose.toolResult, job.entity, draw);
    return call + result + 2 * framing.message + (framing.named ? 1 + this.spec.nameTokens : 0);
  }

  private outputTokens(job: Job, draw: number): number {
    return Math.max(1, this.drawWhole(job.output, job.outputPurpose, job.entity, draw) + job.written);
  }

  /** Requests a call with what fits into the window: the oldest content goes first, or the call is refused. */
  private open(job: Job, context: Context, inner: number, output: number, cause: number): number {
    const { provider } = this.world.scenario;
    const fixed = provider.framing.call + provider.framing.message + this.spec.prompt + inner;
    const room = this.spec.model.contextWindow - fixed;
    const first = job.whole ? 0 : context.firstThatFits(room);
    const seen = context.tokensFrom(first);
    const call = this.request(job.act, job.step, cause, fixed + seen, output);
    const c = this.world.record.calls.columns;
    c.firstSeen[call] = first;
    const { record } = this.world;
    if (record.detailed)
      record.saw[call] = context.artifacts.slice(first, context.length).map((artifact) => artifact.id);
    if ((seen > room && !job.whole) || (first > 0 && provider.overflow === 'error')) this.end(call, Status.overflow, 0);
    return call;
  }

  /** Whether the context has to be compacted before the job: it does not fit, and the provider's `overflow` says so. */
  protected mustCompact(context: Context, job: Job): boolean {
    const { provider } = this.world.scenario;
    if (provider.overflow !== 'compact') return false;
    const fixed = this.expectedInput(context, job.extras + (job.tools?.definition ?? 0)) - context.tokens;
    return context.firstThatFits(this.spec.model.contextWindow - fixed) > 0;
  }

  /** A summary in the context's place: one extra call of the same participant. */
  protected *compacted(context: Context, job: Job, visit: number, sender: number): Process<Context> {
    const { world } = this;
    const call = yield* this.persist(
      jobLike(job, { act: Act.compose, step: -1, written: 0, tools: null, whole: true }),
      visit,
      context,
      sender,
    );
    const summary = world.exchange.summary(this.doerOf(call), call, context);
    return world.exchange.context('messages').append(summary);
  }
}
