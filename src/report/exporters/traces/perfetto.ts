import type { Letter } from '../../../sim/record/letters.js';
import type { Story, StoryCall } from '../../../sim/record/story.js';
import { falseClaimsIn, falseClaimsOverTime } from './false-claims.js';
import { horizonOf } from './horizon.js';
import type { TimeSpan } from './lanes.js';
import { microseconds, type Slice, type TraceEvent, type Track, TrackList } from './perfetto-events.js';

/**
 * Chrome trace-event JSON, for ui.perfetto.dev: a track for the task and for each participant, a slice for each call with
 * what it waited for inside, arrows for messages, marks for what went wrong, and the false claims over time. Times are
 * whole microseconds after the task came in: numbers with a fraction would be cut off by readers, and slices overlap.
 */
export function perfettoTrace(trace: Story): string {
  return `${JSON.stringify({ displayTimeUnit: 'ms', traceEvents: new Scene(trace).events() }, null, 1)}\n`;
}

class Scene {
  private readonly tracks: TrackList;
  private readonly task: Track;
  private readonly horizon: number;
  private readonly falseIn;

  constructor(private readonly trace: Story) {
    this.tracks = new TrackList(`${trace.scenario} · ${trace.pattern}`);
    this.task = this.tracks.add('task');
    this.horizon = microseconds(horizonOf(trace));
    this.falseIn = falseClaimsIn(trace);
  }

  events(): TraceEvent[] {
    const { trace, tracks } = this;
    const names = trace.participants.map(({ name }) => name);
    const spans = trace.calls.map((call) => ({ participant: call.participant, ...this.spanOf(call) }));
    const trackOf = tracks.addCast(names, spans);
    const task = this.tellTask();
    const slices = trace.calls.map((call, i) => this.tellCall(call, trackOf[i]!, spans[i]!));
    for (const letter of trace.letters) this.tellLetter(letter, task, slices);
    this.tellRest();
    for (const { at, count } of falseClaimsOverTime(trace)) {
      this.task.count(microseconds(at), 'false claims, not retracted', { claims: count });
    }
    return tracks.events();
  }

  private tellTask(): Slice {
    const { outcome, endedAt, seed, replication, task, delivery } = this.trace;
    const end = endedAt === null ? this.horizon : microseconds(endedAt);
    return this.task.slice(
      'task',
      `task: ${outcome}`,
      { start: 0, end },
      {
        seed,
        replication,
        task,
        outcome,
        'delivered claims': delivery === null ? 'nothing delivered' : delivery.claims.length,
        'missing steps': this.trace.missingSteps,
        'lost updates': this.trace.lostUpdates,
      },
    );
  }

  private tellCall(call: StoryCall, track: Track, span: TimeSpan): Slice {
    const slice = track.slice('call', titleOf(call), span, this.detailsOf(call));
    for (const part of partsOf(call, span)) slice.part(part.name, part.start, part.end);
    const { born, retracted } = this.falseIn(call);
    if (call.status === 'lost') slice.mark('crash', 'crashes, with all calls in progress');
    else if (call.status !== 'ok') slice.mark('error', call.status);
    if (call.next !== null) slice.mark('decision', `next: ${call.next}`);
    for (const name of born) slice.mark('claim', `FALSE: ${name}`);
    for (const name of retracted) slice.mark('claim', `retracts ${name}`);
    return slice;
  }

  /** An arrow from the call that made it to the call that read it; where there is none, from or to a point of its own. */
  private tellLetter(letter: Letter, task: Slice, slices: readonly Slice[]): void {
    const { id, content, from, to, sentAt, arrivedAt, madeBy, readBy } = letter;
    if (arrivedAt === null) {
      this.task.mark(microseconds(sentAt), 'lost', `LOST: ${content}, from ${from} to ${to}`);
      return;
    }
    const point = (end: 'from' | 'to', what: string, at: number): Slice =>
      this.tracks.messagesOf(letter[end]).point(id, end, `${what} ${content}`, microseconds(at));
    if (from === 'user') task.leave(id, content, microseconds(sentAt));
    else (madeBy === null ? point('from', 'passes on', sentAt) : slices[madeBy]!).leave(id, content);
    (readBy === null ? point('to', 'gets', arrivedAt) : slices[readBy]!).arrive(id, content);
  }

  /** What is no call and no letter: who was down, which writes undid others, what the broker did, how long the lines were. */
  private tellRest(): void {
    const { outages, writes, marks, queues } = this.trace;
    const down = new Set(outages.map(({ participant }) => participant));
    for (const name of down) {
      const track = this.tracks.add(`${name}: outages`);
      for (const { from, to, cause } of outages.filter(({ participant }) => participant === name)) {
        const span = { start: microseconds(from), end: to === null ? this.horizon : microseconds(to) };
        track.slice('outage', cause === 'crash' ? 'down' : cause, span, {});
      }
    }
    for (const { at, by, step, undid } of writes) {
      const undone = undid.length === 0 ? '' : `: UNDOES ${undid.join(', ')}`;
      this.task.mark(microseconds(at), 'write', `${by} writes ${step}${undone}`);
    }
    for (const { at, kind, participant, step } of marks) {
      this.task.mark(microseconds(at), kind, [kind, participant ?? [], step ?? []].flat().join(' '));
    }
    for (const { participant, at, waiting, busy } of queues) {
      if (at >= 0) this.task.count(microseconds(at), `queue: ${participant}`, { waiting, busy });
    }
  }

  private detailsOf(call: StoryCall): Readonly<Record<string, unknown>> {
    const { born, passedOn, retracted, dropped } = this.falseIn(call);
    return {
      call: call.call,
      act: call.act,
      step: call.step,
      attempt: call.attempt + 1,
      status: call.status,
      cause: call.cause,
      'waited, seconds': call.queued + call.rateLimited + call.absent,
      'served, seconds': call.service,
      'input tokens': call.inputTokens,
      'cached tokens': call.cachedTokens,
      'output tokens': call.outputTokens,
      'cost, USD': call.cost,
      saw: call.saw,
      'false claims made': born,
      'false claims passed on': passedOn,
      'false claims retracted': retracted,
      'false claims not accepted': dropped,
    };
  }

  private spanOf(call: StoryCall): TimeSpan {
    const start = microseconds(call.requestedAt);
    return { start, end: call.endedAt === null ? this.horizon : microseconds(call.endedAt) };
  }
}

function titleOf(call: StoryCall): string {
  const what = call.step ?? call.act;
  const again = call.attempt > 0 ? `, attempt ${call.attempt + 1}` : '';
  return `${what}${again}${call.status === 'ok' ? '' : ` (${call.status})`}`;
}

interface TracePart extends TimeSpan {
  readonly name: string;
}

/** What a call waited for, in the order in which it waits, and its service; nothing where it did not wait. */
function partsOf(call: StoryCall, { start, end }: TimeSpan): TracePart[] {
  const waits: readonly (readonly [string, number])[] = [
    ['waits for its turn', call.queued],
    ['waits: participant is down', call.absent],
    ['waits for the rate limit', call.rateLimited],
  ];
  const parts: TracePart[] = [];
  let waited = 0;
  let from = start;
  for (const [name, seconds] of waits) {
    waited += seconds;
    const to = Math.min(end, microseconds(call.requestedAt + waited));
    if (to > from) parts.push({ name, start: from, end: to });
    from = Math.max(from, to);
  }
  if (parts.length === 0 || call.endedAt === null || call.service === 0) return parts;
  const sent = Math.max(from, microseconds(call.endedAt - call.service));
  if (end > sent) parts.push({ name: 'is served', start: sent, end });
  return parts;
}
