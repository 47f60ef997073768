import type { Difficulty, Distribution } from '../../scenario/scenario.js';
import { quantile } from './distributions.js';
import type { Luck, Purpose } from './luck.js';
import { SharedLuck } from './shared-luck.js';

/** The luck of one task: what a draw of it decides, whose it is, and which of its kind. */
export class TaskLuck {
  /** Which of the replication's tasks, from 0. */
  task = 0;

  private readonly shared: SharedLuck;

  constructor(
    private readonly luck: Luck,
    difficulty: Difficulty,
  ) {
    this.shared = new SharedLuck(luck, difficulty);
  }

  /** Uniform on the open interval (0, 1). */
  uniform(purpose: Purpose, entity: number, index: number): number {
    return this.luck.uniform(purpose, this.task, entity, index);
  }

  /** Uniform too, but going together with the draws of others that try the same question: see SharedLuck. */
  together(purpose: Purpose, subject: number, question: number, family: number, entity: number, index: number): number {
    return this.shared.uniform(purpose, this.task, subject, question, family, entity, index);
  }

  /** A variate; constants cost no draw. */
  draw(d: Distribution, purpose: Purpose, entity: number, index: number): number {
    return d.kind === 'constant' ? d.value : quantile(d, this.luck.uniform(purpose, this.task, entity, index));
  }

  /** A number of tokens (or of round trips): whole, not negative; `size` times what is drawn. */
  whole(d: Distribution, purpose: Purpose, entity: number, index: number, size = 1): number {
    return Math.max(0, Math.round(size * this.draw(d, purpose, entity, index)));
  }
}
