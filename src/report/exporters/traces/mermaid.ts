import type { Trace } from '../../../sim/record/trace.js';

/** A mermaid sequence diagram: who handed what to whom, and which calls let false claims in or caught them. */
export function mermaidTrace(trace: Trace): string {
  const isFalse = new Set(trace.claims.filter((claim) => claim.isFalse).map((claim) => claim.name));
  const acting = new Set([
    ...trace.messages.flatMap((m) => [m.from, m.to]),
    ...trace.calls.map((call) => call.participant),
  ]);
  const ids = new Map([...acting].map((name, i) => [name, `p${i}`]));
  const lines = ['sequenceDiagram'];
  for (const [name, id] of ids) lines.push(`  ${name === 'user' ? 'actor' : 'participant'} ${id} as ${name}`);
  const events: { at: number; order: number; text: string }[] = [];
  for (const [i, m] of trace.messages.entries()) {
    events.push({ at: m.at, order: i, text: `  ${ids.get(m.from)}->>${ids.get(m.to)}: ${m.content}` });
  }
  for (const call of trace.calls) {
    const notes = [
      `${call.step ?? (call.next === null ? call.act : `next: ${call.next}`)}, ${call.service.toFixed(1)} s`,
    ];
    const born = call.born.filter((name) => isFalse.has(name));
    const passed = call.passedOn.filter((name) => isFalse.has(name));
    if (call.status !== 'ok') notes.push(call.status);
    if (born.length > 0) notes.push(`FALSE: ${born.join(', ')}`);
    if (passed.length > 0) notes.push(`passes on ${passed.join(', ')}`);
    if (call.retracted.length > 0) notes.push(`retracts ${call.retracted.join(', ')}`);
    const at = call.endedAt ?? Number.POSITIVE_INFINITY;
    // A call's end comes before the message that it makes possible.
    events.push({ at, order: -1, text: `  Note over ${ids.get(call.participant)}: ${notes.join('<br/>')}` });
  }
  events.sort((a, b) => a.at - b.at || a.order - b.order);
  return `${[...lines, ...events.map((event) => event.text)].join('\n')}\n`;
}
