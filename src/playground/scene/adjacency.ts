import type { Story } from '../../sim/record/story.js';
import type { Clock } from './clock.js';
import { falseNames } from './scene.js';
import type { Standings } from './standing.js';

/** Who has sent something to whom: a row a sender, a column a receiver. */
export interface Adjacency {
  /** In the order of rows and columns: the same in both panels. */
  readonly names: readonly string[];
  /** Each ordered pair once. */
  readonly cells: readonly AdjacencyCell[];
  /** Unordered pairs that exchanged something, and how many there could be. */
  readonly pairs: number;
  readonly possible: number;
}

export interface AdjacencyCell {
  readonly from: number;
  readonly to: number;
  /** A false claim went this way. */
  readonly isFalse: boolean;
}

/** The matrix of a story up to a position. Who asks and who reads are no part of it. */
export function adjacencyAt(story: Story, { nodes }: Standings, clock: Clock, position: number): Adjacency {
  const names = nodes.flatMap(({ members }) => members);
  const placeOf = new Map(names.map((name, i) => [name, i]));
  const isFalse = falseNames(story);
  const cells = new Map<number, AdjacencyCell>();
  for (const { from, to, sentAt, arrivedAt, claims } of story.letters) {
    const [row, column] = [placeOf.get(from), placeOf.get(to)];
    if (row === undefined || column === undefined || row === column) continue;
    if (arrivedAt === null || clock.leave(sentAt) > position) continue;
    const key = row * names.length + column;
    const known = cells.get(key)?.isFalse ?? false;
    cells.set(key, { from: row, to: column, isFalse: known || claims.some(isFalse) });
  }
  const inverse = ({ from, to }: AdjacencyCell): number => to * names.length + from;
  const all = [...cells.values()];
  const pairs = all.filter((cell) => cell.from < cell.to || !cells.has(inverse(cell))).length;
  const own = story.participants.length;
  return { names, cells: all, pairs, possible: (own * (own - 1)) / 2 };
}

/** Whether most instances of some role talk to each other, so that lines between them would be one blot. */
export function isCrowded({ letters }: Story, { nodes }: Standings): boolean {
  return nodes.some(({ members }) => {
    if (members.length < 3) return false;
    const own = new Set(members);
    const pairs = new Set<string>();
    for (const { from, to } of letters) {
      if (from !== to && own.has(from) && own.has(to)) pairs.add(from < to ? `${from} ${to}` : `${to} ${from}`);
    }
    return pairs.size > (members.length * (members.length - 1)) / 4;
  });
}
