import { CONFIDENCE, type Interval } from '../estimates.js';
import { studentQuantile } from '../student.js';

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * How far twice the log-likelihood may lie below its maximum inside a 95 % interval. For a normal sample
 * n log(1 + t^2 / (n - 1)) makes the interval of the mean exactly Student's; with n it tends to 3.84, Wilks' limit, and for
 * other families it keeps small samples from being too sure.
 */
export function likelihoodDrop(n: number, parameters = 1): number {
  const degrees = Math.max(1, n - parameters);
  const t = studentQuantile(1 - (1 - CONFIDENCE) / 2, degrees);
  return n * Math.log1p((t * t) / degrees);
}

/** Further away than this, as a logarithm, an end counts as open. */
const FAR = 21;

/**
 * The interval of a positive parameter by its profile likelihood: where it has fallen by half of `drop` on either side of
 * `best`. `profile` is the log-likelihood with all else at its best. An end that is not found within a factor of 1e9 is open.
 */
export function profileInterval(profile: (value: number) => number, best: number, drop: number): Interval {
  const most = profile(best);
  // The signed root of the drop is almost a straight line over the logarithm of the parameter.
  const root = (way: number, step: number): number =>
    Math.sqrt(Math.max(0, 2 * (most - profile(best * Math.exp(way * step)))));
  const [below, above] = [-1, 1].map((way) => stepTo((step) => root(way, step), Math.sqrt(drop)));
  return {
    low: below === null ? 0 : best * Math.exp(-below!),
    high: above === null ? Number.POSITIVE_INFINITY : best * Math.exp(above!),
  };
}

/** The step at which an increasing function of it reaches a height; null: none does. */
function stepTo(f: (step: number) => number, height: number): number | null {
  let [inside, low] = [0, 0];
  let outside = 0.05;
  let high = f(outside);
  while (high < height) {
    if (outside > FAR) return null;
    [inside, low] = [outside, high];
    outside *= Math.min(8, Math.max(1.3, (1.1 * height) / Math.max(1e-9, high)));
    high = f(outside);
  }
  for (let turn = 0; turn < 40 && outside - inside > 1e-4 * outside; turn++) {
    const straight = inside + ((outside - inside) * (height - low)) / (high - low);
    const edge = (outside - inside) / 50;
    const isUseful = Number.isFinite(straight) && turn % 4 !== 3;
    const next = isUseful ? Math.min(outside - edge, Math.max(inside + edge, straight)) : (inside + outside) / 2;
    const value = f(next);
    if (value < height) [inside, low] = [next, value];
    else [outside, high] = [next, value];
    if (Math.abs(value - height) < 1e-3 * height) return next;
  }
  return (inside + outside) / 2;
}

/** The largest value of a function with one peak between two ends, by golden section, and where it is. */
export function peakOf(
  f: (x: number) => number,
  from: number,
  to: number,
): { readonly at: number; readonly value: number } {
  let [low, high] = [from, to];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  for (let i = 0; i < 60 && high - low > 1e-10 * (Math.abs(low) + Math.abs(high)); i++) {
    if (fa > fb) {
      [high, b, fb] = [b, a, fa];
      a = high - GOLDEN * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + GOLDEN * (high - low);
      fb = f(b);
    }
  }
  const at = (low + high) / 2;
  return { at, value: f(at) };
}
