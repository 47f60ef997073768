import { gammaP } from '../scenario/gamma.js';

/** P(Z <= z) for a standard normal Z: half of the incomplete gamma function of z^2 / 2 on either side. */
export function normalBelow(z: number): number {
  const half = gammaP(0.5, (z * z) / 2) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}
