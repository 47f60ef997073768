import type { Simulator } from '../../kernel/index.js';
import type { Artifact } from '../content/artifact.js';
import type { Incident, NotedEvent } from '../record/notes.js';
import type { RunRecord } from '../record/record.js';
import type { Step } from '../team/step.js';

/** What a bus notes of a run in detail: each delivery of an event, whether it arrived, and what the broker did. */
export class BusNotes {
  constructor(
    private readonly sim: Pick<Simulator, 'now'>,
    private readonly record: RunRecord,
  ) {}

  /** An event leaves for the listener of a step: until it is said when it arrived, it is lost. */
  sent({ id, author }: Artifact, to: Step, kind: NotedEvent['kind'], sentAt = this.sim.now): NotedEvent | null {
    if (!this.record.detailed) return null;
    const event = {
      artifact: id,
      from: author,
      to: to.member.contactFor(to),
      step: to.leaves[0]!,
      sentAt,
      kind,
      arrivedAt: null,
    };
    this.record.notes.events.push(event);
    return event;
  }

  /** An event that is waited for, where it is known beforehand when it arrives (Infinity: never). */
  awaited(from: Step, to: Step, sentAt: number, arrivedAt: number): void {
    const noted = this.sent(from.artifact!, to, 'event', sentAt);
    if (noted !== null && Number.isFinite(arrivedAt)) noted.arrivedAt = arrivedAt;
  }

  /** The broker did something about the event that a step listens for. */
  incident(kind: Incident['kind'], step: Step): void {
    this.record.note(kind, this.sim.now, step.member.contactFor(step), step.leaves[0]!);
  }
}
