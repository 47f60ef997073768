/** Hard questions are hard for all who try them: Pólya's urn (Blackwell and MacQueen 1973) in place of broken sticks. */
import type { Difficulty } from '../../src/scenario/scenario.js';
import type { Dice } from './dice.js';

/** What somebody met at a question: whether they err, by `level`, and in which way, by `way`; both uniform. */
export interface Ball {
  readonly level: number;
  readonly way: number;
}

/** Where somebody draws: which urn of the task. */
interface Place {
  readonly kind: string;
  readonly question: string;
  readonly family: string;
}

export class Questions {
  private readonly urns = new Map<string, Ball[]>();
  /** What was drawn before, by who drew it: a second look gives the same ball. */
  private readonly drawn = new Map<string, Ball>();
  private readonly coins = new Map<string, boolean>();

  constructor(
    private readonly dice: Dice,
    private readonly difficulty: Difficulty,
  ) {}

  /** The ball of `who` at a question. */
  ball(kind: string, question: string, family: string, who: string): Ball {
    const name = `${kind}|${question}|${family}|${who}`;
    let ball = this.drawn.get(name);
    if (ball === undefined) {
      ball = this.draw({ kind, question, family });
      this.drawn.set(name, ball);
    }
    return ball;
  }

  /** Uniform, one number for each name. */
  coin(name: string): number {
    return this.ball('coin', name, '', '').level;
  }

  private draw({ kind, question, family }: Place): Ball {
    const { correlation } = this.difficulty;
    if (correlation === 0 || kind === 'coin') return this.fresh();
    const { withinTask, acrossFamilies } = this.difficulty;
    const isOfTask = this.toss(`task|${kind}|${question}`, Math.sqrt(withinTask / correlation));
    const about = `${kind}|${isOfTask ? '' : question}`;
    const isOfAll = this.toss(`all|${about}|${family}`, Math.sqrt(acrossFamilies / correlation));
    const name = `${about}|${isOfAll ? '' : family}`;
    let urn = this.urns.get(name);
    if (urn === undefined) {
      urn = [];
      this.urns.set(name, urn);
    }
    const freshness = (1 - correlation) / correlation;
    const isFresh = this.dice.chance(freshness / (freshness + urn.length));
    const ball = isFresh ? this.fresh() : urn[this.dice.below(urn.length)]!;
    urn.push(ball);
    return ball;
  }

  private fresh(): Ball {
    return { level: this.dice.uniform(), way: this.dice.uniform() };
  }

  private toss(name: string, probability: number): boolean {
    let side = this.coins.get(name);
    if (side === undefined) {
      side = this.dice.chance(probability);
      this.coins.set(name, side);
    }
    return side;
  }
}
