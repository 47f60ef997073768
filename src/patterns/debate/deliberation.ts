import {
  type Answering,
  type Artifact,
  blankRates,
  type DrawAddress,
  drawAddress,
  keyOfVoice,
  type LeafStep,
  MAX_INDEX,
  Purpose,
  type Stage,
  type Step,
  type StepReading,
  USER,
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

const NO_ERRORS = blankRates();

/** A panel's work on one step: independent answers, rounds in which members give way, a vote claim by claim. */
export class Deliberation {
  private readonly leaf: LeafStep;
  /** How often the step had been done before. */
  private readonly visit: number;
  private readonly voices: readonly number[];
  private positions: readonly Position[] = [];
  /** Keys of all questions that a member answered. */
  private readonly questions = new Set<number>();

  constructor(
    private readonly stage: Pick<Stage, 'sim' | 'state'>,
    private readonly step: Step,
    private readonly manners: Manners,
  ) {
    this.leaf = step.leaf!;
    this.voices = step.member.contacts;
    const { visits } = stage.state.facts;
    this.visit = visits[this.leaf.index]!;
    visits[this.leaf.index] = this.visit + manners.rounds * this.voices.length;
  }

  /** How often the step had been done before, in the eyes of one voice in one round. */
  visitOf(voice: number, round: number): number {
    return this.visit + (round - 1) * this.voices.length + voice;
  }

  /** A first answer, with luck of the member's own; on some claims the whole panel has the same. */
  opening(voice: number): Answering {
    const at = drawAddress(this.leaf.address, this.visit, voice, this.manners.correlation);
    return (answer, { context, first, call, rates, missing }) => {
      const { claims } = this.stage.state;
      claims.read(context, first, answer.author, call, rates, at);
      claims.write(answer, rates, at, this.leaf.spec.carry, this.leaf.keys, missing);
    };
  }

  /** Takes in all answers: the next round refers to them. */
  hear(answers: readonly Artifact[]): void {
    this.positions = answers.map((answer) => this.positionOf(answer));
    this.questions.clear();
    for (const position of this.positions) for (const key of position.keys()) this.questions.add(key);
  }

  /** What others said, put together by code once all of `heard` was there: as long as `tokens`, with the text around it. */
  quote(answers: readonly Artifact[], heard: readonly Artifact[], tokens: number): Artifact {
    const quote = this.stage.state.exchange.sideBySide(USER, answers);
    let last = heard[0]!;
    for (const answer of heard) if (answer.readyAt >= last.readyAt) last = answer;
    quote.tokens = tokens;
    quote.call = last.call;
    return quote;
  }

  /** A further answer: the member's last one, but for the claims in which it gives way. */
  revision(voice: number, round: number): Answering {
    return (answer, reading) => this.adopt(answer, reading, this.revised(voice, round));
  }

  /**
   * The vote: to each question what most answers say, ties by luck. What `verdict` retracts does not count.
   * `author` -1: code counted.
   */
  elect(answers: readonly Artifact[], verdict: Artifact | null, author: number): Artifact {
    const { step } = this;
    const { sim, state } = this.stage;
    this.hear(answers);
    const struck = new Set(verdict === null ? [] : this.retractionsOf(verdict));
    const chosen = new Set<number>();
    for (const key of this.questions) {
      const claim = this.winner(key, struck);
      if (claim !== undefined) chosen.add(claim);
    }
    const context = state.exchange.context('messages');
    for (const answer of answers) context.append(answer);
    if (verdict !== null) context.append(verdict);
    const { newest } = context;
    const tokens = this.nearest(answers, chosen).tokens;
    const elected = state.store.create(author, newest.call, -1, tokens, sim.now);
    elected.newestPart = newest.id;
    for (const answer of answers) {
      answer.used = true;
      state.store.coverAll(elected, answer);
    }
    state.claims.readBy(context, 0, author, -1, (claim) => chosen.has(claim));
    state.claims.write(elected, NO_ERRORS, this.address(), 1, [], 0);
    step.artifact = elected;
    if (this.leaf.spec.critical) state.criticalDone(this.leaf.index);
    return elected;
  }

  private adopt(answer: Artifact, { context, first, call, rates }: StepReading, chosen: ReadonlySet<number>): void {
    const { claims } = this.stage.state;
    claims.readBy(context, first, answer.author, call, (claim) => chosen.has(claim));
    claims.write(answer, rates, this.address(), 1, [], 0);
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
    const { luck } = this.stage.state;
    return luck.uniform(Purpose.giveWay, this.leaf.address, index) < this.manners.conformity;
  }

  /** The position that a member that gives way adopts; undefined where there is none. */
  private exampleFor(key: number, others: readonly Position[], index: number): Position | undefined {
    const { luck } = this.stage.state;
    if (this.manners.follows === 'majority') {
      const said = this.whatMostSay(others, key);
      return others.find((position) => this.says(position.get(key)) === said);
    }
    return others[Math.floor(luck.uniform(Purpose.peer, this.leaf.address, index) * others.length)];
  }

  /** What more than half of them say; null where there is no such thing. */
  private whatMostSay(positions: readonly Position[], key: number): number | null {
    const votes = this.count(positions, key, EMPTY);
    const most = votes.findIndex((count) => 2 * count > positions.length);
    return most < 0 ? null : most;
  }

  private winner(key: number, struck: ReadonlySet<number>): number | undefined {
    const { luck } = this.stage.state;
    const votes = this.count(this.positions, key, struck);
    const most = Math.max(...votes);
    const tied = [NOTHING, RIGHT, WRONG].filter((said) => votes[said] === most);
    const pick = tied.length === 1 ? 0 : luck.uniform(Purpose.tie, this.leaf.address, key) * tied.length;
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
    return this.stage.state.record.claims.columns.isFalse[claim] === 1 ? WRONG : RIGHT;
  }

  /** The answer that holds the most of what was chosen. */
  private nearest(answers: readonly Artifact[], chosen: ReadonlySet<number>): Artifact {
    const held = this.positions.map((position) => [...position.values()].filter((claim) => chosen.has(claim)).length);
    return answers[held.indexOf(Math.max(...held))]!;
  }

  private positionOf({ claimStart, claimEnd }: Artifact): Position {
    const position = new Map<number, number>();
    for (let entry = claimStart; entry < claimEnd; entry++) {
      const claim = this.stage.state.store.claims[entry]!;
      position.set(this.questionOf(claim), claim);
    }
    return position;
  }

  /** What this step makes of one question has another key in each member's answer; what came along is itself the question. */
  private questionOf(claim: number): number {
    const { key, origin, step } = this.stage.state.record.claims.columns;
    const voice = step[claim] === this.leaf.index ? this.voices.indexOf(origin[claim]!) : 0;
    return keyOfVoice(key[claim]!, voice <= 0 ? 0 : MAX_INDEX - voice);
  }

  private retractionsOf({ retractionStart, retractionEnd }: Artifact): number[] {
    return [...this.stage.state.store.retractions.slice(retractionStart, retractionEnd)];
  }

  private address(): DrawAddress {
    return drawAddress(this.leaf.address, this.visit);
  }
}

const EMPTY: ReadonlySet<number> = new Set();
