import type { Story } from '../../sim/record/story.js';

/**
 * Time as it is played. Messages take milliseconds of a run that takes a minute, so time is bent: events that lie close together
 * are one volley, which lasts long enough to be seen, and what lies between two volleys is a short stretch. A position is
 * seconds of playing.
 */
export interface Clock {
  /** Seconds of playing in all. */
  readonly length: number;
  /** Where a step ends: after each volley. */
  readonly stops: readonly number[];
  /** Seconds of the run at a position. */
  readonly at: (position: number) => number;
  /** From which position on a moment has come: what leaves then has left. */
  readonly leave: (moment: number) => number;
  /** From which position on what arrives at a moment is there, and what begins then has begun. */
  readonly arrive: (moment: number) => number;
}

/** Seconds of the run that lie within one volley. */
const CLOSE = 0.05;
/** Seconds of playing. */
const VOLLEY = 0.6;
const SHORTEST = 0.25;
const LONGEST = 1.1;
/** Of a volley, in which a letter that takes no time flies. */
const FLIGHT = 0.6;
/** The most that is played: on the stage, and in a lesson. */
export const STAGE_SECONDS = 40;
export const LESSON_SECONDS = 12;

/** A piece of playing, and the moments that it shows. A volley is one in which something happens. */
interface Piece {
  readonly isVolley: boolean;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** One clock for all stories that stand side by side. */
export function clockOf(stories: readonly Story[], most: number): Clock {
  const pieces = scaledTo(piecesOf(clustersOf(stories.flatMap(momentsOf))), most);
  const length = pieces.at(-1)?.to ?? 0;
  const leave = (moment: number): number => leaving(pieces, moment);
  return {
    length,
    stops: pieces.filter(({ isVolley }) => isVolley).map(({ to }) => to),
    at: (position) => momentAt(pieces, position),
    leave,
    arrive: (moment) => arriving(pieces, moment),
  };
}

/** Every moment at which something happens. */
export function momentsOf(story: Story): number[] {
  const { calls, letters, beliefs, writes, outages, marks, delivery, endedAt } = story;
  const moments = [
    0,
    ...calls.flatMap((call) => [call.requestedAt, call.endedAt]),
    ...letters.flatMap(({ sentAt, arrivedAt }) => [sentAt, arrivedAt]),
    ...beliefs.map(({ at }) => at),
    ...writes.map(({ at }) => at),
    ...outages.flatMap(({ from, to }) => [from, to]),
    ...marks.map(({ at }) => at),
    delivery?.at ?? null,
    endedAt,
  ];
  return moments.filter((moment) => moment !== null).map((moment) => Math.max(0, moment));
}

function clustersOf(moments: readonly number[]): { readonly start: number; readonly end: number }[] {
  const clusters: { start: number; end: number }[] = [];
  for (const moment of Float64Array.from(moments).sort()) {
    const last = clusters.at(-1);
    if (last !== undefined && moment - last.end <= CLOSE) last.end = moment;
    else clusters.push({ start: moment, end: moment });
  }
  return clusters;
}

/** A stretch is longer the longer the time that it stands for, but not by much. */
function stretch(seconds: number): number {
  return Math.min(LONGEST, SHORTEST + 0.25 * Math.log1p(seconds));
}

function piecesOf(clusters: readonly { readonly start: number; readonly end: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let start = 0;
  const add = (isVolley: boolean, end: number, takes: number): void => {
    pieces.push({ isVolley, from, to: from + takes, start, end });
    from += takes;
    start = end;
  };
  for (const [i, cluster] of clusters.entries()) {
    if (i > 0) add(false, cluster.start, stretch(cluster.start - start));
    add(true, cluster.end, VOLLEY);
  }
  return pieces;
}

function scaledTo(pieces: readonly Piece[], most: number): Piece[] {
  const factor = Math.min(1, most / (pieces.at(-1)?.to ?? 1));
  return pieces.map((piece) => ({ ...piece, from: piece.from * factor, to: piece.to * factor }));
}

/** Seconds of playing of a volley in which its moments pass; the rest is the last one's flight. */
const passing = ({ from, to }: Piece): number => (to - from) * (1 - FLIGHT);

function momentAt(pieces: readonly Piece[], position: number): number {
  const piece = pieces[pieceAt(pieces, ({ from }) => from <= position)];
  if (piece === undefined) return 0;
  const takes = piece.isVolley ? passing(piece) : piece.to - piece.from;
  const share = takes === 0 ? 1 : Math.min(1, Math.max(0, (position - piece.from) / takes));
  return piece.start + share * (piece.end - piece.start);
}

function leaving(pieces: readonly Piece[], moment: number): number {
  const piece = volleyOf(pieces, moment);
  if (piece === undefined) return 0;
  const length = piece.end - piece.start;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (moment - piece.start) / length));
  return piece.from + share * (piece.isVolley ? passing(piece) : piece.to - piece.from);
}

function arriving(pieces: readonly Piece[], moment: number): number {
  const piece = volleyOf(pieces, moment);
  if (piece === undefined) return 0;
  return leaving(pieces, moment) + (piece.isVolley ? (piece.to - piece.from) * FLIGHT : 0);
}

/** The volley in which a moment lies; where nothing happens then, the stretch. */
function volleyOf(pieces: readonly Piece[], moment: number): Piece | undefined {
  const last = pieceAt(pieces, ({ start }) => start <= moment);
  const piece = pieces[last];
  // A stretch begins at the moment at which the volley before it ends.
  return piece !== undefined && !piece.isVolley && piece.start === moment ? pieces[last - 1] : piece;
}

/** Index of the last piece for which it holds, of pieces that do before those that do not; -1: none. */
function pieceAt(pieces: readonly Piece[], holds: (piece: Piece) => boolean): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(pieces[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The stop after, or before, a position. */
export function stopBeside({ stops, length }: Clock, position: number, direction: 1 | -1): number {
  const margin = 1e-9;
  if (direction > 0) return stops.find((stop) => stop > position + margin) ?? length;
  return stops.findLast((stop) => stop < position - margin) ?? 0;
}
