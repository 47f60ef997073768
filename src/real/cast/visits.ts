/** Where the luck of a request lies: which different content it is that its agent was asked, and which equal request. */
export interface LuckPlace {
  readonly visit: number;
  readonly attempt: number;
  /** Content of which the order of arrival decided the place, while other content of the same agent was in hand. */
  readonly isByArrival: boolean;
}

/** Contents that are told apart by a hash: far above any number of visits. */
const HASHED = 1 << 16;

interface Asked {
  /** Visit by content. */
  readonly visits: Map<string, number>;
  readonly attempts: Map<string, number>;
  /** Contents in hand now, each with how many requests. */
  readonly inHand: Map<string, number>;
}

/** Counts contents, and equal requests, for everybody who is asked. */
export class Visits {
  private readonly asked = new Map<string, Asked>();
  private readonly failed = new Map<string, string[]>();

  /** The place of a request; `trip`: rounds of tools that it is about already. `atOnce`: contents come in no order. */
  place(who: string, hash: string, trip: number, atOnce: boolean): LuckPlace {
    const { visits, attempts, inHand } = this.of(who);
    const known = visits.get(hash);
    const isByArrival = known === undefined && !atOnce && [...inHand.keys()].some((other) => other !== hash);
    const visit = known ?? (atOnce ? HASHED + (Number.parseInt(hash.slice(0, 8), 16) % HASHED) : visits.size);
    visits.set(hash, visit);
    const key = `${hash} ${trip}`;
    const attempt = attempts.get(key) ?? 0;
    attempts.set(key, attempt + 1);
    return { visit, attempt, isByArrival };
  }

  /** Which different content it is, from 0, of those that came to something. */
  nth(who: string, hash: string): number {
    const { visits } = this.of(who);
    const nth = visits.get(hash) ?? visits.size;
    visits.set(hash, nth);
    return nth;
  }

  /**
   * Which of several that do the same takes a content: one after the other where it is equal, beginning where a hash of it
   * says. One that failed takes it again.
   */
  share(who: string, hash: string, among: readonly string[]): string {
    const { attempts } = this.of(`${who}/shares`);
    const again = this.failed.get(`${who} ${hash}`)?.shift();
    if (again !== undefined) return again;
    const turn = attempts.get(hash) ?? 0;
    attempts.set(hash, turn + 1);
    return among[(Number.parseInt(hash.slice(0, 8), 16) + turn) % among.length]!;
  }

  /** The content of one that shares with others came to nothing. */
  giveBack(who: string, hash: string, one: string): void {
    const key = `${who} ${hash}`;
    this.failed.set(key, [...(this.failed.get(key) ?? []), one]);
  }

  began(who: string, hash: string): void {
    const { inHand } = this.of(who);
    inHand.set(hash, (inHand.get(hash) ?? 0) + 1);
  }

  ended(who: string, hash: string): void {
    const { inHand } = this.of(who);
    const left = (inHand.get(hash) ?? 1) - 1;
    if (left === 0) inHand.delete(hash);
    else inHand.set(hash, left);
  }

  private of(who: string): Asked {
    let asked = this.asked.get(who);
    if (asked === undefined) {
      asked = { visits: new Map(), attempts: new Map(), inHand: new Map() };
      this.asked.set(who, asked);
    }
    return asked;
  }
}
