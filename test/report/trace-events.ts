/**
 * Reads Chrome's trace-event JSON as its documentation says and as Perfetto's importer does: events are sorted by time,
 * ties keep the file's order; slices of a thread nest; an arrow binds to the slice of its thread that began last.
 */
import { expect } from 'vitest';
import * as z from 'zod';

const time = z.int().nonnegative();
const where = { pid: z.int().positive(), tid: z.int().positive() };
const args = z.record(z.string(), z.unknown());
const event = z.discriminatedUnion('ph', [
  z.strictObject({
    ph: z.literal('M'),
    name: z.literal('process_name'),
    pid: z.int(),
    args: z.strictObject({ name: z.string() }),
  }),
  z.strictObject({
    ph: z.literal('X'),
    name: z.string(),
    cat: z.string(),
    ts: time,
    dur: time,
    ...where,
    args: args.optional(),
  }),
  z.strictObject({ ph: z.literal('i'), name: z.string(), cat: z.string(), s: z.literal('t'), ts: time, ...where }),
  z.strictObject({
    ph: z.literal('s'),
    name: z.string(),
    cat: z.string(),
    id: z.int().nonnegative(),
    ts: time,
    ...where,
  }),
  z.strictObject({
    ph: z.literal('f'),
    bp: z.literal('e'),
    name: z.string(),
    cat: z.string(),
    id: z.int().nonnegative(),
    ts: time,
    ...where,
  }),
  z.strictObject({ ph: z.literal('C'), name: z.string(), ts: time, ...where, args: z.record(z.string(), z.number()) }),
]);
const thread = z.discriminatedUnion('name', [
  z.strictObject({
    ph: z.literal('M'),
    name: z.literal('thread_name'),
    ...where,
    args: z.strictObject({ name: z.string().min(1) }),
  }),
  z.strictObject({
    ph: z.literal('M'),
    name: z.literal('thread_sort_index'),
    ...where,
    args: z.strictObject({ sort_index: z.int() }),
  }),
]);
const file = z.strictObject({ displayTimeUnit: z.enum(['ms', 'ns']), traceEvents: z.array(z.union([thread, event])) });

export interface ReadSlice {
  readonly thread: string;
  readonly name: string;
  readonly cat: string;
  readonly start: number;
  readonly end: number;
  readonly args: Readonly<Record<string, unknown>>;
  readonly parent: ReadSlice | null;
}

export interface Read {
  readonly process: string;
  /** In the order of their sort index. */
  readonly threads: readonly string[];
  readonly slices: readonly ReadSlice[];
  readonly marks: readonly {
    readonly thread: string;
    readonly name: string;
    readonly cat: string;
    readonly at: number;
  }[];
  readonly arrows: readonly {
    readonly id: number;
    readonly name: string;
    readonly from: ReadSlice;
    readonly to: ReadSlice;
  }[];
  readonly counts: readonly { readonly name: string; readonly at: number; readonly value: number }[];
}

type Event = z.infer<typeof event> | z.infer<typeof thread>;

export function readTraceEvents(text: string): Read {
  const { traceEvents } = file.parse(JSON.parse(text));
  const { process, names, threads } = headings(traceEvents);
  const timed = traceEvents.filter((e) => e.ph !== 'M').sort((a, b) => a.ts - b.ts);
  const stacks = new Map<number, ReadSlice[]>();
  const slices: ReadSlice[] = [];
  const marks: Read['marks'][number][] = [];
  const counts: Read['counts'][number][] = [];
  const begun = new Map<number, { name: string; slice: ReadSlice }>();
  const arrows: Read['arrows'][number][] = [];
  for (const e of timed) {
    const thread = names.get(e.tid)!;
    expect(thread, `thread ${e.tid} has no name`).toBeDefined();
    const stack = stacks.get(e.tid) ?? [];
    stacks.set(e.tid, stack);
    if (e.ph === 'X') {
      while (stack.length > 0 && stack.at(-1)!.end <= e.ts) stack.pop();
      const parent = stack.at(-1) ?? null;
      const slice = { thread, name: e.name, cat: e.cat, start: e.ts, end: e.ts + e.dur, args: e.args ?? {}, parent };
      if (parent !== null) expect(slice.end, `${e.name} overlaps ${parent.name}`).toBeLessThanOrEqual(parent.end);
      stack.push(slice);
      slices.push(slice);
    } else if (e.ph === 'i') marks.push({ thread, name: e.name, cat: e.cat, at: e.ts });
    else if (e.ph === 'C') counts.push({ name: e.name, at: e.ts, value: Object.values(e.args)[0]! });
    else {
      const slice = stack.at(-1)!;
      expect(slice, `arrow ${e.id} meets no slice`).toBeDefined();
      expect(e.ts, `arrow ${e.id} outside of ${slice.name}`).toBeGreaterThanOrEqual(slice.start);
      expect(e.ts, `arrow ${e.id} outside of ${slice.name}`).toBeLessThanOrEqual(slice.end);
      if (e.ph === 's') {
        expect(begun.has(e.id), `arrow ${e.id} begins twice`).toBe(false);
        begun.set(e.id, { name: e.name, slice });
      } else {
        // Names and categories of both ends are part of an arrow's identity.
        expect(begun.get(e.id)?.name, `arrow ${e.id} ends before it begins`).toBe(e.name);
        arrows.push({ id: e.id, name: e.name, from: begun.get(e.id)!.slice, to: slice });
      }
    }
  }
  expect(arrows.length, 'arrows that never end').toBe(begun.size);
  return { process, threads, slices, marks, arrows, counts };
}

function headings(events: readonly Event[]): { process: string; names: Map<number, string>; threads: string[] } {
  const names = new Map<number, string>();
  const places = new Map<number, number>();
  let process = '';
  for (const e of events) {
    if (e.ph !== 'M') continue;
    if (e.name === 'process_name') process = e.args.name;
    else if (e.name === 'thread_name') names.set(e.tid, e.args.name);
    else places.set(e.tid, e.args.sort_index);
  }
  expect([...places.keys()]).toEqual([...names.keys()]);
  const threads = [...names].sort(([a], [b]) => places.get(a)! - places.get(b)!).map(([, name]) => name);
  expect(new Set(threads).size).toBe(threads.length);
  return { process, names, threads };
}
