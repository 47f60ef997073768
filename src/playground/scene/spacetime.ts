import type { Story, StoryCall } from '../../sim/record/story.js';
import { ASKER, falseNames } from './scene.js';

/** A diagram of participants (from top to bottom) over the seconds of the run (from left to right). */
export interface Spacetime {
  /** Who has a lane, from top to bottom. */
  readonly lanes: readonly string[];
  readonly bars: readonly SpacetimeBar[];
  readonly arrows: readonly SpacetimeArrow[];
  readonly broadcasts: readonly SpacetimeBroadcast[];
  readonly writes: readonly { readonly at: number; readonly by: string; readonly undid: number }[];
  /** Seconds until the last thing has happened. */
  readonly seconds: number;
}

export interface SpacetimeBar {
  readonly call: StoryCall;
  readonly lane: number;
  readonly from: number;
  /** When the answering began. */
  readonly sent: number;
  /** Null: it never ends. */
  readonly to: number | null;
  /** False claims that it made, and passed on; claims that it retracted. */
  readonly born: number;
  readonly passedOn: number;
  readonly retracted: number;
}

/** A letter, or several between the same two that leave together. */
export interface SpacetimeArrow {
  readonly from: number;
  readonly to: number;
  readonly sentAt: number;
  /** Null: it is lost. */
  readonly arrivedAt: number | null;
  readonly isFalse: boolean;
  /** Ids of the letters; none: what is delivered. */
  readonly letters: readonly number[];
}

/** Letters that one sender sent at once to several: one bracket over their lanes. */
export interface SpacetimeBroadcast {
  readonly from: number;
  readonly at: number;
  readonly ends: readonly { readonly lane: number; readonly isFalse: boolean }[];
  readonly letters: readonly number[];
}

/** So many receivers at once are a broadcast. */
const BROADCAST = 3;

/** Who gets what is delivered. */
export const READER = 'reader';

export function spacetimeOf(story: Story): Spacetime {
  const { calls, letters, writes } = story;
  const lanes = lanesOf(story);
  const laneOf = new Map(lanes.map((name, i) => [name, i]));
  const isFalse = falseNames(story);
  const arrows = bundled([
    ...letters.map(({ id, from, to, sentAt, arrivedAt, claims }) => ({
      ...{ from: laneOf.get(from) ?? 0, to: laneOf.get(to) ?? 0, sentAt, arrivedAt, letters: [id] },
      isFalse: claims.some(isFalse),
    })),
    ...deliveryOf(story, laneOf, isFalse),
  ]);
  return {
    lanes,
    bars: calls.map((call) => ({
      call,
      lane: laneOf.get(call.participant)!,
      from: call.requestedAt,
      sent: call.endedAt === null ? call.requestedAt : call.endedAt - call.service,
      to: call.endedAt,
      born: call.born.filter(isFalse).length,
      passedOn: call.passedOn.filter(isFalse).length,
      retracted: call.retracted.length,
    })),
    ...gathered(arrows),
    writes: writes.map(({ at, by, undid }) => ({ at, by, undid: undid.length })),
    seconds: Math.max(1e-9, story.endedAt ?? 0, ...calls.map(({ endedAt, requestedAt }) => endedAt ?? requestedAt)),
  };
}

function deliveryOf(
  { delivery }: Story,
  laneOf: ReadonlyMap<string, number>,
  isFalse: (claim: string) => boolean,
): SpacetimeArrow[] {
  if (delivery === null) return [];
  const from = laneOf.get(delivery.by ?? ASKER) ?? 0;
  const { at } = delivery;
  return [
    { from, to: laneOf.get(READER)!, sentAt: at, arrivedAt: at, isFalse: delivery.claims.some(isFalse), letters: [] },
  ];
}

/** Those between the same two at the same time are drawn once. */
function bundled(arrows: readonly SpacetimeArrow[]): SpacetimeArrow[] {
  const found = new Map<string, SpacetimeArrow>();
  for (const arrow of arrows) {
    const key = `${arrow.from} ${arrow.to} ${arrow.sentAt} ${arrow.arrivedAt}`;
    const known = found.get(key);
    found.set(
      key,
      known === undefined
        ? arrow
        : { ...known, letters: [...known.letters, ...arrow.letters], isFalse: known.isFalse || arrow.isFalse },
    );
  }
  return [...found.values()];
}

/** Arrows that leave one lane at once for several others become one bracket. */
function gathered(arrows: readonly SpacetimeArrow[]): Pick<Spacetime, 'arrows' | 'broadcasts'> {
  const groups = new Map<string, SpacetimeArrow[]>();
  for (const arrow of arrows) {
    const isApart = arrow.arrivedAt === null || arrow.from === arrow.to || arrow.letters.length === 0;
    const key = isApart ? `apart ${groups.size}` : `${arrow.from} ${arrow.sentAt}`;
    groups.set(key, [...(groups.get(key) ?? []), arrow]);
  }
  const all = [...groups.values()];
  return {
    arrows: all.filter((group) => group.length < BROADCAST).flat(),
    broadcasts: all
      .filter((group) => group.length >= BROADCAST)
      .map((group) => ({
        from: group[0]!.from,
        at: Math.max(...group.map(({ arrivedAt }) => arrivedAt!)),
        ends: group.map(({ to, isFalse }) => ({ lane: to, isFalse })),
        letters: group.flatMap((arrow) => arrow.letters),
      })),
  };
}

/** Who asks, who acts in the order in which they begin, who reads. */
function lanesOf({ participants, calls, letters, delivery }: Story): string[] {
  const first = new Map<string, number>();
  const see = (name: string, at: number): void => void first.set(name, Math.min(first.get(name) ?? at, at));
  for (const { participant, requestedAt } of calls) see(participant, requestedAt);
  for (const { to, from, sentAt, arrivedAt } of letters) {
    see(from, sentAt);
    see(to, arrivedAt ?? sentAt);
  }
  const acting = participants.map(({ name }) => name).filter((name) => first.has(name));
  acting.sort((a, b) => first.get(a)! - first.get(b)!);
  return [ASKER, ...acting, ...(delivery === null ? [] : [READER])];
}
