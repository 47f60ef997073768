import { createHash } from 'node:crypto';

/** An id that is unique in a replication and the same whenever the same content is asked: letters and digits only. */
export function idOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24);
}
