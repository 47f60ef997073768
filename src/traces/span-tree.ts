import type { RawSpan } from './raw-span.js';

/** All spans of one task, with the ways between them. */
export class SpanTree {
  readonly byId: ReadonlyMap<string, RawSpan>;
  private readonly children = new Map<string, RawSpan[]>();

  constructor(readonly spans: readonly RawSpan[]) {
    this.byId = new Map(spans.map((span) => [span.id, span]));
    for (const span of spans) {
      if (span.parent === undefined) continue;
      const siblings = this.children.get(span.parent);
      if (siblings === undefined) this.children.set(span.parent, [span]);
      else siblings.push(span);
    }
  }

  childrenOf(id: string): readonly RawSpan[] {
    return this.children.get(id) ?? [];
  }

  /** From the nearest outwards. A parent that is not in the file ends the way; so does a circle. */
  *around(span: RawSpan): Generator<RawSpan> {
    const met = new Set([span.id]);
    let at = span.parent === undefined ? undefined : this.byId.get(span.parent);
    while (at !== undefined && !met.has(at.id)) {
      met.add(at.id);
      yield at;
      at = at.parent === undefined ? undefined : this.byId.get(at.parent);
    }
  }

  /** The nearest span around it that is kept. */
  nearest(span: RawSpan, fits: (other: RawSpan) => boolean): RawSpan | undefined {
    for (const other of this.around(span)) if (other.kind !== 'none' && fits(other)) return other;
    return undefined;
  }
}

/** Its own word first, then the nearest agent around it, then what the nearest span says of its agent. */
export function agentOf(tree: SpanTree, span: RawSpan): string | undefined {
  if (span.agent !== undefined) return span.agent;
  for (const other of tree.around(span)) {
    if (other.kind === 'agent') return other.agent ?? other.name;
    if (other.agent !== undefined) return other.agent;
  }
  return undefined;
}
