import type { Artifact } from '../../sim/content/artifact.js';
import { visitOf } from '../../sim/content/draw-address.js';
import type { TaskState } from '../../sim/team/task-state.js';

/** The names under which artifacts and claims of one replication travel; the same for the same work, whenever it was done. */
export class Names {
  private readonly artifacts = new Map<string, Artifact>();
  private readonly names = new Map<number, string>();
  private readonly claims = new Map<string, number>();
  /** What was shown of an artifact in part, by what it was. */
  private readonly parts = new Map<string, Artifact>();
  private readonly wholes = new Map<Artifact, Artifact>();
  private readonly places: ReadonlyMap<number, string>;
  /** Marks that were met and belong to nothing of this replication. */
  readonly unknown = new Set<string>();

  constructor(private readonly state: TaskState) {
    const { layout } = state.facts;
    const named = (where: string, points: readonly number[]): [number, string][] =>
      points.map((point, i) => [point, `${where}.${i + 1}`]);
    this.places = new Map([
      ...named('coordinator', layout.synthesisKeys),
      ...layout.leaves.flatMap((leaf) => named(leaf.spec.name, leaf.allKeys)),
      ...named('brief', layout.briefKeys),
    ]);
    this.give('brief', state.brief);
  }

  /** From now on the artifact is known by the name. */
  give(name: string, artifact: Artifact): void {
    this.artifacts.set(name, artifact);
    this.names.set(artifact.id, name);
  }

  artifact(name: string): Artifact | undefined {
    return this.artifacts.get(name);
  }

  nameOf(artifact: Artifact): string {
    return this.names.get(artifact.id) ?? `content.${artifact.id}`;
  }

  /** What an artifact is a part of; itself where it is whole. */
  whole(artifact: Artifact): Artifact {
    return this.wholes.get(artifact) ?? artifact;
  }

  /** Names of the claims in an artifact, each once, in its order. */
  claimsIn({ claimStart, claimEnd }: Artifact): string[] {
    return [...new Set(this.state.store.claims.slice(claimStart, claimEnd))].map((claim) => this.claim(claim));
  }

  retractionsIn({ retractionStart, retractionEnd }: Artifact): string[] {
    return [...new Set(this.state.store.retractions.slice(retractionStart, retractionEnd))].map((claim) =>
      this.claim(claim),
    );
  }

  /** An artifact as a text showed it: itself, or what is left of it where the application left claims out. */
  shown(name: string | null, claims: readonly string[], retractions: readonly string[]): Artifact | null {
    const artifact = name === null ? undefined : this.artifacts.get(name);
    if (artifact === undefined && name !== null) this.unknown.add(`[a:${name}]`);
    const known = this.known(claims, 'c');
    const struck = this.known(retractions, 'x');
    if (artifact === undefined && known.length + struck.length === 0) return null;
    if (artifact !== undefined && this.isAll(artifact, claims, retractions)) return artifact;
    const key = [artifact?.id ?? -1, ...known, 'x', ...struck].join(' ');
    const before = this.parts.get(key);
    if (before !== undefined) return before;
    const part = this.partOf(artifact, known, struck);
    this.parts.set(key, part);
    return part;
  }

  private isAll(artifact: Artifact, claims: readonly string[], retractions: readonly string[]): boolean {
    const own = this.claimsIn(artifact);
    const struck = this.retractionsIn(artifact);
    const shown = new Set(claims);
    const shownStruck = new Set(retractions);
    return (
      own.every((name) => shown.has(name)) && struck.every((name) => shownStruck.has(name)) && own.length === shown.size
    );
  }

  private partOf(artifact: Artifact | undefined, claims: readonly number[], retractions: readonly number[]): Artifact {
    const { store } = this.state;
    const { author = -1, call = -1, step = -1, readyAt = 0 } = artifact ?? {};
    const all = artifact === undefined ? 0 : artifact.claimEnd - artifact.claimStart;
    const tokens = artifact === undefined || all === 0 ? 0 : Math.round((artifact.tokens * claims.length) / all);
    const part = store.create(author, call, step, tokens, readyAt);
    const entryOf = new Map<number, number>();
    for (let entry = artifact?.claimStart ?? 0; entry < (artifact?.claimEnd ?? 0); entry++) {
      entryOf.set(store.claims[entry]!, entry);
    }
    for (const claim of claims) {
      const from = entryOf.get(claim);
      const entry = store.addClaim(part, claim, artifact?.id ?? -1);
      store.clearEndorsers(entry);
      if (from === undefined) continue;
      for (let w = 0; w < store.words; w++) {
        store.endorsers[entry * store.words + w] = store.endorsers[from * store.words + w]!;
      }
    }
    for (const claim of retractions) store.addRetraction(part, claim);
    if (artifact !== undefined) {
      store.coverAll(part, artifact);
      part.parts = artifact.parts;
      part.leftOut = artifact.leftOut;
      part.nameTokens = artifact.nameTokens;
      this.wholes.set(part, artifact);
    }
    return part;
  }

  private known(names: readonly string[], kind: 'c' | 'x'): number[] {
    return [...new Set(names)].flatMap((name) => {
      const claim = this.claims.get(name) ?? this.ofBrief(name);
      if (claim === undefined) this.unknown.add(`[${kind}:${name}]`);
      return claim === undefined ? [] : [claim];
    });
  }

  /** The claims of the brief are there before anything was written. */
  private ofBrief(name: string): number | undefined {
    if (!name.startsWith('brief.')) return undefined;
    for (let claim = 0; claim < this.state.record.briefClaims; claim++) if (this.claim(claim) === name) return claim;
    return undefined;
  }

  private claim(claim: number): string {
    const { point, key, voice } = this.state.record.claims.columns;
    const place = this.places.get(point[claim]!) ?? `point.${point[claim]}`;
    const visit = visitOf(key[claim]!);
    const name = `${place}${visit === 0 ? '' : `~${visit}`}${voice[claim] === 0 ? '' : `@${voice[claim]}`}`;
    this.claims.set(name, claim);
    return name;
  }
}
