import { lanesOf, type TimeSpan } from './lanes.js';

/** An event of Chrome's trace-event format, of the kinds that a trace of a run needs. */
export interface TraceEvent {
  readonly name: string;
  readonly cat?: string;
  /** M: metadata, X: a slice, i: a mark, s and f: an arrow's two ends, C: a counter. */
  readonly ph: 'M' | 'X' | 'i' | 's' | 'f' | 'C';
  /** Microseconds. */
  readonly ts?: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid?: number;
  readonly id?: number;
  /** An arrow ends at the slice that it meets, not at the next one. */
  readonly bp?: 'e';
  /** A mark belongs to its thread. */
  readonly s?: 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

/**
 * Readers sort events by time, keep the file's order among simultaneous ones, and bind an arrow to whatever slice of its
 * track began last. So at each moment what ends comes first, slices begin before arrows meet them, each arrow begins
 * before it ends, and last comes what would hide a slice from its arrows.
 */
const Phase = { leaves: 0, marks: 1, begins: 2, messages: 3, within: 4 } as const;

interface PlacedEvent {
  readonly phase: number;
  /** Among what happens at the same moment in the same phase. */
  readonly order: number;
  readonly event: TraceEvent & { readonly ts: number };
}

/** The four events of a message, in their order; the points are there where no call is. */
const MessagePart = { from: 0, leaves: 1, to: 2, arrives: 3 } as const;

function orderOf(message: number, part: number): number {
  return 4 * message + part;
}

const PROCESS = 1;

/** Whole microseconds. */
export function microseconds(seconds: number): number {
  return Math.round(seconds * 1e6);
}

/** A stretch of time on a track, and what hangs on it. */
export class Slice {
  constructor(
    private readonly track: Track,
    readonly start: number,
    readonly end: number,
  ) {}

  /** A part of it. */
  part(name: string, start: number, end: number): void {
    this.track.place(Phase.within, 0, { name, cat: 'part', ph: 'X', ts: start, dur: end - start });
  }

  /** A message's arrow begins in it, at its end unless it is said when. */
  leave(message: number, content: string, at = this.end): void {
    const phase = at === this.end && this.start < this.end ? Phase.leaves : Phase.messages;
    const order = orderOf(message, MessagePart.leaves);
    this.track.place(phase, order, { name: content, cat: 'message', ph: 's', id: message, ts: at });
  }

  /** A message's arrow ends where it begins. */
  arrive(message: number, content: string): void {
    const order = orderOf(message, MessagePart.arrives);
    const event = { name: content, cat: 'message', ph: 'f', bp: 'e', id: message, ts: this.start } as const;
    this.track.place(Phase.messages, order, event);
  }

  /** A mark at its end. */
  mark(cat: string, name: string): void {
    const phase = this.start < this.end ? Phase.marks : Phase.within;
    this.track.place(phase, 0, { name, cat, ph: 'i', s: 't', ts: this.end });
  }
}

/** One thread of the trace, with slices that never overlap. */
export class Track {
  readonly placed: PlacedEvent[] = [];

  constructor(
    private readonly tid: number,
    private readonly name: string,
  ) {}

  slice(cat: string, name: string, { start, end }: TimeSpan, args: Readonly<Record<string, unknown>>): Slice {
    this.place(Phase.begins, 0, { name, cat, ph: 'X', ts: start, dur: end - start, args });
    return new Slice(this, start, end);
  }

  /** A slice without a length, for one end of a message's arrow. */
  point(message: number, end: 'from' | 'to', name: string, at: number): Slice {
    const order = orderOf(message, MessagePart[end]);
    this.place(Phase.messages, order, { name, cat: 'message', ph: 'X', ts: at, dur: 0 });
    return new Slice(this, at, at);
  }

  /** A mark at a moment of its own. */
  mark(at: number, cat: string, name: string): void {
    this.place(Phase.within, 0, { name, cat, ph: 'i', s: 't', ts: at });
  }

  /** The value that something has from `at` on. */
  count(at: number, name: string, args: Readonly<Record<string, number>>): void {
    this.place(Phase.within, 0, { name, ph: 'C', ts: at, args });
  }

  place(phase: number, order: number, event: Omit<TraceEvent, 'pid' | 'tid'> & { readonly ts: number }): void {
    this.placed.push({ phase, order, event: { ...event, pid: PROCESS, tid: this.tid } });
  }

  /** Metadata that names it and says where it stands. */
  heading(): TraceEvent[] {
    const where = { pid: PROCESS, tid: this.tid };
    return [
      { name: 'thread_name', ph: 'M', ...where, args: { name: this.name } },
      { name: 'thread_sort_index', ph: 'M', ...where, args: { sort_index: this.tid } },
    ];
  }
}

/** The tracks of a trace, from top to bottom. */
export class TrackList {
  private readonly tracks: Track[] = [];
  private readonly forMessages = new Map<string, Track>();

  constructor(private readonly process: string) {}

  add(name: string): Track {
    const track = new Track(this.tracks.length + 1, name);
    this.tracks.push(track);
    return track;
  }

  /**
   * Tracks of participants, in the order of the cast: as many for each as it has calls at a time, and one for messages that
   * no call of it made or read. Returns the track of each call.
   */
  addCast(names: readonly string[], calls: readonly (TimeSpan & { readonly participant: string })[]): Track[] {
    const tracks: Track[] = new Array(calls.length);
    for (const name of names) {
      const own = calls.flatMap((call, i) => (call.participant === name ? [i] : []));
      const lanes = lanesOf(own.map((i) => calls[i]!));
      const width = Math.max(0, ...lanes.map((lane) => lane + 1));
      const lines = Array.from({ length: width }, (_, lane) => this.add(lane === 0 ? name : `${name} (${lane + 1})`));
      for (const [i, call] of own.entries()) tracks[call] = lines[lanes[i]!]!;
      this.forMessages.set(name, this.add(width === 0 ? name : `${name}: messages`));
    }
    return tracks;
  }

  /** Where messages lie that no call of a participant made or read. */
  messagesOf(participant: string): Track {
    return this.forMessages.get(participant)!;
  }

  /** All events in the order of the file. Tracks on which nothing happens are left out. */
  events(): TraceEvent[] {
    const used = this.tracks.filter(({ placed }) => placed.length > 0);
    const placed = used.flatMap((track) => track.placed);
    placed.sort((a, b) => a.event.ts - b.event.ts || a.phase - b.phase || a.order - b.order);
    return [
      { name: 'process_name', ph: 'M', pid: PROCESS, args: { name: this.process } },
      ...used.flatMap((track) => track.heading()),
      ...placed.map(({ event }) => event),
    ];
  }
}
