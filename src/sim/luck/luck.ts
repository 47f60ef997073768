/**
 * Luck: counter-based draws. A draw is a function of (seed, replication, task, purpose, entity, index) and of nothing
 * else, so it never depends on the order in which things happened, and editing one agent leaves every other draw as it was.
 * Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */

/** What a draw decides. A number, once given, stays with its purpose: changing it changes every recorded result. */
export const Purpose = {
  needed: 1,
  foreseen: 2,
  notice: 3,
  output: 4,
  ttft: 5,
  outputRate: 6,
  latency: 7,
  failure: 8,
  failurePoint: 9,
  hang: 10,
  accept: 11,
  falseAlarm: 12,
  carry: 13,
  basis: 14,
  hallucinate: 15,
  guess: 16,
  decide: 17,
  wrongOption: 18,
  decisionOutput: 19,
  backoff: 20,
  roundTrips: 21,
  toolResult: 22,
  toolLatency: 23,
  toolFailure: 24,
  toolHang: 25,
  messageDelay: 26,
  brief: 27,
  verdict: 28,
  progress: 34,
  keep: 35,
  handoff: 40,
  wrongHandoff: 41,
  silence: 42,
  topic: 43,
  shift: 44,
  laterTopic: 45,
  handBack: 46,
  fits: 60,
  giveWay: 61,
  tie: 62,
  persuade: 63,
  repair: 64,
  peer: 65,
  arrival: 70,
  think: 71,
  upTime: 72,
  repairTime: 73,
  leave: 74,
  join: 75,
  loss: 76,
  duplicate: 77,
  reorder: 78,
  holdBack: 79,
  write: 80,
  knockOut: 81,
  size: 90,
  kind: 91,
  sizedTrips: 92,
  sizedClaims: 93,
  sizedReplicas: 94,
  briefLength: 95,
  explore: 96,
  find: 97,
  clientWait: 110,
  malformed: 111,
  sameStrategy: 112,
  overloaded: 120,
  respond: 130,
  replicas: 131,
  tierWait: 140,
  reasoning: 141,
} as const;
export type Purpose = (typeof Purpose)[keyof typeof Purpose];

const INDEX_BITS = 16;
export const MAX_INDEX = 1 << INDEX_BITS;
const PARITY = 0x1bd11bda;

export class Luck {
  /** The study's key, made once from the user's seed. */
  key = 0;
  replication = 0;
  /** The two words of the last `threefry`, 32 bits each. */
  x0 = 0;
  x1 = 0;

  constructor(key: number) {
    this.key = key | 0;
  }

  /**
   * Uniform on the open interval (0, 1), 52 bits. `entity` is an address from `addresses`; `index` is any whole number from
   * 0 on. From 65,536 on, where an index no longer fits beside its entity, the rest of it makes a key of its own.
   */
  uniform(purpose: Purpose, task: number, entity: number, index: number): number {
    let k0 = this.key;
    let k1 = purpose | (task << 8);
    if (index >= MAX_INDEX) {
      const rest = Math.floor(index / MAX_INDEX);
      this.threefry(k0, k1, rest | 0, Math.floor(rest / 4294967296));
      k0 = this.x0;
      k1 = this.x1;
    }
    this.threefry(k0, k1, this.replication, (entity << INDEX_BITS) | (index & (MAX_INDEX - 1)));
    return ((this.x0 >>> 6) * 67108864 + (this.x1 >>> 6) + 0.5) / 4503599627370496;
  }

  /** The two words for a key and a counter, as unsigned integers: for known-answer tests. */
  words(k0: number, k1: number, c0: number, c1: number): readonly [number, number] {
    this.threefry(k0, k1, c0, c1);
    return [this.x0 >>> 0, this.x1 >>> 0];
  }

  /** Leaves the two words for a key and a counter in `x0` and `x1`. */
  threefry(k0: number, k1: number, c0: number, c1: number): void {
    const k2 = PARITY ^ k0 ^ k1;
    let a = (c0 + k0) | 0;
    let b = (c1 + k1) | 0;
    // Four rounds, then the next two key words are added; five times.
    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + k1) | 0;
    b = (b + k2 + 1) | 0;
    a = (a + b) | 0;
    b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = ((b << 24) | (b >>> 8)) ^ a;
    a = (a + k2) | 0;
    b = (b + k0 + 2) | 0;
    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + k0) | 0;
    b = (b + k1 + 3) | 0;
    a = (a + b) | 0;
    b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = ((b << 24) | (b >>> 8)) ^ a;
    a = (a + k1) | 0;
    b = (b + k2 + 4) | 0;
    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    this.x0 = (a + k2) | 0;
    this.x1 = (b + k0 + 5) | 0;
  }
}

/**
 * A 16-bit address for each name: its hash (FNV-1a), the next free one on a collision. By name and not by position, so
 * that a step which is added or moved leaves the luck of all others as it was.
 */
export function addresses(names: readonly string[]): number[] {
  const taken = new Set<number>();
  return names.map((name) => {
    const hash = hashOf(name);
    let address = (hash >>> 16) ^ (hash & 0xffff);
    // Once all are taken, names share them.
    while (taken.size < MAX_INDEX && taken.has(address)) address = (address + 1) & 0xffff;
    taken.add(address);
    return address;
  });
}

/** FNV-1a, 32 bits. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
