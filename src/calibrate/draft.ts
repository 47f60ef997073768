import type { Distribution } from '../scenario/scenario.js';
import type { Interval } from '../statistics/estimates.js';

/** Where a value of the scenario comes from. */
export type ValueOrigin =
  /** Estimated from observations, with an interval. */
  | 'fitted'
  /** Set so that simulated tasks agree with the observed ones. */
  | 'matched'
  /** Read off, such as the order of steps. */
  | 'seen'
  /** Traces do not tell it. */
  | 'assumed';

/** A value of the scenario, with its source. */
export interface DraftValue {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly origin: ValueOrigin;
  readonly comment: string;
  /** The 95 % interval of a single number; null: it has none, or is no single number. */
  readonly interval: Interval | null;
}

/** A scenario in the making: values by path in the order of the file, each with a comment. */
export class ScenarioDraft {
  private readonly values = new Map<string, DraftValue>();

  set(
    path: readonly string[],
    value: unknown,
    origin: ValueOrigin,
    comment: string,
    interval: Interval | null = null,
  ): void {
    this.values.set(JSON.stringify(path), { path, value, origin, comment, interval });
  }

  get(path: readonly string[]): DraftValue | undefined {
    return this.values.get(JSON.stringify(path));
  }

  /** Gives a value that is there another number, and keeps the rest. */
  change(path: readonly string[], value: unknown): void {
    const old = this.get(path)!;
    this.values.set(JSON.stringify(path), { ...old, value });
  }

  get all(): readonly DraftValue[] {
    return [...this.values.values()];
  }

  /** The values as plain data. */
  data(): Record<string, unknown> {
    const root: Record<string, unknown> = {};
    for (const { path, value } of this.values.values()) {
      let at = root;
      for (const key of path.slice(0, -1)) {
        at[key] ??= {};
        at = at[key] as Record<string, unknown>;
      }
      at[path.at(-1)!] = value;
    }
    return root;
  }

  /** The file: blocks down to the values, which are written in one line with their comments. */
  text(head: readonly string[]): string {
    const lines = [...head.map((line) => (line === '' ? '' : `# ${line}`))];
    let open: readonly string[] = [];
    for (const { path, value, origin, comment } of this.ordered()) {
      const parents = path.slice(0, -1);
      const shared = parents.findIndex((key, i) => open[i] !== key);
      const from = shared < 0 ? parents.length : shared;
      for (const [i, key] of parents.entries()) {
        if (i < from) continue;
        if (i === 0) lines.push('');
        lines.push(`${'  '.repeat(i)}${key}:`);
      }
      if (parents.length === 0 && open.length > 0) lines.push('');
      const told = comment === '' ? '' : `  # ${origin === 'seen' ? '' : `${origin}: `}${comment}`;
      lines.push(`${'  '.repeat(parents.length)}${path.at(-1)}: ${flow(value)}${told}`);
      open = parents;
    }
    return `${lines.join('\n')}\n`;
  }

  /** Values that belong to one block stand together, each block where its first value was set. */
  private ordered(): DraftValue[] {
    const sort = (values: readonly DraftValue[], depth: number): DraftValue[] => {
      const groups = new Map<string, DraftValue[]>();
      for (const value of values) {
        const key = value.path[depth]!;
        groups.set(key, [...(groups.get(key) ?? []), value]);
      }
      return [...groups.values()].flatMap((own) =>
        own.length === 1 && own[0]!.path.length === depth + 1 ? own : sort(own, depth + 1),
      );
    };
    return sort([...this.values.values()], 0);
  }
}

/** A value in one line of YAML. */
export function flow(value: unknown): string {
  if (value === Number.POSITIVE_INFINITY) return '.inf';
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string')
    return /^[A-Za-z0-9][A-Za-z0-9 ._/-]*$/.test(value) && !/^[\d.]+$|^(true|false|null|yes|no|on|off)$/i.test(value)
      ? value
      : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  return `{ ${Object.entries(value as object)
    .map(([key, one]) => `${key}: ${flow(one)}`)
    .join(', ')} }`;
}

/** A distribution as a file writes it, its values multiplied by `factor`. */
export function written(d: Distribution, factor = 1): unknown {
  const tidy = (value: number): number => Number((value * factor).toPrecision(4));
  const plain = (value: number): number => Number(value.toPrecision(4));
  switch (d.kind) {
    case 'constant':
      return tidy(d.value);
    case 'exponential':
      return { exponential: { mean: tidy(d.mean) } };
    case 'lognormal':
      return {
        lognormal: { median: tidy(Math.exp(d.mu)), p95: tidy(Math.exp(d.mu + 1.644_853_626_951_472_2 * d.sigma)) },
      };
    case 'gamma':
      return { gamma: { mean: tidy(d.mean), cv: plain(d.cv) } };
    case 'weibull':
      return { weibull: { scale: tidy(d.scale), shape: plain(d.shape) } };
    case 'pareto':
      return { pareto: { min: tidy(d.min), alpha: plain(d.alpha) } };
    case 'uniform':
      return { uniform: [tidy(d.low), tidy(d.high)] };
    case 'empirical':
      return { empirical: d.sorted.map(tidy) };
  }
}
