/** A model server of one's own. */
export interface ServerSpec {
  /** Each of c running calls has c^-slowdown / (1 + (c - 1) / halfSpeed) of its speed alone. */
  readonly slowdown: number;
  readonly halfSpeed: number;
  /** Input is read by one call at a time while none writes, or as a part of the work that all share. */
  readonly prefill: 'first' | 'shared';
  /** Calls at once, and tokens of all of them; Infinity: no limit. */
  readonly maxBatch: number;
  readonly kvTokens: number;
  readonly replicas: number;
}

/** The speed of each of `running` calls, as a share of its speed alone. */
export function speedShared(
  { slowdown, halfSpeed }: Pick<ServerSpec, 'slowdown' | 'halfSpeed'>,
  running: number,
): number {
  return running ** -slowdown / (1 + (running - 1) / halfSpeed);
}

/** What all running calls get done together, in seconds of work alone, where as many run as is best. */
export function mostShared({ slowdown, halfSpeed, maxBatch }: ServerSpec): number {
  const best =
    slowdown === 0 || halfSpeed === Number.POSITIVE_INFINITY
      ? maxBatch
      : Math.min(maxBatch, Math.max(1, ((1 - slowdown) * (halfSpeed - 1)) / slowdown));
  if (best < Number.POSITIVE_INFINITY) return Math.max(1, best * speedShared({ slowdown, halfSpeed }, best));
  if (slowdown === 0) return Math.max(1, halfSpeed);
  return slowdown < 1 ? Number.POSITIVE_INFINITY : 1;
}
