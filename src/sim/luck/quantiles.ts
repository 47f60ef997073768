import { gammaP, gammaValue, logGamma } from '../../scenario/gamma.js';

/**
 * Quantile functions that distributions need.
 * Normal: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988),
 * relative accuracy about 1e-16.
 */
const A = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
] as const;
const B = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
] as const;
const C = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
] as const;
const D = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const E = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
] as const;
const F = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
  1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

/** The u-quantile of the standard normal distribution, u in (0, 1). */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(A, r)) / horner(B, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? u : 1 - u));
  const tail = r <= 5 ? horner(C, r - 1.6) / horner(D, r - 1.6) : horner(E, r - 5) / horner(F, r - 5);
  return q < 0 ? -tail : tail;
}

type Eight = readonly [number, number, number, number, number, number, number, number];

function horner(c: Eight, x: number): number {
  return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

/** A coefficient of variation of 0.003. */
const LARGE_SHAPE = 1e5;

/** The u-quantile of a gamma distribution with shape a and scale 1: Newton's steps, kept inside a bracket. */
export function gammaQuantile(u: number, a: number): number {
  // There the series would need more terms than it has, and the cube is right to 1e-9 of the value.
  if (a > LARGE_SHAPE) return a * (1 - 1 / (9 * a) + normalQuantile(u) / (3 * Math.sqrt(a))) ** 3;
  let low = 0;
  let high = Math.max(1, a);
  while (gammaP(a, high) < u) high *= 2;
  const z = normalQuantile(u);
  // Wilson and Hilferty's cube is the start where it is positive.
  const cube = a * (1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))) ** 3;
  let x = cube > low && cube < high ? cube : (u * gammaValue(a + 1)) ** (1 / a);
  for (let i = 0; i < 100; i++) {
    const error = gammaP(a, x) - u;
    if (error > 0) high = x;
    else low = x;
    const density = Math.exp((a - 1) * Math.log(x) - x - logGamma(a));
    const next = x - error / density;
    const step = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(step - x) <= 1e-14 * x) return step;
    x = step;
  }
  return x;
}
