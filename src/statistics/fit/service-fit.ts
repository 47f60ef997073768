import type { FittedValue } from './families.js';
import { minimumOf } from './minimum.js';
import { likelihoodDrop, profileInterval } from './profile.js';

const Z95 = 1.644_853_626_951_472_2;

/** A call of a model that ended well. */
export interface TimedCall {
  /** Seconds. */
  readonly duration: number;
  /** Tokens that the model read and wrote. */
  readonly input: number;
  readonly output: number;
}

/**
 * duration = first + input / inputRate + output / outputRate, where `first` is lognormal. A rate is null where it is best not to
 * have one: the tokens do not vary, or longer calls took no longer. Where its interval has no highest value, the calls do not
 * show that the tokens matter; it stays in the fit all the same, or the other parts would be told with too much certainty.
 */
export interface ServiceFit {
  readonly n: number;
  readonly mu: number;
  readonly sigma: number;
  readonly inputRate: number | null;
  readonly outputRate: number | null;
  readonly logLikelihood: number;
  /** median and p95 of the time to first token, and the rates that were found. */
  readonly values: readonly FittedValue[];
}

/** Tokens per second that no model reaches: as good as no time at all. */
const FASTEST = 1e8;

/** Fewer calls than these tell no rates. */
export const FEWEST_TIMED = 12;

/** How many values are fitted. */
const PARAMETERS = 4;

/**
 * Maximum likelihood of the three parts of a call's time together. First least squares and then a lognormal of what it leaves is
 * no way to do it: the residual of a skewed time has a bound, which tells the rates far better than its mean does. The
 * likelihood of a lognormal with an unknown bound has no highest value, but a local peak, which is what is meant (Hill, JASA
 * 58, 1963). Intervals by profile likelihood, so an end may be open.
 */
export function fitService(calls: readonly TimedCall[]): ServiceFit | null {
  if (calls.length < FEWEST_TIMED) return null;
  return new ServiceLikelihood(calls).fit();
}

const varies = (calls: readonly TimedCall[], part: 'input' | 'output'): boolean =>
  calls.some((call) => call[part] !== calls[0]![part]);

/** Of the logarithms of what is left for the first token: how many, their sum, and the sum of their squares. */
interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** The likelihood of the calls' times; `x` is the time that a typical call takes for each part whose tokens vary. */
class ServiceLikelihood {
  private readonly parts: readonly ('input' | 'output')[];
  private readonly scales: readonly number[];
  /** Of each call: its tokens of each part, over the typical ones. */
  private readonly tokens: readonly (readonly number[])[];
  /** Shorter times to first token are the spike at the bound, not the peak that is meant. */
  private readonly least: number;

  constructor(private readonly calls: readonly TimedCall[]) {
    this.parts = (['input', 'output'] as const).filter((part) => varies(calls, part));
    this.scales = this.parts.map((part) =>
      Math.max(1, calls.reduce((sum, call) => sum + call[part], 0) / calls.length),
    );
    this.tokens = calls.map((call) => this.parts.map((part, i) => call[part] / this.scales[i]!));
    this.least = 1e-6 * Math.min(...calls.map(({ duration }) => duration));
  }

  fit(): ServiceFit {
    const best = this.peak();
    const { n, sum, squares } = this.moments(best)!;
    const mu = sum / n;
    const sigma = Math.sqrt(Math.max(0, squares / n - mu * mu));
    const drop = likelihoodDrop(n, PARAMETERS);
    const median = (value: number): number => -this.leastBeside(best, null, (m) => levelAt(m, Math.log(value), 0));
    const p95 = (value: number): number => -this.leastBeside(best, null, (m) => levelAt(m, Math.log(value), Z95));
    const level = (name: string, value: number, profile: (value: number) => number): FittedValue => ({
      name,
      value,
      ...profileInterval(profile, value, drop),
    });
    const rates = this.parts.map((part, i) => this.rate(part, i, best, drop));
    const rateOf = (name: string): number | null => rates.find((one) => one?.name === name)?.value ?? null;
    return {
      n,
      mu,
      sigma,
      inputRate: rateOf('inputRate'),
      outputRate: rateOf('outputRate'),
      logLikelihood: -this.against(best) - (n * (1 + Math.log(2 * Math.PI))) / 2,
      values: [
        level('median', Math.exp(mu), median),
        level('p95', Math.exp(mu + Z95 * sigma), p95),
        ...rates.filter((one) => one !== null),
      ],
    };
  }

  private rate(part: string, i: number, best: readonly number[], drop: number): FittedValue | null {
    const value = this.scales[i]! / best[i]!;
    if (!(value < FASTEST)) return null;
    const profile = (rate: number): number => -this.leastBeside(best, { i, value: this.scales[i]! / rate }, usual);
    return { name: `${part}Rate`, value, ...profileInterval(profile, value, drop) };
  }

  private peak(): number[] {
    const bounds = this.parts.map((_, i) =>
      Math.min(...this.calls.map(({ duration }, call) => duration / Math.max(1e-9, this.tokens[call]![i]!))),
    );
    if (bounds.length === 0) return [];
    const peaks = [0.1, 0.4, 0.7].map((share) => {
      const start = bounds.map((bound) => (share * bound) / bounds.length);
      return minimumOf(
        (x) => this.against(x),
        start,
        start.map((s) => s / 3),
        1e-7,
      );
    });
    return peaks.reduce((a, b) => (this.against(b) < this.against(a) ? b : a));
  }

  /** The negative log-likelihood, with the time to first token at its best; without constants. */
  private against(x: readonly number[]): number {
    const m = this.moments(x);
    return m === null ? Number.POSITIVE_INFINITY : usual(m);
  }

  /** The least value of `of` over all parts, one of which may be held. */
  private leastBeside(
    best: readonly number[],
    held: { readonly i: number; readonly value: number } | null,
    of: (m: Moments) => number,
  ): number {
    const free = this.parts.map((_, i) => i).filter((i) => i !== held?.i);
    const whole = (x: readonly number[]): number[] =>
      this.parts.map((_, i) => (i === held?.i ? held.value : x[free.indexOf(i)]!));
    const f = (x: readonly number[]): number => {
      const m = this.moments(whole(x));
      return m === null ? Number.POSITIVE_INFINITY : of(m);
    };
    const from = free.map((i) => best[i]!);
    // A held part may leave too little for the others as they were.
    const start = [1, 0.5, 0.1, 0].map((share) => from.map((v) => share * v)).find((x) => Number.isFinite(f(x)));
    if (start === undefined) return Number.POSITIVE_INFINITY;
    return free.length === 0
      ? f([])
      : f(
          minimumOf(
            f,
            start,
            from.map((v) => Math.max(1e-6, v / 20)),
            1e-3,
          ),
        );
  }

  private moments(x: readonly number[]): Moments | null {
    let sum = 0;
    let squares = 0;
    if (x.some((v) => v < 0)) return null;
    for (let call = 0; call < this.calls.length; call++) {
      const tokens = this.tokens[call]!;
      let left = this.calls[call]!.duration;
      for (let i = 0; i < x.length; i++) left -= x[i]! * tokens[i]!;
      if (!(left > this.least)) return null;
      const log = Math.log(left);
      sum += log;
      squares += log * log;
    }
    return { n: this.calls.length, sum, squares };
  }
}

/** n log(sigma) + sum of logarithms: the lognormal at its best. */
function usual({ n, sum, squares }: Moments): number {
  const mu = sum / n;
  return (n * Math.log(Math.max(1e-300, squares / n - mu * mu))) / 2 + sum;
}

/**
 * The same where mu + z sigma is held at `level`. With s = 1 / sigma and d the logarithms less the level, its derivative is
 * s sum(d^2) + z sum(d) - n / s, so the best s is the root of a square equation.
 */
function levelAt({ n, sum, squares }: Moments, level: number, z: number): number {
  const d1 = sum - n * level;
  const d2 = squares - 2 * level * sum + n * level * level;
  const s = (-z * d1 + Math.sqrt(z * z * d1 * d1 + 4 * n * d2)) / (2 * d2);
  return (d2 * s * s) / 2 + z * d1 * s + (n * z * z) / 2 - n * Math.log(s) + sum - n / 2;
}
