import type { Difficulty } from '../../scenario/scenario.js';
import type { Luck, Purpose } from './luck.js';

/** Beside a purpose: what those who meet a question have in common. Purposes lie below. */
const COMMON = 128;
/** Another uniform number, from the later digits of one: the same for all that drew the same. */
export function further(u: number): number {
  return (u * 1_048_576) % 1;
}

/** More sticks than luck can need. */
const STICKS = 100_000;
const WORD = 4_294_967_296;

/**
 * Draws that go together: a hard question is hard for everybody who tries it, and most of all for the same model.
 *
 * All that try one question draw from one random distribution, a Dirichlet process around the uniform one. So each draw alone
 * is uniform, and of n draws the number below m is exactly beta-binomial with mean m and the given correlation, for every m:
 * the process gives [0, m] a weight that is Beta(a m, a (1 - m)), with a = (1 - correlation) / correlation (Ferguson, Annals
 * of Statistics 1, 1973). It is made by breaking sticks (Sethuraman, Statistica Sinica 4, 1994), so a draw depends on its
 * question and on itself, never on the order of the draws.
 *
 * Some questions share the distribution of their task, some families that of all families: each with the probability whose
 * square is the correlation wanted between two of them, over the correlation within one.
 */
export class SharedLuck {
  private readonly exponent: number;
  private readonly sharesTask: number;
  private readonly sharesFamilies: number;

  constructor(
    private readonly luck: Luck,
    private readonly difficulty: Pick<Difficulty, 'correlation' | 'withinTask' | 'acrossFamilies'>,
  ) {
    const { correlation, withinTask, acrossFamilies } = difficulty;
    this.exponent = correlation / (1 - correlation);
    this.sharesTask = Math.sqrt(withinTask / correlation);
    this.sharesFamilies = Math.sqrt(acrossFamilies / correlation);
  }

  /** Uniform on (0, 1). `subject` and `question`, below 65,536 each, say what is tried; `entity` and `index`, who tries it; families count from 1. */
  uniform(
    purpose: Purpose,
    task: number,
    subject: number,
    question: number,
    family: number,
    entity: number,
    index: number,
  ): number {
    const { luck } = this;
    const own = luck.uniform(purpose, task, entity, index);
    if (this.difficulty.correlation === 0) return own;
    const common = purpose | COMMON | (task << 8);
    luck.threefry(luck.key, common, luck.replication, (subject << 16) | question);
    let a = luck.x0;
    let b = luck.x1;
    luck.threefry(a, b, 0, 0);
    if ((luck.x0 >>> 0) / WORD < this.sharesTask) {
      luck.threefry(luck.key, common, luck.replication, -1);
      a = luck.x0;
      b = luck.x1;
    }
    // Of the distribution that is drawn from, not of the question: else a family would leave its task's for some questions.
    luck.threefry(a, b, family, 0);
    const holder = (luck.x0 >>> 0) / WORD < this.sharesFamilies ? 0 : family;
    return this.pick(own, a, b, holder);
  }

  /** Where the stick lies that `own` falls on, of sticks that share (0, 1) out. */
  private pick(own: number, a: number, b: number, holder: number): number {
    const { luck } = this;
    let left = own;
    for (let stick = 1; stick < STICKS; stick++) {
      luck.threefry(a, b, holder, stick);
      const length = 1 - (1 - ((luck.x0 >>> 0) + 0.5) / WORD) ** this.exponent;
      if (left < length) return ((luck.x1 >>> 0) + 0.5) / WORD;
      left = (left - length) / (1 - length);
    }
    return own;
  }
}
