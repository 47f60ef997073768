/**
 * What a run in detail notes beside its tables: what no measure needs, and a picture of the run does. Times are those of the
 * run; participants, calls, claims, artifacts and steps by index.
 */
export class RunNotes {
  /** Claims that somebody read and believed. */
  readonly accepted: { readonly participant: number; readonly claim: number; readonly call: number }[] = [];
  readonly events: NotedEvent[] = [];
  readonly writes: NotedWrite[] = [];
  readonly incidents: Incident[] = [];

  clear(): void {
    this.accepted.length = 0;
    this.events.length = 0;
    this.writes.length = 0;
    this.incidents.length = 0;
  }
}

/** One delivery of an event on a bus. */
export interface NotedEvent {
  readonly artifact: number;
  readonly from: number;
  readonly to: number;
  /** The leaf step that listens for it. */
  readonly step: number;
  readonly sentAt: number;
  readonly kind: 'event' | 'redelivery' | 'duplicate';
  /** Null: it never arrived. */
  arrivedAt: number | null;
}

/** A part was put into a shared document. */
export interface NotedWrite {
  readonly by: number;
  readonly at: number;
  readonly step: number;
  readonly artifact: number;
  /** Parts that others had written, and that are gone with it. */
  readonly undid: readonly number[];
}

/** Something that happened besides calls and messages. */
export interface Incident {
  readonly kind: 'breaker' | 'dead letter' | 'operator' | 'duplicate' | 'compensation' | 'begins again';
  readonly at: number;
  /** -1: none. */
  readonly participant: number;
  /** Leaf step; -1: none. */
  readonly step: number;
}
