import { AI_SDK } from './ai-sdk.js';
import type { ForeignSpan, SpanDialect } from './dialect.js';
import { GEN_AI } from './gen-ai.js';
import { BEEAI, CREWAI, LANGGRAPH, OPENINFERENCE } from './openinference.js';
import { TRACELOOP } from './traceloop.js';

/** The one list of dialects of spans, the narrower before the wider. */
export const spanDialects: readonly SpanDialect[] = [
  AI_SDK,
  BEEAI,
  CREWAI,
  OPENINFERENCE,
  TRACELOOP,
  GEN_AI,
  LANGGRAPH,
];

/** The dialect that a span is written in; undefined: it speaks of no model, tool or agent. */
export function dialectOf(span: ForeignSpan): SpanDialect | undefined {
  return spanDialects.find(({ scopes, marks }) => {
    if (span.scope !== undefined && span.scope !== '' && scopes.test(span.scope)) return true;
    return marks.some((mark) => hasMark(span, mark));
  });
}

function hasMark({ attributes }: ForeignSpan, mark: string): boolean {
  if (!mark.endsWith('.')) return attributes[mark] !== undefined;
  for (const key in attributes) if (key.startsWith(mark)) return true;
  return false;
}
