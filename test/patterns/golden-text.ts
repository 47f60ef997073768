import type { Trace, TracedCall } from '../../src/sim/record/trace.js';

interface TimedLine {
  readonly at: number;
  /** Of the same moment: a call ends, then its result is sent, then the next call begins. */
  readonly rank: number;
  readonly line: string;
}

const [ENDED, SENT, BEGUN] = [0, 1, 2];

/** A replication as text, one line an event in the order of time: what a person reads when a golden run changed. */
export function goldenText(trace: Trace): string {
  const calls = trace.calls.flatMap((call) => callLines(call, trace));
  const events = [...calls, ...trace.messages.map(messageLine)];
  const lines = events.sort((a, b) => a.at - b.at || a.rank - b.rank).map(({ at, line }) => `${seconds(at)}  ${line}`);
  return [
    `# replication ${trace.replication}: ${trace.outcome}, ${counts(trace)}`,
    ...lines,
    `${trace.endedAt === null ? ' '.repeat(9) : seconds(trace.endedAt)}  ${ending(trace)}`,
  ].join('\n');
}

function counts({ calls, messages, missingSteps, lostUpdates }: Trace): string {
  const parts = [`${calls.length} calls`, `${messages.length} messages`];
  if (missingSteps > 0) parts.push(`${missingSteps} steps missing`);
  if (lostUpdates > 0) parts.push(`${lostUpdates} updates lost`);
  return parts.join(', ');
}

function messageLine({ from, to, at, content }: Trace['messages'][number]): TimedLine {
  return { at, rank: SENT, line: `message  ${from} -> ${to}  ${content}` };
}

/** A call when it is asked for, when it ends, and what became of claims in it. */
function callLines(call: TracedCall, trace: Trace): TimedLine[] {
  const { participant, requestedAt, endedAt, inputTokens, cachedTokens, outputTokens, cost } = call;
  const name = `#${call.call} ${participant}`;
  const cached = cachedTokens > 0 ? ` (${cachedTokens} cached)` : '';
  const what = call.step ?? call.act;
  const attempt = call.attempt > 0 ? `  attempt ${call.attempt + 1}` : '';
  const after = call.cause === null ? '' : `  after #${call.cause}`;
  const sees = `  sees ${call.saw.join(', ') || 'nothing'}`;
  const asked = { at: requestedAt, rank: BEGUN, line: `call     ${name}  ${what}${attempt}${after}${sees}` };
  if (endedAt === null) return [asked, { at: requestedAt, rank: BEGUN, line: `${call.status}  ${name}` }];
  const waits = [waited('queue', call.queued), waited('rate limit', call.rateLimited)].join('');
  const next = call.next === null ? '' : `  next: ${call.next}`;
  const spent = `${inputTokens}${cached} in, ${outputTokens} out, $${cost.toFixed(6)}`;
  const rank = endedAt > requestedAt ? ENDED : BEGUN;
  const ended = { at: endedAt, rank, line: `${call.status.padEnd(8)} ${name}  ${spent}${waits}${next}` };
  return [asked, ended, ...claimLines(call, trace).map((line) => ({ at: endedAt, rank, line }))];
}

const waited = (where: string, time: number): string => (time > 0 ? `, ${time.toFixed(3)} s in the ${where}` : '');

function claimLines(call: TracedCall, { claims }: Trace): string[] {
  const known = new Map(claims.map((claim) => [claim.name, claim]));
  const marked = (name: string): string => (known.get(name)!.isFalse ? `${name} FALSE` : name);
  const born = (name: string): string => {
    const { cause, basis } = known.get(name)!;
    const why = basis === null ? cause : `${cause} from ${basis}`;
    return known.get(name)!.isFalse ? `${marked(name)} (${why})` : name;
  };
  const line = (verb: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`claims   #${call.call} ${verb} ${names.join(', ')}`];
  return [
    ...line('makes', call.born.map(born)),
    ...line('passes on', call.passedOn.map(marked)),
    ...line('retracts', call.retracted.map(marked)),
    ...line('does not believe', call.dropped.map(marked)),
  ];
}

function ending({ delivered, claims }: Trace): string {
  if (delivered === null) return 'end      nothing delivered';
  const wrong = new Set(claims.filter(({ isFalse }) => isFalse).map(({ name }) => name));
  return `end      delivered ${delivered.map((name) => (wrong.has(name) ? `${name} FALSE` : name)).join(', ')}`;
}

const seconds = (time: number): string => time.toFixed(3).padStart(9);
