import { meanInterval, wilsonInterval } from '../statistics/estimates.js';
import { type DistributionFit, fitDistribution } from '../statistics/fit/distribution-fit.js';
import { fitService, type ServiceFit, type TimedCall } from '../statistics/fit/service-fit.js';
import type { ObservedWork, SizedCall } from './invocations.js';
import type { ReadTask } from './measures.js';
import type { WorkFound } from './work.js';

/** A share that was counted, with its 95 % interval. */
export interface CountedShare {
  readonly count: number;
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export function countedShare(count: number, n: number): CountedShare {
  return { count, n, share: n === 0 ? 0 : count / n, ...wilsonInterval(count, n) };
}

/** What the traces tell of one role, or of the lead. */
export interface RoleFit {
  readonly role: string;
  readonly model: string | undefined;
  /** Length of what a piece of work ends with; null: the traces tell no lengths. */
  readonly output: DistributionFit | null;
  readonly failure: CountedShare;
  readonly timeouts: number;
  /** Further calls of a piece of work, where it has any. */
  readonly trips: DistributionFit | null;
  /** Mean tokens by which the context grows with each, without what the agent wrote itself. */
  readonly result: number;
  /** Seconds between the calls of one piece of work. */
  readonly toolLatency: DistributionFit | null;
}

/** What the traces tell of one model. */
export interface ModelFit {
  readonly model: string;
  readonly service: ServiceFit | null;
  /** Where the time to first token is told: the rate of what follows. */
  readonly rate: DistributionFit | null;
  readonly calls: number;
}

/** What the traces tell of the whole. */
export interface ConditionsFit {
  /** Share of the input that came from a cache; null: not told. */
  readonly cached: CountedShare | null;
  /** Most attempts at one call. */
  readonly attempts: number;
  /** Seconds between a failed call and the next attempt; null: none was seen. */
  readonly backoff: DistributionFit | null;
  /** Seconds after which calls were given up; null: none was. */
  readonly timeout: number | null;
  /** Seconds between arrivals; null: tasks of one file do not arrive one after the other. */
  readonly gaps: DistributionFit | null;
}

const ended = ({ call }: SizedCall): boolean => call.error === undefined;
const isTimeout = ({ call }: SizedCall): boolean => /time.?(d.)?out/i.test(call.error ?? '');

export function fitRole(role: string, works: readonly ObservedWork[]): RoleFit {
  const calls = works.flatMap((work) => work.calls);
  const outputs = works.flatMap(({ calls: own }) => {
    const last = own.findLast(ended);
    return last?.output === undefined ? [] : [last.output];
  });
  const good = works.map(({ calls: own }) => own.filter(ended)).filter((own) => own.length > 0);
  const trips = good.map((own) => own.length - 1);
  const steps = good.flatMap((own) => own.slice(1).map((call, i) => [own[i]!, call] as const));
  const growth = steps.flatMap(([a, b]) =>
    a.input === undefined || b.input === undefined ? [] : [b.input - a.input - (a.output ?? 0)],
  );
  const waits = steps.flatMap(([a, b]) =>
    a.call.end === undefined || b.call.start === undefined ? [] : [Math.max(0, b.start - a.end)],
  );
  const failed = calls.filter((call) => !ended(call) && !isTimeout(call)).length;
  return {
    role,
    model: calls.find(({ call }) => call.model !== undefined)?.call.model,
    output: outputs.length === 0 ? null : fitDistribution(outputs),
    failure: countedShare(failed, calls.length),
    timeouts: calls.filter(isTimeout).length,
    trips: trips.some((count) => count > 0) ? fitDistribution(trips) : null,
    result: growth.length === 0 ? 0 : meanInterval(growth).mean,
    toolLatency: waits.some((seconds) => seconds > 1e-6) ? fitDistribution(waits) : null,
  };
}

export function fitModels(tasks: readonly ReadTask[]): ModelFit[] {
  const calls = tasks.flatMap(({ works }) => works.flatMap((work) => work.calls)).filter(ended);
  const names = [...new Set(calls.map(({ call }) => call.model).filter((name) => name !== undefined))];
  const groups = names.length === 0 ? [undefined] : names;
  return groups.map((model) =>
    fitModel(
      model ?? '',
      calls.filter(({ call }) => call.model === model),
    ),
  );
}

function fitModel(model: string, calls: readonly SizedCall[]): ModelFit {
  const told = calls.filter(
    ({ call, input, output }) => call.end !== undefined && input !== undefined && output !== undefined,
  );
  const fresh = ({ call, input }: SizedCall): number => input! - (call.cacheRead ?? 0);
  const timed = told.map(
    (one): TimedCall => ({ duration: one.end - one.start, input: fresh(one), output: one.output! }),
  );
  const firsts = told.filter(({ call }) => call.firstToken !== undefined && call.firstToken > 0);
  if (2 * firsts.length > told.length) {
    const service = fitService(firsts.map((one) => ({ duration: one.call.firstToken!, input: fresh(one), output: 0 })));
    const rates = firsts.flatMap(({ call, output, start, end }) => {
      const writing = end - start - call.firstToken!;
      return writing > 1e-6 && output! > 0 ? [output! / writing] : [];
    });
    return { model, service, rate: rates.length === 0 ? null : fitDistribution(rates.map(tidy)), calls: calls.length };
  }
  return { model, service: fitService(timed.filter(({ duration }) => duration > 0)), rate: null, calls: calls.length };
}

/** Rates that agree to six digits are the same: times in files are rounded. */
const tidy = (value: number): number => Number(value.toPrecision(6));

export function fitConditions(tasks: readonly ReadTask[], { roles }: WorkFound): ConditionsFit {
  const works = tasks.flatMap((task) => task.works);
  const calls = works.flatMap((work) => work.calls);
  const cached = calls.filter(({ call, input }) => call.cacheRead !== undefined && input !== undefined);
  const read = cached.reduce((sum, { call }) => sum + call.cacheRead!, 0);
  const input = cached.reduce((sum, one) => sum + one.input!, 0);
  // A time-out that a wait took up has no time of its own in the call.
  const timeouts = calls.filter((call) => isTimeout(call) && call.end > call.start);
  const again = works.flatMap(({ calls: own }) =>
    own.slice(1).flatMap((call, i) => (ended(own[i]!) ? [] : [Math.max(0, call.start - own[i]!.end)])),
  );
  return {
    cached: cached.length === 0 ? null : { ...countedShare(Math.round(read), Math.max(1, Math.round(input))) },
    attempts: Math.max(1, ...works.map(({ calls: own }) => longestRun(own))),
    backoff: again.length === 0 ? null : fitDistribution(again),
    timeout: timeouts.length === 0 ? null : Math.max(...timeouts.map(({ start, end }) => end - start)),
    gaps: roles.length === 0 ? null : gapsOf(tasks),
  };
}

/** How many calls in a row were made until one of them ended well, at most. */
function longestRun(calls: readonly SizedCall[]): number {
  let most = 1;
  let run = 1;
  for (const call of calls) {
    if (ended(call)) run = 1;
    else most = Math.max(most, ++run);
  }
  // The last attempt counts as one, whether or not it was made.
  return ended(calls.at(-1)!) ? most : Math.max(1, most - 1);
}

/** Arrivals are told where tasks of one file come in while others are still at work; one after the other they are a log of trials. */
function gapsOf(tasks: readonly ReadTask[]): DistributionFit | null {
  const spans = tasks.flatMap(({ task: { start, end } }) =>
    start === undefined || end === undefined ? [] : [{ start, end }],
  );
  spans.sort((a, b) => a.start - b.start);
  const gaps = spans.slice(1).map(({ start }, i) => start - spans[i]!.start);
  const overlaps = spans.slice(1).some(({ start }, i) => start < spans[i]!.end);
  return gaps.length < 9 || !overlaps || gaps.some((gap) => gap <= 0) ? null : fitDistribution(gaps);
}
