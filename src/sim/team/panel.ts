import type { Process } from '../../kernel/index.js';
import type { Agent } from '../agents/agent.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { Member, Step, StepRequest } from './step.js';

/** Agents of one role that are given the same work: each a participant of its own. */
export class Panel implements Member {
  constructor(
    readonly name: string,
    readonly nameTokens: number,
    readonly voices: readonly Agent[],
  ) {}

  get contacts(): readonly number[] {
    return this.voices.map((voice) => voice.id);
  }

  contactFor(): number {
    return this.voices[0]!.id;
  }

  isThere(): boolean {
    return this.voices[0]!.isThere();
  }

  get load(): number {
    return this.voices.reduce((sum, voice) => sum + voice.load, 0);
  }

  /** The first member's draw is shared by the panel. */
  undo(step: Step, sender: number, after: Artifact): Process<Artifact> {
    return this.voices[0]!.undo(step, sender, after);
  }

  /** The first member answers, if one answer is enough. */
  perform(step: Step, context: Context, sender?: number, request?: StepRequest): Process<Artifact> {
    return this.voices[0]!.perform(step, context, sender, request);
  }
}

/** Those that are given the same step; its member alone, where there is no panel. */
export function voicesOf({ member }: Step): readonly Member[] {
  return member instanceof Panel ? member.voices : [member];
}
