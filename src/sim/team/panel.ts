import type { Process } from '../../kernel/index.js';
import type { Agent } from '../agents/agent.js';
import type { Artifact, Context } from '../content/artifact.js';
import type { Extra, Member, Step } from './member.js';

/** Agents of one role who are given the same work: each a participant of its own. */
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

  /** By whoever speaks first, as the whole panel's. */
  undo(step: Step, sender: number, after: Artifact): Process<Artifact> {
    return this.voices[0]!.undo(step, sender, after);
  }

  /** By whoever speaks first, where one answer is enough. */
  perform(step: Step, context: Context, sender?: number, extra?: Extra): Process<Artifact> {
    return this.voices[0]!.perform(step, context, sender, extra);
  }
}
