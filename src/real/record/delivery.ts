import type { Artifact } from '../../sim/content/artifact.js';
import { USER } from '../../sim/content/senders.js';
import { segmentsOf } from '../cast/markers.js';
import type { RealTask } from './real-task.js';

/** Whoever leads is no participant of a run in which nobody was asked to. */
export function dismissIdle({ state, cast }: RealTask): void {
  const { participant } = state.record.calls.columns;
  const { id } = cast.coordinator;
  const { participants } = state.record;
  const led = Array.from({ length: state.record.calls.length }, (_, i) => participant[i]).includes(id);
  if (!led && participants.at(-1) === participants[id]) state.record.participants = participants.slice(0, id);
}

/** What an application delivered, as a text: an artifact of ours as it is, or several side by side. */
export function delivered({ names, state }: RealTask, text: string): Artifact {
  const artifacts = segmentsOf(text).flatMap((segment) => {
    if (segment.kind === 'text') return [];
    return names.shown(segment.name, segment.claims, segment.retractions) ?? [];
  });
  if (artifacts.length === 1) return artifacts[0]!;
  const all = state.exchange.sideBySide(USER, artifacts);
  if (artifacts.length === 0) all.call = state.record.calls.length - 1;
  return all;
}
