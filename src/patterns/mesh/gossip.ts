import {
  type Answering,
  type Artifact,
  type Context,
  type DrawAddress,
  drawAddress,
  type ErrorRates,
  FAILED,
  indexOf,
  orFailed,
  type Process,
  Purpose,
  readerPlace,
  type Stage,
  type Step,
  type StepReading,
} from '../kit.js';

export interface Habits {
  /** Which agents read which: all read all others; the first one reads all and all read it; each reads the one before. */
  readonly reads: 'everybody' | 'hub' | 'previous';
  /** Probability that an agent drops a false claim that it held, each round. */
  readonly repair: number;
}

/** Agents without a leader that answer, read each other and revise; and how beliefs spread among them. */
export class Gossip {
  /** The last answer of each step; null where there is none, because its agent failed. */
  answers: (Artifact | null)[];
  private start!: Context;
  private round = 0;
  private firstCall = 0;
  /** For each leaf, the share of its inputs that its author did not see, the last time. */
  private readonly missing = new Map<number, number>();

  constructor(
    private readonly stage: Pick<Stage, 'sim' | 'state'>,
    private readonly steps: readonly Step[],
    private readonly habits: Habits,
  ) {
    this.answers = steps.map(() => null);
  }

  /**
   * All answer at once from what they are given: by `sender` to each of them, or to the first one, who passes it on.
   * Throws FAILED when no agent answers.
   */
  *open(start: Context, sender: number, through: 'each' | 'first' = 'each'): Process<void> {
    this.start = start;
    this.round = 1;
    this.firstCall = this.stage.state.record.calls.length;
    const first = contactOf(this.steps[0]!);
    const senderOf = (i: number): number => (through === 'each' || i === 0 ? sender : first);
    this.answers = yield* this.atOnce(
      this.steps.map((step, i) => this.perform(step, start, senderOf(i), this.opening())),
    );
    if (this.answers.every((answer) => answer === null)) throw FAILED;
  }

  /** All read each other and answer again, at once; whether that changed anything. An agent that fails keeps its last answer. */
  *revise(): Process<boolean> {
    const last = this.answers;
    const there = last.filter((answer) => answer !== null);
    this.round++;
    this.tell(there);
    const next = yield* this.atOnce(this.steps.map((step, i) => this.revised(step, last[i] ?? null, there)));
    this.answers = next.map((answer, i) => answer ?? last[i]!);
    return this.answers.some((answer, i) => answer !== last[i] && this.differ(last[i]!, answer!));
  }

  /** Tokens that the answers have cost so far. */
  get tokens(): number {
    const { participant, inputTokens, outputTokens } = this.stage.state.record.calls.columns;
    const peers = this.answers.map((answer) => answer?.author);
    let sum = 0;
    for (let call = this.firstCall; call < this.stage.state.record.calls.length; call++) {
      if (peers.includes(participant[call]!)) sum += inputTokens[call]! + outputTokens[call]!;
    }
    return sum;
  }

  /** The last answers, side by side, in the name of the first author. */
  together(): Artifact {
    const there = this.answers.filter((answer) => answer !== null);
    return this.stage.state.exchange.sideBySide(there[0]!.author, there);
  }

  /** A revision sees what the agents were given, what its author reads, and its author's own last answer. */
  private *revised(step: Step, own: Artifact | null, all: readonly Artifact[]): Process<Artifact | null> {
    if (own === null) return null;
    const heard = this.heardBy(own, all);
    const seen = this.stage.state.exchange.context('messages');
    seen.attachAll(this.start);
    for (const answer of [...heard, own]) seen.append(answer);
    return yield* this.perform(step, seen, own.author, this.revision(own, heard));
  }

  private *perform(step: Step, seen: Context, sender: number, answers: Answering): Process<Artifact | null> {
    const answer = yield* orFailed(step.member.perform(step, seen, sender, { answers }));
    return answer === FAILED ? null : answer;
  }

  private *atOnce(working: readonly Process<Artifact | null>[]): Process<(Artifact | null)[]> {
    const { sim } = this.stage;
    return yield* sim.all(working.map((each) => sim.spawn(each)));
  }

  /** A first answer, from what was given alone. */
  private opening(): Answering {
    return (answer, reading) => {
      const { leaf, context, first, call, rates, missing, points } = reading;
      const { claims } = this.stage.state;
      const at = this.address(reading);
      this.missing.set(leaf.index, missing);
      claims.read(context, first, answer.author, call, rates, placeOf(reading));
      claims.write(answer, rates, at, leaf.spec.carry, points, missing);
    };
  }

  /**
   * A further answer. What the author held it keeps, but for repairs; a false claim that it did not hold has a chance with
   * every source anew. Where an input has come in that was missing, its own claims are made again.
   */
  private revision(own: Artifact, heard: readonly Artifact[]): Answering {
    return (answer, reading) => {
      const { leaf, context, first, call, rates, missing, points } = reading;
      const { claims } = this.stage.state;
      const at = this.address(reading);
      const again = missing < (this.missing.get(leaf.index) ?? 0);
      this.missing.set(leaf.index, missing);
      const held = new Set(this.claimsOf(own));
      const accepts = (claim: number): boolean => this.believes(claim, held, heard, reading);
      if (rates.checks) claims.read(context, first, answer.author, call, rates, placeOf(reading));
      else claims.readBy(context, first, answer.author, call, accepts);
      claims.write(answer, rates, at, 1, again ? points : [], missing);
    };
  }

  private believes(claim: number, held: ReadonlySet<number>, heard: readonly Artifact[], by: StepReading): boolean {
    const { record, luck, store } = this.stage.state;
    const { leaf, rates } = by;
    const { isFalse, point } = record.claims.columns;
    const doubt = isFalse[claim] === 1 ? 1 - rates.credulity : rates.doubt;
    if (doubt === 0 && this.habits.repair === 0) return true;
    const drawOf = (source: number): number => indexOf(point[claim]!, this.round, source);
    if (held.has(claim)) {
      // Who repairs a false claim by doubting it doubts true ones as well, in the proportion of a reader.
      const repair = isFalse[claim] === 1 ? this.habits.repair : this.habits.repair * shareOfTrue(rates);
      return luck.uniform(Purpose.repair, leaf.address, drawOf(0)) >= repair;
    }
    return heard.some((answer, source) => {
      const entry = this.entryOf(answer, claim);
      if (entry < 0) return false;
      const resistance = doubt * (1 - rates.deference) ** store.endorsementsOf(entry);
      return luck.uniform(Purpose.persuade, leaf.address, drawOf(source)) >= resistance;
    });
  }

  /** Each answer goes to the agents that read it. */
  private tell(answers: readonly Artifact[]): void {
    const peers = peersOf(answers);
    for (const answer of answers) {
      const listeners = peers.filter((peer) => this.isRead(peers, answer.author, peer));
      this.stage.state.exchange.broadcast(answer, listeners);
    }
  }

  private heardBy(own: Artifact, answers: readonly Artifact[]): Artifact[] {
    const peers = peersOf(answers);
    return answers.filter((answer) => answer !== own && this.isRead(peers, answer.author, own.author));
  }

  private isRead(peers: readonly number[], author: number, reader: number): boolean {
    const { reads } = this.habits;
    const [from, to] = [peers.indexOf(author), peers.indexOf(reader)];
    if (reads === 'everybody' || from === to) return true;
    return reads === 'hub' ? from === 0 || to === 0 : to === from + 1;
  }

  /** In what is claimed, or in what is retracted: the others have not heard that yet. */
  private differ(before: Artifact, after: Artifact): boolean {
    const { retractions } = this.stage.state.store;
    return (
      areOthers(this.claimsOf(before), this.claimsOf(after)) ||
      areOthers(
        retractions.slice(before.retractionStart, before.retractionEnd),
        retractions.slice(after.retractionStart, after.retractionEnd),
      )
    );
  }

  private entryOf({ claimStart, claimEnd }: Artifact, claim: number): number {
    const { claims } = this.stage.state.store;
    for (let entry = claimStart; entry < claimEnd; entry++) if (claims[entry] === claim) return entry;
    return -1;
  }

  private claimsOf({ claimStart, claimEnd }: Artifact): number[] {
    return [...this.stage.state.store.claims.slice(claimStart, claimEnd)];
  }

  private address({ leaf, visit }: StepReading): DrawAddress {
    return drawAddress(leaf.address, visit);
  }
}

/** The participant that a step is handed to. */
function contactOf({ member, leaf }: Step): number {
  const { contacts } = member;
  return contacts[leaf?.isReplica ? leaf.spec.replica % contacts.length : 0]!;
}

function placeOf({ mind, leaf }: StepReading): number {
  return readerPlace(mind, leaf.spec.replica);
}

/** True claims that a reader drops for each false one. */
function shareOfTrue({ credulity, doubt }: ErrorRates): number {
  return credulity < 1 ? doubt / (1 - credulity) : 0;
}

function areOthers(before: ArrayLike<number>, after: ArrayLike<number>): boolean {
  const holds = new Set(Array.from(after));
  return before.length !== holds.size || Array.from(before).some((one) => !holds.has(one));
}

/** The authors, each once, in the order of their steps. */
function peersOf(answers: readonly Artifact[]): number[] {
  return [...new Set(answers.map((answer) => answer.author))];
}
