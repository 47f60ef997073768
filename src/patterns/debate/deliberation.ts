import {
  type Answering,
  type Artifact,
  type DrawAddress,
  drawAddress,
  indexOf,
  type LeafStep,
  Purpose,
  readerPlace,
  type Stage,
  type Step,
  type StepReading,
  USER,
} from '../kit.js';

/** How a panel errs and gives way. */
export interface Manners {
  /** Probability that a member gives way, for each claim and round. */
  readonly conformity: number;
  /** To whom: one of the others, by luck, or a majority of them, where there is one. */
  readonly follows: 'peer' | 'majority';
  readonly rounds: number;
}

/** What an answer says to each question: the claim, by the point; no entry where it makes no such claim. */
type Position = ReadonlyMap<number, number>;

/** Beside a right answer, 0, and wrong ones from 1 on. */
const NOTHING = -1;

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

  /** A first answer, with luck of the member's own, as far as members of one family have that. */
  opening(voice: number): Answering {
    const at = drawAddress(this.leaf.address, this.visit, voice);
    return (answer, { context, first, call, rates, missing, points, mind }) => {
      const { claims } = this.stage.state;
      claims.read(context, first, answer.author, call, rates, readerPlace(mind, voice));
      claims.write(answer, rates, at, this.leaf.spec.carry, points, missing);
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
    state.claims.readChosen(context, 0, author, -1, chosen);
    state.claims.copy(elected);
    step.artifact = elected;
    if (this.leaf.spec.critical) state.criticalDone(this.leaf.index);
    return elected;
  }

  private adopt(answer: Artifact, { context, first, call, rates }: StepReading, chosen: ReadonlySet<number>): void {
    const { claims } = this.stage.state;
    claims.readChosen(context, first, answer.author, call, chosen);
    claims.write(answer, rates, this.address(), 1, [], 0);
  }

  private revised(voice: number, round: number): Set<number> {
    const own = this.positions[voice]!;
    const others = this.positions.filter((_, i) => i !== voice);
    const chosen = new Set<number>();
    for (const key of this.questions) {
      const claim = own.get(key);
      const index = indexOf(key, round, voice);
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
    for (const [said, votes] of this.count(positions, key, EMPTY)) if (2 * votes > positions.length) return said;
    return null;
  }

  private winner(key: number, struck: ReadonlySet<number>): number | undefined {
    const { luck } = this.stage.state;
    const votes = this.count(this.positions, key, struck);
    const most = Math.max(...votes.values());
    const tied = [...votes.keys()].filter((said) => votes.get(said) === most).sort((a, b) => a - b);
    const pick = tied.length === 1 ? 0 : luck.uniform(Purpose.tie, this.leaf.address, key) * tied.length;
    const valid = this.positions.filter((position) => !struck.has(position.get(key) ?? -1));
    return this.example(valid, key, tied[Math.floor(pick)]!);
  }

  /** Votes by what is said. */
  private count(positions: readonly Position[], key: number, struck: ReadonlySet<number>): Map<number, number> {
    const votes = new Map<number, number>();
    for (const position of positions) {
      const claim = position.get(key);
      if (claim !== undefined && struck.has(claim)) continue;
      const said = this.says(claim);
      votes.set(said, (votes.get(said) ?? 0) + 1);
    }
    return votes;
  }

  private example(positions: readonly Position[], key: number, said: number): number | undefined {
    return positions.find((position) => this.says(position.get(key)) === said)?.get(key);
  }

  private says(claim: number | undefined): number {
    return claim === undefined ? NOTHING : this.stage.state.record.claims.columns.answer[claim]!;
  }

  /** The answer that holds the most of what was chosen. */
  private nearest(answers: readonly Artifact[], chosen: ReadonlySet<number>): Artifact {
    const held = this.positions.map((position) => [...position.values()].filter((claim) => chosen.has(claim)).length);
    return answers[held.indexOf(Math.max(...held))]!;
  }

  private positionOf({ claimStart, claimEnd }: Artifact): Position {
    const { point } = this.stage.state.record.claims.columns;
    const position = new Map<number, number>();
    for (let entry = claimStart; entry < claimEnd; entry++) {
      const claim = this.stage.state.store.claims[entry]!;
      position.set(point[claim]!, claim);
    }
    return position;
  }

  private retractionsOf({ retractionStart, retractionEnd }: Artifact): number[] {
    return [...this.stage.state.store.retractions.slice(retractionStart, retractionEnd)];
  }

  private address(): DrawAddress {
    return drawAddress(this.leaf.address, this.visit);
  }
}

const EMPTY: ReadonlySet<number> = new Set();
