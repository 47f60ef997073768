import type { Artifact } from '../../sim/content/artifact.js';
import { EACH_AUTHOR } from '../../sim/content/senders.js';
import type { PlannedCall } from '../cast/planned.js';
import type { RealTask } from './real-task.js';

/** Which content passes from whom to whom: the messages of a run, read out of prompts. */
export class Mail {
  /** What each participant has been shown. */
  private readonly seen = new Set<string>();

  constructor(private readonly task: RealTask) {}

  /** A participant knows what it wrote. */
  keep(participant: number, artifact: Artifact): void {
    this.seen.add(`${participant} ${artifact.id}`);
  }

  /** What in a prompt was sent to its reader: nothing that it was shown before, or that came along with what saw it. */
  private sentTo({ participant, prompt }: PlannedCall): Artifact[] {
    const { names, state } = this.task;
    const { saw } = state.record;
    const shown = [...new Set(prompt.shown)];
    return shown.filter((artifact) => {
      const { id } = names.whole(artifact);
      if (artifact.author === participant || this.seen.has(`${participant} ${id}`)) return false;
      const isIn = (ids: readonly number[] | undefined): boolean =>
        ids?.some((one) => names.whole(state.store.all[one]!).id === id) ?? false;
      return !shown.some((other) => other !== artifact && other.call >= 0 && isIn(saw[other.call]));
    });
  }

  /** Who handed the work over: a participant, or each author of what is new in the prompt. */
  senderOf(planned: PlannedCall): number {
    const authors = new Set(this.sentTo(planned).map(({ author }) => author));
    return authors.size === 1 ? [...authors][0]! : EACH_AUTHOR;
  }

  /** Content passes to whoever is asked; what is asked again is there already. */
  deliver(planned: PlannedCall): void {
    const { names, state } = this.task;
    const { participant, prompt, place, trip } = planned;
    if (place.attempt > 0 || trip > 0) return;
    for (const artifact of this.sentTo(planned)) state.exchange.message(artifact.author, participant, artifact);
    for (const artifact of prompt.shown) this.seen.add(`${participant} ${names.whole(artifact).id}`);
  }
}
