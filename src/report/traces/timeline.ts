import { createColors } from 'picocolors';
import type { Trace, TracedCall, TracedClaim } from '../../sim/trace.js';
import { formatValue } from '../format.js';
import { wrap } from '../table.js';

export interface TimelineOptions {
  readonly title: string;
  readonly width: number;
  readonly colour: boolean;
}

type Colours = ReturnType<typeof createColors>;
type Paint = (text: string) => string;

const TIME = 9;

/** One run for the terminal: who did what and when, what it saw, what it cost, what became of the claims. */
export function timeline(trace: Trace, { title, width, colour }: TimelineOptions): string {
  const colours = createColors(colour);
  const claims = new Map(trace.claims.map((claim) => [claim.name, claim]));
  const who = Math.max(...trace.participants.map((p) => p.name.length)) + 2;
  const lines = [...wrap(title, width).map(colours.bold), ...wrap(summaryOf(trace), width), ''];
  const calls = [...trace.calls].sort((a, b) => startOf(a) - startOf(b) || a.call - b.call);
  for (const call of calls) lines.push(...callLines(call, claims, who, width, colours));
  lines.push(...endLines(trace, claims, who, width, colours));
  return `${lines.join('\n')}\n`;
}

function summaryOf(trace: Trace): string {
  const total = (read: (call: TracedCall) => number): number => trace.calls.reduce((sum, call) => sum + read(call), 0);
  const born = trace.claims.filter((claim) => claim.isFalse && claim.cause !== 'seeded').length;
  const isFalse = new Set(trace.claims.filter((claim) => claim.isFalse).map((claim) => claim.name));
  const caught = new Set(trace.calls.flatMap((call) => call.retracted.filter((name) => isFalse.has(name)))).size;
  const escaped = trace.delivered?.filter((name) => isFalse.has(name)).length;
  return [
    trace.endedAt === null ? trace.outcome : `${trace.outcome} after ${trace.endedAt.toFixed(1)} s`,
    `${trace.calls.length} calls`,
    `${formatValue(
      'tokens',
      total((call) => call.inputTokens + call.outputTokens),
    )} tokens`,
    formatValue(
      'USD',
      total((call) => call.cost),
    ),
    `false claims: ${born} born, ${caught} caught, ${escaped ?? 'nothing delivered,'}${escaped === undefined ? '' : ' escaped'}`,
  ].join(' · ');
}

function startOf(call: TracedCall): number {
  return call.requestedAt;
}

function callLines(
  call: TracedCall,
  claims: ReadonlyMap<string, TracedClaim>,
  who: number,
  width: number,
  colours: Colours,
): string[] {
  const at = `${call.requestedAt.toFixed(1)} s`.padStart(TIME - 2).padEnd(TIME);
  const what = `${deedOf(call)} — ${costOf(call)}`;
  const indent = ' '.repeat(TIME + who);
  const room = Math.max(20, width - TIME - who);
  const [first, ...rest] = wrap(what, room);
  const head = `${colours.dim(at)}${colours.cyan(call.participant.padEnd(who))}${first ?? ''}`;
  const says = (mark: string, text: string, paint: Paint): string[] =>
    wrap(`${mark} ${text}`, room).map((line, i) => indent + paint(i === 0 ? line : `  ${line}`));
  const isFalse = (name: string): boolean => claims.get(name)!.isFalse;
  const falseBorn = call.born.filter(isFalse).map((name) => `${name} FALSE (${originOf(claims.get(name)!)})`);
  const falsePassed = call.passedOn.filter(isFalse);
  const lines = [head, ...rest.map((line) => indent + line)];
  if (call.saw.length > 0) lines.push(...says('<', `sees ${listOf(call.saw)}`, colours.dim));
  if (falseBorn.length > 0) lines.push(...says('+', falseBorn.join(', '), colours.red));
  if (falsePassed.length > 0) lines.push(...says('>', `passes on ${falsePassed.join(', ')} FALSE`, colours.yellow));
  const retracted = call.retracted.map((name) =>
    isFalse(name) ? `${name} FALSE` : `${name}, which is true (false alarm)`,
  );
  if (retracted.length > 0) lines.push(...says('x', `retracts ${retracted.join(', ')}`, colours.green));
  if (call.dropped.length > 0)
    lines.push(...says('x', `does not believe ${call.dropped.join(', ')} FALSE`, colours.green));
  return lines;
}

function originOf(claim: TracedClaim): string {
  return claim.cause === 'derived' ? `derived from ${claim.basis}` : claim.cause;
}

function deedOf(call: TracedCall): string {
  const deed = call.step ?? (call.act === 'decide' ? 'decides what comes next' : 'composes the answer');
  const attempt = call.attempt > 0 ? `, attempt ${call.attempt + 1}` : '';
  const failed = call.status === 'ok' ? '' : `: ${STATUS[call.status] ?? call.status}`;
  return `${deed}${attempt}${failed}`;
}

const STATUS: Readonly<Record<string, string>> = {
  failed: 'FAILED',
  timedOut: 'TIMED OUT',
  refused: 'REFUSED by the rate limit',
  overflow: 'DOES NOT FIT into the context window',
  cancelled: 'cancelled',
  unfinished: 'NEVER RETURNS',
};

function costOf(call: TracedCall): string {
  const waits = call.queued + call.rateLimited;
  const waited = waits > 0 ? ` after waiting ${waits.toFixed(1)} s` : '';
  const tokens = `${call.inputTokens.toLocaleString('en-US')} in, ${call.outputTokens} out`;
  return `${call.service.toFixed(1)} s${waited}, ${tokens}, ${formatValue('USD', call.cost)}, ${call.born.length} claims`;
}

/** brief, summarise, 3 handoffs: what there is several of is counted. */
function listOf(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => (count === 1 ? item : `${count} ${item}s`)).join(', ');
}

/** How it ended, and which claims were delivered although a check had retracted them. */
function endLines(
  trace: Trace,
  claims: ReadonlyMap<string, TracedClaim>,
  who: number,
  width: number,
  colours: Colours,
): string[] {
  const room = Math.max(20, width);
  if (trace.delivered === null) {
    const text =
      trace.outcome === 'stalled'
        ? 'Nothing will ever move this task again, and nobody knows.'
        : 'Nothing was delivered.';
    return ['', ...wrap(text, room).map(colours.red)];
  }
  const at = `${trace.endedAt!.toFixed(1)} s`.padStart(TIME - 2).padEnd(TIME);
  const lines = [`${colours.dim(at)}${'delivered'.padEnd(who)}${trace.delivered.length} claims`, ''];
  const escaped = trace.delivered.filter((name) => claims.get(name)!.isFalse);
  for (const name of escaped) {
    const checker = trace.calls.find((call) => call.retracted.includes(name));
    const holders = trace.calls.filter(
      (call) => call !== checker && call.passedOn.includes(name) && call.requestedAt < (checker?.endedAt ?? 0),
    );
    const story =
      checker === undefined
        ? `${name}, ${originOf(claims.get(name)!)} by ${claims.get(name)!.origin}, reached the reader.`
        : `${name} reached the reader although ${checker.participant} retracted it at ${checker.endedAt!.toFixed(1)} s: ${[...new Set(holders.map((call) => call.participant))].join(' and ')} had read it before.`;
    lines.push(...wrap(story, room).map(colours.red));
  }
  if (trace.missingSteps > 0)
    lines.push(
      ...wrap(`${trace.missingSteps} needed step(s) are missing from what was delivered.`, room).map(colours.red),
    );
  if (trace.lostUpdates > 0)
    lines.push(
      ...wrap(`${trace.lostUpdates} update(s) of the document were lost to a later writer.`, room).map(colours.red),
    );
  if (escaped.length === 0 && trace.missingSteps === 0) lines.push(colours.green('No false claim reached the reader.'));
  return lines;
}
