import type { Story, StoryCall } from '../../sim/record/story.js';
import { falsehoodIn } from '../exporters/traces/false-claims.js';
import { horizonOf } from '../exporters/traces/horizon.js';
import { lanesOf } from '../exporters/traces/lanes.js';
import { textWidth } from './text-width.js';

/** Where the things of one run stand in a diagram of participants (from top to bottom) over time (from left to right). */

/** Pixels. */
export const LINE = 24;
export const BAR = 16;
const GAP = 10;
export const FONT_SIZE = 12;
const LONGEST_NAME = 180;

export interface Lane {
  readonly name: string;
  readonly top: number;
  /** The middle of its first line, which letters lead to. */
  readonly middle: number;
  readonly height: number;
}

export interface Bar {
  readonly call: StoryCall;
  /** Where it was asked for, where it was sent, where it ended; pixels. */
  readonly from: number;
  readonly sent: number;
  readonly to: number;
  readonly middle: number;
  /** False claims that it made, passed on; claims that it retracted. */
  readonly born: readonly string[];
  readonly passedOn: readonly string[];
  readonly retracted: readonly string[];
}

export interface Layout {
  readonly lanes: readonly Lane[];
  readonly bars: readonly Bar[];
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** The pixel of a moment, in seconds after the task came in. */
  readonly at: (seconds: number) => number;
  readonly laneOf: (name: string) => Lane | undefined;
}

/** Who gave the task stands at the top, who reads what is delivered at the bottom. */
export const ASKER = 'user';
export const READER = 'reader';

/** Seconds until the last thing of the run has happened. */
export function lengthOf(story: Story): number {
  return Math.max(horizonOf(story), ...story.outages.map(({ from, to }) => to ?? from), 1e-9);
}

/** Lays a story out below `top`, `seconds` long over the width. */
export function layOut(story: Story, top: number, width: number, seconds: number, left = gutterOf([story])): Layout {
  const right = width - 24;
  const at = (moment: number): number => left + (Math.min(moment, seconds) / seconds) * (right - left);
  const end = lengthOf(story);
  const lanes: Lane[] = [];
  const bars: Bar[] = [];
  const isFalse = falsehoodIn(story);
  let y = top;
  for (const name of actorsOf(story)) {
    const calls = story.calls.filter(({ participant }) => participant === name);
    const spans = calls.map(({ requestedAt, endedAt }) => ({ start: requestedAt, end: endedAt ?? end }));
    const lines = lanesOf(spans);
    const height = LINE * Math.max(1, ...lines.map((line) => line + 1));
    lanes.push({ name, top: y, middle: y + LINE / 2, height });
    for (const [i, call] of calls.entries()) {
      const stop = spans[i]!.end;
      bars.push({
        call,
        from: at(call.requestedAt),
        sent: at(call.endedAt === null ? call.requestedAt : stop - call.service),
        to: at(stop),
        middle: y + LINE * lines[i]! + LINE / 2,
        born: call.born.filter(isFalse),
        passedOn: call.passedOn.filter(isFalse),
        retracted: call.retracted,
      });
    }
    y += height + GAP;
  }
  const byName = new Map(lanes.map((lane) => [lane.name, lane]));
  return { lanes, bars, left, right, bottom: y, at, laneOf: (name) => byName.get(name) };
}

/** Room for the names of all that act in any of the stories. */
export function gutterOf(stories: readonly Story[]): number {
  const widths = stories.flatMap((story) => actorsOf(story).map((name) => textWidth(name, FONT_SIZE)));
  return Math.min(LONGEST_NAME, Math.ceil(Math.max(40, ...widths))) + 28;
}

/** Who asks, then the participants in the order in which they first act, then the reader. */
function actorsOf({ participants, calls, letters, outages, delivery }: Story): string[] {
  const first = new Map<string, number>();
  const note = (name: string, at: number): void => {
    first.set(name, Math.min(first.get(name) ?? Number.POSITIVE_INFINITY, at));
  };
  for (const { participant, requestedAt } of calls) note(participant, requestedAt);
  for (const { from, to, sentAt, arrivedAt } of letters) {
    note(from, sentAt);
    note(to, arrivedAt ?? sentAt);
  }
  for (const { participant, from } of outages) note(participant, from);
  const acting = participants.map(({ name }) => name).filter((name) => first.has(name));
  acting.sort((a, b) => first.get(a)! - first.get(b)!);
  return [...(first.has(ASKER) ? [ASKER] : []), ...acting, ...(delivery === null ? [] : [READER])];
}
