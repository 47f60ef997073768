import type { Participant } from '../../sim/record/record.js';
import type { MessageGraph } from '../../study/graph.js';

/** So many participants are drawn one by one. */
const MANY = 12;

/** One participant, or replicas of a role that are drawn as one. */
export interface GraphNode {
  /** "tagger", "tagger x5". */
  readonly label: string;
  readonly kind: Participant['kind'];
  readonly members: readonly string[];
  /** Messages per task between its members. */
  readonly within: number;
}

/** Messages per task between two nodes, both ways. */
export interface GraphTie {
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly there: number;
  readonly back: number;
}

export interface FoldedGraph {
  readonly nodes: readonly GraphNode[];
  readonly ties: readonly GraphTie[];
  /** Of those that exchange nothing, which are not drawn. */
  readonly idle: readonly string[];
}

/** The graph with the replicas of a role as one node where there are more participants than can be drawn. */
export function folded({ participants, edges }: MessageGraph): FoldedGraph {
  const groups = new Map<string, Participant[]>();
  for (const one of participants) {
    const key = participants.length > MANY ? `${one.kind} ${one.name.replace(/(-\d+)+$/, '')}` : one.name;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const nodes = [...groups.values()].map((group): GraphNode => {
    const members = group.map(({ name }) => name);
    const [first] = group as [Participant];
    const label = group.length === 1 ? first.name : `${first.name.replace(/(-\d+)+$/, '')} ×${group.length}`;
    const own = edges.filter(({ from, to }) => members.includes(from) && members.includes(to));
    return { label, kind: first.kind, members, within: own.reduce((sum, { messages }) => sum + messages, 0) };
  });
  const sent = (from: GraphNode, to: GraphNode): number =>
    edges.reduce(
      (sum, edge) => sum + (from.members.includes(edge.from) && to.members.includes(edge.to) ? edge.messages : 0),
      0,
    );
  const ties = nodes.flatMap((from, i) =>
    nodes.slice(i + 1).flatMap((to) => {
      const [there, back] = [sent(from, to), sent(to, from)];
      return there + back > 0 ? [{ from, to, there, back }] : [];
    }),
  );
  const met = (node: GraphNode): boolean =>
    node.within > 0 || ties.some(({ from, to }) => from === node || to === node);
  return { nodes: nodes.filter(met), ties, idle: nodes.filter((node) => !met(node)).map(({ label }) => label) };
}

/** So many of all pairs exchange messages, mostly both ways, that no order of layers says anything. */
export function isMesh({ nodes, ties }: FoldedGraph): boolean {
  const pairs = (nodes.length * (nodes.length - 1)) / 2;
  const mutual = ties.filter(({ there, back }) => Math.min(there, back) > 0.2 * Math.max(there, back)).length;
  return nodes.length >= 4 && ties.length >= 0.6 * pairs && mutual >= 0.5 * ties.length;
}
