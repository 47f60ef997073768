import { expect, it } from 'vitest';
import { mermaidTrace } from '../../src/report/exporters/traces/mermaid.js';
import { ASKS, nameOf, traceFor } from './run-traces.js';

/** Mermaid's sequence diagrams, as far as they are used: `;` and `#` would end a statement or begin a comment or an entity. */
const DECLARED = /^ {2}(?:participant|actor) (p\d+) as [^;#]+$/;
const MESSAGE = /^ {2}(p\d+)-(?:>>|x)(p\d+): [^;#]+$/;
const NOTE = /^ {2}Note over (p\d+): [^;#]+$/;

it.each(ASKS.map((ask) => ({ name: nameOf(ask), ask })))(
  'the diagram of $name is one that mermaid reads',
  ({ ask }) => {
    const trace = traceFor(ask);
    const [head, ...lines] = mermaidTrace(trace).trimEnd().split('\n');
    expect(head).toBe('sequenceDiagram');
    const declared = new Set<string>();
    const counts = { messages: 0, notes: 0 };
    for (const line of lines) {
      const name = DECLARED.exec(line)?.[1];
      if (name !== undefined) {
        expect(declared).not.toContain(name);
        declared.add(name);
        continue;
      }
      const message = MESSAGE.exec(line);
      const note = NOTE.exec(line);
      expect(message ?? note, line).not.toBeNull();
      for (const id of (message ?? note)!.slice(1)) expect(declared, line).toContain(id);
      counts[message === null ? 'notes' : 'messages']++;
    }
    const { letters, calls, delivery } = trace;
    expect(counts.messages).toBe(letters.length + (delivery === null ? 0 : 1));
    expect(counts.notes).toBeGreaterThanOrEqual(calls.length);
    expect(lines.filter((line) => line.endsWith(', LOST'))).toHaveLength(
      letters.filter((l) => l.arrivedAt === null).length,
    );
  },
);
