import type { Artifact } from '../content/artifact.js';

/** A call of a coordinator that came back: its luck, by which what it decided can be told again. */
export interface Entry {
  readonly visit: number;
  /** The call; -1 while it is under way. */
  call: number;
  /** The call before it that compacted what it reads; -1: none. */
  compaction: number;
}

/**
 * What was persisted of a task, so that who begins it again need not do again what is done: results by who did which step
 * for the nth time, and a coordinator's calls in their order. Empty where nothing is durable.
 */
export class Journal {
  private readonly results = new Map<number, Place<Artifact>>();
  private readonly calls = new Map<number, Place<Entry>>();

  clear(): void {
    if (this.results.size > 0) this.results.clear();
    if (this.calls.size > 0) this.calls.clear();
  }

  /**
   * The next result of a step, where it stands here; null where it has to be done. `voice`: which participant, where several
   * do the step at once; -1 where any of them may have done it.
   */
  nextResult(voice: number, leaf: number): Artifact | null {
    return next(this.placeOf(this.results, key(voice, leaf)));
  }

  keepResult(voice: number, leaf: number, result: Artifact): void {
    keep(this.placeOf(this.results, key(voice, leaf)), result);
  }

  nextCall(participant: number): Entry | null {
    return next(this.placeOf(this.calls, participant));
  }

  keepCall(participant: number, entry: Entry): void {
    keep(this.placeOf(this.calls, participant), entry);
  }

  /** The call that had this luck, or its compaction, once it came back; -1 before. */
  callOf(participant: number, visit: number, of: 'call' | 'compaction'): number {
    return this.entryOf(participant, visit)?.[of] ?? -1;
  }

  noteCall(participant: number, visit: number, of: 'call' | 'compaction', call: number): void {
    const entry = this.entryOf(participant, visit);
    if (entry !== undefined) entry[of] = call;
  }

  private entryOf(participant: number, visit: number): Entry | undefined {
    return this.calls.get(participant)?.all.findLast((entry) => entry.visit === visit);
  }

  /** From now on, what these participants and steps had come to is told again from the beginning. */
  rewind(owns: (participant: number, leaf: number) => boolean): void {
    for (const [at, place] of this.results) if (owns(-1, at & 0xffff)) place.told = 0;
    for (const [participant, place] of this.calls) {
      // A call that was in progress had no result.
      if (!owns(participant, -1)) continue;
      place.told = 0;
      const last = place.all.at(-1);
      if (last !== undefined && last.call < 0) place.all.pop();
    }
  }

  private placeOf<T>(places: Map<number, Place<T>>, at: number): Place<T> {
    let place = places.get(at);
    if (place === undefined) {
      place = { all: [], told: 0 };
      places.set(at, place);
    }
    return place;
  }
}

interface Place<T> {
  readonly all: T[];
  told: number;
}

const key = (voice: number, leaf: number): number => ((voice + 1) << 16) | leaf;

function next<T>(place: Place<T>): T | null {
  return place.told < place.all.length ? place.all[place.told++]! : null;
}

function keep<T>(place: Place<T>, one: T): void {
  place.all.push(one);
  place.told = place.all.length;
}
