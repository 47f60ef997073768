/** Calls of a model: what they send, how long they take, what they cost, and what happens when they fail. */
import type { Distribution, ModelSpec, Scenario, Tools } from '../../src/scenario/scenario.js';
import type { Dice } from './dice.js';
import type { Paper } from './papers.js';

/** A call as it appears on the bill. */
export interface Billed {
  readonly sentAt: number;
  readonly endedAt: number;
  readonly input: number;
  readonly output: number;
  readonly model: ModelSpec;
}

/** Who calls. */
export interface Caller {
  readonly model: ModelSpec;
  readonly prompt: number;
  readonly nameTokens: number;
}

/** What is asked of a model. */
export interface Ask {
  readonly output: Distribution;
  /** Tokens on top of what is drawn; tokens of the prompt that say whom it can address. */
  readonly written?: number;
  readonly roster?: number;
  readonly tools?: Tools | null;
  readonly failure: number;
  readonly hang: number;
  readonly latency: Distribution | null;
  /** No caller waits: there is one attempt, and no timeout. */
  readonly isUnattended?: boolean;
}

/** Work that failed for good, at this moment. */
export class Failure {
  constructor(readonly at: number) {}
}

/** Nothing will ever move the task again. */
export class Stall {}

/** An answer: when it came, how long it is, and what its last call read. */
export interface Answered {
  readonly at: number;
  readonly input: number;
  readonly output: number;
  /** Tokens that its use of tools added to what it read. */
  readonly inner: number;
}

/** How long a call, or a tool, takes, and how that ends. */
interface Service {
  readonly seconds: number;
  readonly output: number;
  readonly isGood: boolean;
}

export class Phone {
  readonly bill: Billed[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly dice: Dice,
  ) {}

  /** Tokens of papers as a call sees them, each a message of its own or all in one. */
  lengthOf(papers: readonly Paper[], isJoined = false): number {
    const { message, named } = this.scenario.provider.framing;
    let sum = 0;
    let isOpen = false;
    for (const paper of papers) {
      if (paper.tokens === 0) continue;
      sum += paper.tokens;
      if (paper.isNote) continue;
      if (isJoined && isOpen) sum += 1;
      else sum += message + (named && paper.author !== '' ? paper.nameTokens + 1 : 0);
      isOpen = true;
    }
    return sum;
  }

  /** Input tokens of a call that sees so many tokens. */
  inputOf(caller: Caller, context: number, roster: number): number {
    const { call, message } = this.scenario.provider.framing;
    return call + message + caller.prompt + roster + context;
  }

  /** Attempts, one after the other, until one succeeds; after the last the work has failed. */
  ask(caller: Caller, ask: Ask, context: number, start: number): Answered {
    const { attempts, backoff } = this.scenario.policies.retry;
    let now = start;
    for (let attempt = 0; ; attempt++) {
      const result = this.attempt(caller, ask, context, now);
      if (!(result instanceof Failure)) return result;
      if (attempt + 1 >= attempts || ask.isUnattended) throw result;
      const jitter = backoff.jitter === 0 ? 0 : backoff.jitter * (2 * this.dice.uniform() - 1);
      now = result.at + backoff.base * backoff.factor ** attempt * (1 + jitter);
    }
  }

  /** A call, and one more for each use of a tool, each of which has read the ones before. */
  private attempt(caller: Caller, ask: Ask, context: number, start: number): Answered | Failure {
    const { message, named } = this.scenario.provider.framing;
    const { tools = null, written = 0, roster = 0 } = ask;
    const deadline = ask.isUnattended ? Number.POSITIVE_INFINITY : start + this.scenario.policies.timeout;
    const trips = tools === null ? 0 : this.dice.whole(tools.roundTrips);
    let input = this.inputOf(caller, context, roster + (tools === null ? 0 : tools.definition));
    const first = input;
    let now = start;
    for (let trip = 0; ; trip++) {
      const isLast = trip === trips;
      const length = isLast ? Math.max(1, this.dice.whole(ask.output) + written) : tools!.call + caller.nameTokens;
      const served = this.serve(caller, ask, input, length);
      const isInTime = served.seconds <= deadline - now;
      const end = isInTime ? now + served.seconds : deadline;
      this.bill.push({ sentAt: now, endedAt: end, input, output: served.output, model: caller.model });
      if (!isInTime || !served.isGood) return new Failure(end);
      now = end;
      if (isLast) return { at: now, input, output: length, inner: input - first };
      const used = this.useTool(tools!);
      if (used.seconds > deadline - now) return new Failure(deadline);
      now += used.seconds;
      if (!used.isGood) return new Failure(now);
      input += length + this.dice.whole(tools!.result) + 2 * message + (named ? 1 + caller.nameTokens : 0);
    }
  }

  private serve({ model }: Caller, ask: Ask, input: number, length: number): Service {
    if (this.dice.chance(ask.hang)) return { seconds: Number.POSITIVE_INFINITY, output: 0, isGood: false };
    const seconds =
      ask.latency !== null
        ? this.dice.draw(ask.latency)
        : this.dice.draw(model.ttft) + input / model.inputRate + length / this.dice.draw(model.outputRate);
    if (this.dice.chance(ask.failure)) return { seconds: seconds * this.dice.uniform(), output: 0, isGood: false };
    return { seconds, output: length, isGood: true };
  }

  private useTool({ hang, latency, failure }: Tools): Omit<Service, 'output'> {
    const seconds = this.dice.chance(hang) ? Number.POSITIVE_INFINITY : this.dice.draw(latency);
    return { seconds, isGood: !this.dice.chance(failure) };
  }
}

/**
 * What is on the bill once a failure ends all work: calls not sent yet were not made, those under way are cut off, without
 * output. Of several that would end at that moment, the first one is the failure.
 */
export function cutAt(bill: readonly Billed[], at: number): Billed[] {
  const failed = bill.find((call) => call.endedAt === at);
  return bill
    .filter((call) => call.sentAt < at)
    .map((call) => (call.endedAt < at || call === failed ? call : { ...call, endedAt: at, output: 0 }));
}

/** Several pieces of work at once; if some fail, the first failure ends them all. */
export function allOf<T>(works: readonly (() => T)[]): T[] {
  const results: T[] = [];
  let first: Failure | null = null;
  for (const work of works) {
    try {
      results.push(work());
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (first === null || thrown.at < first.at) first = thrown;
    }
  }
  if (first !== null) throw first;
  return results;
}
