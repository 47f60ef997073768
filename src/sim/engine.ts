import type { Artifact, Context } from './artifact.js';
import type { Process } from './kernel/index.js';
import type { Participant } from './record.js';
import type { Step } from './team.js';
import type { World } from './world.js';

/** Hands a step to its member and takes the result back: a message each way. */
export function* delegate(world: World, centre: number, step: Step, context: Context): Process<Artifact> {
  const artifact = yield* step.member.perform(step, context, centre);
  world.exchange.message(artifact.author, centre, artifact);
  return artifact;
}

/** Code that holds the control flow: a participant that calls no model. */
export class Engine implements Participant {
  readonly kind = 'engine';

  constructor(
    private readonly world: World,
    readonly id: number,
    readonly name: string,
  ) {}

  delegate(step: Step, context: Context): Process<Artifact> {
    return delegate(this.world, this.id, step, context);
  }

  /** Puts results side by side, as they are: nothing is read, nothing is reconciled. */
  collect(artifacts: readonly (Artifact | null)[]): Artifact {
    return this.world.exchange.sideBySide(this.id, artifacts);
  }
}
