import { caching } from './caching.js';
import type { Claim } from './claim.js';
import { contexts } from './contexts.js';
import { crashes } from './crashes.js';
import { decided } from './decided.js';
import { delivery } from './delivery.js';
import { errors } from './errors.js';
import { faults } from './faults.js';
import { load } from './load.js';
import { matrix } from './matrix.js';
import { server } from './server.js';
import { size } from './size.js';
import { structure } from './structure.js';
import { tokens } from './tokens.js';
import { tree } from './tree.js';
import { vendors } from './vendors.js';

/** Every claim there is, in the order in which they are shown. The only list. */
export const claims: readonly Claim[] = [
  ...structure,
  ...tokens,
  caching,
  ...vendors,
  ...load,
  server,
  ...contexts,
  ...errors,
  ...crashes,
  ...faults,
  ...delivery,
  ...size,
  ...matrix,
  tree,
  ...decided,
];

export function claimNamed(id: string): Claim | undefined {
  return claims.find((claim) => claim.id === id);
}
