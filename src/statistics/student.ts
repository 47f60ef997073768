import { logGamma } from '../scenario/gamma.js';

/** Student's t and the beta distribution, on which intervals, tests and probabilities rest. */

const quantiles = new Map<string, number>();

/**
 * Quantile of Student's t for 0 < p < 1 and degrees of freedom > 0, to about 1e-12 relative: Newton's method on
 * `studentTail`, kept inside a bracket.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1 && degrees > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  const key = `${p} ${degrees}`;
  const known = quantiles.get(key) ?? solveQuantile(2 * (1 - p), degrees);
  quantiles.set(key, known);
  return known;
}

function solveQuantile(tail: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (studentTail(high, degrees) > tail) high *= 2;
  let t = high / 2;
  for (let step = 0; step < 200; step++) {
    const excess = studentTail(t, degrees) - tail;
    if (excess > 0) low = t;
    else high = t;
    const newton = t + excess / (2 * studentDensity(t, degrees));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * next) return next;
    t = next;
  }
  return t;
}

/** P(|T| > t) for Student's t: the regularized incomplete beta function I_x(v/2, 1/2) at x = v / (v + t^2). */
export function studentTail(t: number, degrees: number): number {
  const square = t * t;
  return incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
}

function studentDensity(t: number, degrees: number): number {
  const log = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - Math.log(degrees * Math.PI) / 2;
  return Math.exp(log - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
}

/** P(T <= t) for Student's t. */
export function studentBelow(t: number, degrees: number): number {
  const tail = studentTail(t, degrees) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** P(X <= x) for X ~ Beta(a, b): the regularized incomplete beta function. */
export function betaBelow(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b);
}

/** I_x(a, b) by its continued fraction (DLMF 8.17.22); `y` is 1 - x, given apart because x may be all but 1. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0 || y <= 0) return x <= 0 ? 0 : 1;
  // The fraction converges fast only on this side of the mean; beyond it I_x(a, b) = 1 - I_y(b, a).
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a);
  const logX = x > 0.5 ? Math.log1p(-y) : Math.log(x);
  const logY = y > 0.5 ? Math.log1p(-x) : Math.log(y);
  const front = logOfFront(a, b) + a * logX + b * logY;
  return (Math.exp(front) / a) * betaFraction(x, a, b);
}

let known = { a: Number.NaN, b: Number.NaN, log: Number.NaN };

/** -log B(a, b). A study asks for the same one over and over: its samples are of one size. */
function logOfFront(a: number, b: number): number {
  if (known.a !== a || known.b !== b) known = { a, b, log: logGamma(a + b) - logGamma(a) - logGamma(b) };
  return known.log;
}

/** The continued fraction of I_x(a, b), evaluated by the modified Lentz method. */
function betaFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) return fraction;
  }
  return fraction;
}
