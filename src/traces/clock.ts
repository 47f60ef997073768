/**
 * The moments of one file as seconds after the first that was met. Nanoseconds after 1970 do not fit into a double, so they are
 * subtracted as whole numbers first.
 */
export class FileClock {
  private base: bigint | undefined;

  /** Seconds of a moment in nanoseconds after 1970. */
  at(nanoseconds: bigint | undefined): number | undefined {
    if (nanoseconds === undefined) return undefined;
    this.base ??= nanoseconds;
    return Number(nanoseconds - this.base) / 1e9;
  }

  /** Seconds after 1970 of a moment that `at` gave; undefined: no moment was met. */
  origin(seconds: number): number | undefined {
    return this.base === undefined ? undefined : Number(this.base / 1_000_000n) / 1e3 + seconds;
  }
}

/** How many nanoseconds a unit has. */
export const NANOSECONDS = { ns: 1n, us: 1_000n, ms: 1_000_000n, s: 1_000_000_000n } as const;
export type TimeUnit = keyof typeof NANOSECONDS;

/** A moment in nanoseconds after 1970: a whole number of them as OTLP writes it. Zero means unknown there. */
export function nanoseconds(value: unknown): bigint | undefined {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return BigInt(Math.round(value));
  if (typeof value === 'string' && /^\d+$/.test(value)) return value === '0' ? undefined : BigInt(value);
  return undefined;
}

/** A number in a unit, in nanoseconds. */
export function inNanoseconds(value: number, unit: TimeUnit): bigint {
  const whole = Math.trunc(value);
  return BigInt(whole) * NANOSECONDS[unit] + BigInt(Math.round((value - whole) * Number(NANOSECONDS[unit])));
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9})\d*)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** A moment that is written as a date, in nanoseconds after 1970; a date without a zone is read as UTC. */
export function isoNanoseconds(text: unknown): bigint | undefined {
  if (typeof text !== 'string') return undefined;
  const [, day, time, fraction = '', zone = 'Z'] = ISO.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const seconds = Date.parse(`${day}T${time}${/utc/i.test(zone) ? 'Z' : zone.toUpperCase()}`) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return BigInt(seconds) * NANOSECONDS.s + BigInt(fraction.padEnd(9, '0'));
}
