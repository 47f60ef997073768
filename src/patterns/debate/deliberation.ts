import {
  type Address,
  type Answering,
  type Artifact,
  keyOfVoice,
  type Leaf,
  MAX_INDEX,
  type Mind,
  Purpose,
  type Reading,
  type Step,
  type World,
} from '../kit.js';

/** How a panel errs and gives way. */
export interface Manners {
  /** Probability that a claim is one in which the whole panel errs, or does not, as one. */
  readonly correlation: number;
  /** Probability that a member gives way, for each claim and round. */
  readonly conformity: number;
  /** To whom: one of the others, by luck, or a majority of them, where there is one. */
  readonly follows: 'peer' | 'majority';
  readonly rounds: number;
}

/** What an answer says to each question: the claim, by the question's key; no entry where it makes no such claim. */
type Position = ReadonlyMap<number, number>;

/** What can be said to a question. Claims of the same truth say the same. */
const NOTHING = 0;
const RIGHT = 1;
const WRONG = 2;

/** Scatters the keys of rounds (odd, so that all keys are met before one comes back). */
const ROUND = 40_503;

const NOBODY: Mind = {
  credulity: 1,
  deference: 0,
  hallucination: 0,
  guess: 0,
  checks: false,
  detection: 0,
  falseAlarm: 0,
};

/** A panel's work on one step: independent answers, rounds in which members give way, a vote claim by claim. */
export class Deliberation {
  private readonly leaf: Leaf;
  /** How often the step had been done before. */
  private readonly visit: number;
  private readonly voices: readonly number[];
  private positions: readonly Position[] = [];
  /** Keys of all that somebody answered. */
  private readonly questions = new Set<number>();

  constructor(
    private readonly world: World,
    private readonly step: Step,
    private readonly manners: Manners,
  ) {
    this.leaf = step.leaf!;
    this.voices = step.member.contacts;
    this.visit = world.work.visits[this.leaf.index]!;
    world.work.visits[this.leaf.index] = this.visit + manners.rounds * this.voices.length;
  }

  /** How often the step had been done before, in the eyes of one voice in one round. */
  visitOf(voice: number, round: number): number {
    return this.visit + (round - 1) * this.voices.length + voice;
  }

  /** A first answer, with luck of the member's own; on some claims the whole panel has the same. */
  opening(voice: number): Answering {
    const at = { ...this.address(), voice, together: this.manners.correlation };
    return (answer, { context, first, call, mind, missing }) => {
      const { claims } = this.world;
      claims.read(context, first, answer.author, call, mind, at);
      claims.write(answer, mind, at, this.leaf.spec.carry, this.leaf.keys, missing);
    };
  }

  /** What everybody said is on the table: the next round refers to it. */
  hear(answers: readonly Artifact[]): void {
    this.positions = answers.map((answer) => this.positionOf(answer));
    this.questions.clear();
    for (const position of this.positions) for (const key of position.keys()) this.questions.add(key);
  }

  /** A further answer: the member's last one, but for the claims in which it gives way. */
  revision(voice: number, round: number): Answering {
    return (answer, reading) => this.adopt(answer, reading, this.revised(voice, round));
  }

  /**
   * The vote: to each question what most answers say, ties by luck. What `verdict` retracts counts for nobody.
   * `author` -1: code counted.
   */
  elect(answers: readonly Artifact[], verdict: Artifact | null, author: number): Artifact {
    const { world, step } = this;
    this.hear(answers);
    const struck = new Set(verdict === null ? [] : this.retractionsOf(verdict));
    const chosen = new Set<number>();
    for (const key of this.questions) {
      const claim = this.winner(key, struck);
      if (claim !== undefined) chosen.add(claim);
    }
    const context = world.exchange.context('messages');
    for (const answer of answers) context.append(answer);
    if (verdict !== null) context.append(verdict);
    const { newest } = context;
    const tokens = this.nearest(answers, chosen).tokens;
    const elected = world.store.create(author, newest.call, -1, tokens, world.sim.now);
    elected.newestPart = newest.id;
    for (const answer of answers) {
      answer.used = true;
      world.store.coverAll(elected, answer);
    }
    world.claims.readBy(context, 0, author, -1, (claim) => chosen.has(claim));
    world.claims.write(elected, NOBODY, this.address(), 1, [], 0);
    step.artifact = elected;
    if (this.leaf.spec.critical) world.books.criticalDone(this.leaf.index);
    return elected;
  }

  private adopt(answer: Artifact, { context, first, call, mind }: Reading, chosen: ReadonlySet<number>): void {
    const { claims } = this.world;
    claims.readBy(context, first, answer.author, call, (claim) => chosen.has(claim));
    claims.write(answer, mind, this.address(), 1, [], 0);
  }

  private revised(voice: number, round: number): Set<number> {
    const own = this.positions[voice]!;
    const others = this.positions.filter((_, i) => i !== voice);
    const chosen = new Set<number>();
    for (const key of this.questions) {
      const claim = own.get(key);
      const index = (keyOfVoice(key, voice) + round * ROUND) % MAX_INDEX;
      const example = this.givesWay(index) ? this.exampleFor(key, others, index) : undefined;
      const moved = example !== undefined && this.says(example.get(key)) !== this.says(claim);
      const next = moved ? example.get(key) : claim;
      if (next !== undefined) chosen.add(next);
    }
    return chosen;
  }

  private givesWay(index: number): boolean {
    const { luck, work } = this.world;
    return luck.uniform(Purpose.giveWay, work.task, this.leaf.address, index) < this.manners.conformity;
  }

  /** The position of whom a member that gives way follows; undefined where there is nobody to follow. */
  private exampleFor(key: number, others: readonly Position[], index: number): Position | undefined {
    const { luck, work } = this.world;
    if (this.manners.follows === 'majority') {
      const said = this.whatMostSay(others, key);
      return others.find((position) => this.says(position.get(key)) === said);
    }
    return others[Math.floor(luck.uniform(Purpose.peer, work.task, this.leaf.address, index) * others.length)];
  }

  /** What more than half of them say; null where there is no such thing. */
  private whatMostSay(positions: readonly Position[], key: number): number | null {
    const votes = this.count(positions, key, EMPTY);
    const most = votes.findIndex((count) => 2 * count > positions.length);
    return most < 0 ? null : most;
  }

  private winner(key: number, struck: ReadonlySet<number>): number | undefined {
    const { luck, work } = this.world;
    const votes = this.count(this.positions, key, struck);
    const most = Math.max(...votes);
    const tied = [NOTHING, RIGHT, WRONG].filter((said) => votes[said] === most);
    const pick = tied.length === 1 ? 0 : luck.uniform(Purpose.tie, work.task, this.leaf.address, key) * tied.length;
    const valid = this.positions.filter((position) => !struck.has(position.get(key) ?? -1));
    return this.example(valid, key, tied[Math.floor(pick)]!);
  }

  private count(positions: readonly Position[], key: number, struck: ReadonlySet<number>): number[] {
    const votes = [0, 0, 0];
    for (const position of positions) {
      const claim = position.get(key);
      if (claim === undefined || !struck.has(claim)) votes[this.says(claim)]!++;
    }
    return votes;
  }

  private example(positions: readonly Position[], key: number, said: number): number | undefined {
    return positions.find((position) => this.says(position.get(key)) === said)?.get(key);
  }

  private says(claim: number | undefined): number {
    if (claim === undefined) return NOTHING;
    return this.world.record.claims.columns.isFalse[claim] === 1 ? WRONG : RIGHT;
  }

  /** The answer that holds the most of what was chosen. */
  private nearest(answers: readonly Artifact[], chosen: ReadonlySet<number>): Artifact {
    const held = this.positions.map((position) => [...position.values()].filter((claim) => chosen.has(claim)).length);
    return answers[held.indexOf(Math.max(...held))]!;
  }

  private positionOf({ claimStart, claimEnd }: Artifact): Position {
    const position = new Map<number, number>();
    for (let entry = claimStart; entry < claimEnd; entry++) {
      const claim = this.world.store.claims[entry]!;
      position.set(this.questionOf(claim), claim);
    }
    return position;
  }

  /** What this step makes of one question has another key in each member's answer; what came along is itself the question. */
  private questionOf(claim: number): number {
    const { key, origin, step } = this.world.record.claims.columns;
    const voice = step[claim] === this.leaf.index ? this.voices.indexOf(origin[claim]!) : 0;
    return keyOfVoice(key[claim]!, voice <= 0 ? 0 : MAX_INDEX - voice);
  }

  private retractionsOf({ retractionStart, retractionEnd }: Artifact): number[] {
    return [...this.world.store.retractions.slice(retractionStart, retractionEnd)];
  }

  private address(): Address {
    return { task: this.world.work.task, entity: this.leaf.address, visit: this.visit };
  }
}

const EMPTY: ReadonlySet<number> = new Set();
