import type { Story } from '../../sim/record/story.js';
import type { ActorScene, LetterScene } from './scene.js';

/** Agents above this number fold: those of one role become one node. */
export const MOST_SHOWN = 12;

/** A node of the graph, in percent of the room that there is. */
export interface Standing {
  /** A participant, or a role whose instances are folded. */
  readonly name: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  /** Participants that it stands for. */
  readonly members: readonly string[];
}

/** Where everybody stands: the same in both panels. */
export interface Standings {
  readonly nodes: readonly Standing[];
  /** The node of a participant. */
  readonly nodeOf: ReadonlyMap<string, Standing>;
}

/** Who asks stands at the left, who reads at the right, the others on a ring with those that coordinate within. */
export const USER_AT = { x: 5, y: 50 };
export const READER_AT = { x: 95, y: 50 };

export function standingsFor(stories: readonly Story[]): Standings {
  const kinds = new Map(
    stories.flatMap(({ participants }) => participants.map(({ name, kind }) => [name, kind] as const)),
  );
  const isFolded = kinds.size > MOST_SHOWN;
  const roles = new Map<string, string[]>();
  for (const name of kinds.keys()) {
    const role = isFolded ? roleOf(name) : name;
    roles.set(role, [...(roles.get(role) ?? []), name]);
  }
  const isInner = (name: string): boolean => INNER.includes(kinds.get(roles.get(name)![0]!)!);
  const agents = [...roles.keys()].filter((name) => !isInner(name));
  const ring = agents.length > 0 ? agents : [...roles.keys()];
  const inner = [...roles.keys()].filter((name) => !ring.includes(name));
  const nodes = [...roles].map(([name, members]) => {
    const isWithin = inner.includes(name);
    const [around, size] = isWithin ? [inner, inner.length === 1 ? 0 : WITHIN] : [ring, 1];
    return { name, kind: kinds.get(members[0]!)!, members, ...placeOn(around.indexOf(name), around.length, size) };
  });
  return { nodes, nodeOf: new Map(nodes.flatMap((node) => node.members.map((member) => [member, node] as const))) };
}

/** Those who coordinate stand within the ring of the agents. */
const INNER = ['coordinator', 'engine'];
const WITHIN = 0.42;

/** Evenly around the middle, in percent; who begins stands at the left, beside who asks. */
function placeOn(place: number, of: number, size: number): { readonly x: number; readonly y: number } {
  const angle = Math.PI + (2 * Math.PI * place) / of;
  return { x: 50 + 31 * size * Math.cos(angle), y: 49 + 32 * size * Math.sin(angle) };
}

/** `specialist-7` is an instance of `specialist`. */
const roleOf = (name: string): string => name.replace(/-\d+$/, '');

/** What a node shows: its members together. */
export interface NodeScene {
  readonly standing: Standing;
  readonly actors: readonly ActorScene[];
  readonly busy: number;
  readonly falseClaims: number;
  readonly retracted: number;
  readonly queue: number;
  readonly down: number;
}

export function nodeScenes({ nodes }: Standings, actors: readonly ActorScene[]): NodeScene[] {
  return nodes.flatMap((standing) => {
    const own = actors.filter(({ name }) => standing.members.includes(name));
    if (own.length === 0) return [];
    const sum = (of: (actor: ActorScene) => number): number => own.reduce((total, actor) => total + of(actor), 0);
    return [
      {
        standing,
        actors: own,
        busy: sum(({ calls }) => (calls.length > 0 ? 1 : 0)),
        falseClaims: new Set(own.flatMap(({ falseClaims }) => falseClaims)).size,
        retracted: sum(({ retracted }) => retracted),
        queue: sum(({ queue }) => queue),
        down: sum(({ down }) => (down === null ? 0 : 1)),
      },
    ];
  });
}

/** Where a letter is: on its way, or falling where it is lost. */
export function letterAt(
  { from, to, progress, isLost }: LetterScene,
  { nodeOf }: Standings,
): { readonly x: number; readonly y: number } {
  const start = nodeOf.get(from) ?? USER_AT;
  const end = nodeOf.get(to) ?? READER_AT;
  const share = isLost ? Math.min(progress, 0.5) : progress;
  const fall = isLost ? Math.max(0, progress - 0.5) * 60 : 0;
  return { x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y) + fall };
}
