import { Luck } from '../sim/luck/luck.js';

/** What a decision draws for. A number, once given, stays with its purpose. */
const Draw = { start: 1, point: 2, swing: 3 } as const;

/** What a decision draws by the study's key: where its points lie, their luck, and which replications a swing is made of again. */
export class DecisionDraws {
  private readonly luck: Luck;

  constructor(private readonly key: number) {
    this.luck = new Luck(key);
  }

  /** Where the points of a group begin, by range, uniform in [0, 1). */
  start(group: number, ranges: number): number[] {
    return Array.from({ length: ranges }, (_, range) => this.word(Draw.start, group, range) / 2 ** 32);
  }

  /** The key of a round of replications at a point: each has luck of its own. */
  keyAt(point: number, round: number): number {
    return this.word(Draw.point, point, round) | 0;
  }

  /** So many replications, drawn from as many. */
  resample(nth: number, runs: number): number[] {
    return Array.from({ length: runs }, (_, i) => Math.floor((this.word(Draw.swing, nth, i) / 2 ** 32) * runs));
  }

  private word(purpose: number, first: number, second: number): number {
    return this.luck.words(this.key, purpose, first, second)[0];
  }
}
