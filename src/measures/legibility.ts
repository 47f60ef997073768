import type { RunRecord } from '../sim/record/record.js';
import { defineMeasure, type TaskMeasure } from './measure.js';

export const legibility: readonly TaskMeasure[] = [
  defineMeasure({
    id: 'logsToJoin',
    group: 'legibility',
    label: 'logs to join',
    unit: 'logs',
    better: 'lower',
    interval: 'mean',
    definition:
      'Fewest participants whose logs together hold every hop of an escaped false claim from its origin to delivery (a minimum vertex cover of its path); 1 with tracing. The mean over the escaped claims, of tasks that have one.',
    read: logsToJoin,
  }),
];

type Hop = readonly [number, number];

function logsToJoin(run: RunRecord): number {
  const { claim, artifact } = run.delivered.columns;
  let claims = 0;
  let logs = 0;
  for (let i = 0; i < run.delivered.length; i++) {
    if (run.claims.columns.isFalse[claim[i]!] !== 1) continue;
    claims++;
    logs += run.tracing ? 1 : Math.max(1, vertexCover(pathOf(run, claim[i]!, artifact[i]!)));
  }
  return claims === 0 ? Number.NaN : logs / claims;
}

/** The hops of a claim, from delivery back to the root error, through the claims that it was derived from. */
export function pathOf(run: RunRecord, claim: number, artifact: number): Hop[] {
  const { store } = run;
  const edges: Hop[] = [];
  let held = claim;
  for (let at = artifact; at >= 0; ) {
    const here = store.all[at]!;
    let entry = here.claimStart;
    while (entry < here.claimEnd && store.claims[entry] !== held) entry++;
    if (entry === here.claimEnd) break;
    const madeHere = run.claims.columns.call[held] === here.call && here.newestPart < 0;
    if (madeHere) held = run.claims.columns.basis[held]!;
    if (held < 0 || run.claims.columns.isFalse[held] !== 1) break;
    const source = store.sources[entry]!;
    if (source >= 0) addHops(run, edges, source, at);
    at = source;
  }
  return edges;
}

/** From the author of `source` to the author of `artifact`, through the participant that handed it over. */
function addHops(run: RunRecord, edges: Hop[], source: number, artifact: number): void {
  const { all } = run.store;
  const here = all[artifact]!;
  const from = all[source]!.author;
  const via = here.newestPart >= 0 || here.call < 0 ? -1 : run.calls.columns.sender[here.call]!;
  if (from === here.author) return;
  if (via >= 0 && via !== from && via !== here.author) {
    add(edges, from, via);
    add(edges, via, here.author);
  } else {
    add(edges, from, here.author);
  }
}

function add(edges: Hop[], a: number, b: number): void {
  if (a < 0 || b < 0) return;
  const edge: Hop = a < b ? [a, b] : [b, a];
  if (!edges.some((e) => e[0] === edge[0] && e[1] === edge[1])) edges.push(edge);
}

/** The fewest vertices that touch all edges. A leaf's neighbour is always a right choice; else the busiest vertex is tried both ways. */
export function vertexCover(edges: readonly Hop[]): number {
  if (edges.length === 0) return 0;
  const degree = new Map<number, number>();
  for (const edge of edges) for (const v of edge) degree.set(v, (degree.get(v) ?? 0) + 1);
  const leaf = edges.find(([a, b]) => degree.get(a) === 1 || degree.get(b) === 1);
  if (leaf !== undefined) return 1 + vertexCover(without(edges, degree.get(leaf[0]) === 1 ? leaf[1] : leaf[0]));
  const busiest = [...degree].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  const neighbours = edges.filter((edge) => edge.includes(busiest)).map(([a, b]) => (a === busiest ? b : a));
  const withBusiest = 1 + vertexCover(without(edges, busiest));
  const withNeighbours = neighbours.length + vertexCover(neighbours.reduce<readonly Hop[]>(without, edges));
  return Math.min(withBusiest, withNeighbours);
}

function without(edges: readonly Hop[], vertex: number): readonly Hop[] {
  return edges.filter((edge) => !edge.includes(vertex));
}
