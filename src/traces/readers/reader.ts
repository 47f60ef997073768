import { assemble } from '../assemble.js';
import type { FileClock } from '../clock.js';
import { gapsIn } from '../gaps.js';
import type { ObservedTrace } from '../observed.js';
import type { RawSpan } from '../raw-span.js';

/** A part of a file: one span, one observation, one row; and what stands around it. */
export interface Piece {
  /** What it is, by where it stood. */
  readonly kind: 'span' | 'scope' | 'observation' | 'trace' | 'sample' | 'document';
  readonly value: unknown;
}

/** Collects the pieces of one file. Each is reduced at once, so that a file may be larger than the memory. */
export interface TraceReader {
  take(piece: Piece): void;
  /** What was read; no tasks: there was no call in it. */
  finish(source: string): ObservedTrace;
}

/** The form that all readers end in. */
export function observedTrace(
  { dialect, source, clock }: { readonly dialect: string; readonly source: string; readonly clock: FileClock },
  spans: RawSpan[],
  gaps: readonly string[],
): ObservedTrace {
  const { tasks, origin } = assemble(spans, clock);
  return { dialect, source, tasks, gaps: [...gapsIn(tasks), ...gaps], origin };
}

/** Counts names; the most frequent, the first of those where several are. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  get most(): string | undefined {
    return [...this.counts].sort(([, a], [, b]) => b - a)[0]?.[0];
  }

  get names(): readonly string[] {
    return [...this.counts.keys()];
  }
}
