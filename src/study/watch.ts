import type { RunRecord } from '../sim/record/record.js';
import { type QueueLength, type Story, storyOf } from '../sim/record/story.js';
import type { World } from '../sim/world.js';

/** Which task of which replication is watched, and how a user asks for it again. */
export interface Watched {
  readonly pattern: string;
  readonly seed: string;
  readonly replication: number;
  /** Which of the replication's tasks, from 0. */
  readonly task: number;
}

/**
 * Rehearses one replication and tells what happened to one of its tasks, among all the others; null where that never arrived.
 * `read` is given the task's record while it is valid.
 */
export function watch(
  world: World,
  { replication, ...address }: Watched,
  read: (record: RunRecord) => void = () => undefined,
): Story | null {
  let story: Story | null = null;
  let arrivedAt = 0;
  const isStream = world.scenario.workload.tasks > 1;
  const changes: Change[] = [];
  world.watched = address.task;
  world.rehearse(replication, (record, nth) => {
    if (isStream) changes.push(...changesIn(record));
    if (nth !== address.task) return;
    arrivedAt = record.arrivedAt;
    story = storyOf(world, record, address);
    read(record);
  });
  world.watched = null;
  if (story === null || !isStream) return story;
  return { ...(story as Story), queues: queuesOf(changes, arrivedAt) };
}

/** A call joins a line or leaves it, or begins to be served, or ends. */
interface Change {
  readonly participant: string;
  readonly at: number;
  readonly waiting: number;
  readonly busy: number;
}

function changesIn({ calls, participants }: RunRecord): Change[] {
  const c = calls.columns;
  const changes: Change[] = [];
  for (let call = 0; call < calls.length; call++) {
    const participant = participants[c.participant[call]!]!.name;
    const from = c.requestedAt[call]!;
    const end = c.endedAt[call]!;
    const sent = from + c.absent[call]! + c.queued[call]! + c.rateLimited[call]!;
    const isSent = c.service[call]! > 0 || Number.isNaN(end);
    changes.push({ participant, at: from, waiting: 1, busy: 0 });
    changes.push({ participant, at: isSent ? sent : end, waiting: -1, busy: isSent ? 1 : 0 });
    if (isSent && !Number.isNaN(end)) changes.push({ participant, at: end, waiting: 0, busy: -1 });
  }
  return changes;
}

/** How many calls wait for each participant, and how many it serves, from each moment at which that changes. */
function queuesOf(changes: readonly Change[], arrivedAt: number): QueueLength[] {
  const now = new Map<string, { waiting: number; busy: number }>();
  const lengths = new Map<string, QueueLength>();
  for (const { participant, at, waiting, busy } of [...changes].sort((a, b) => a.at - b.at)) {
    const before = now.get(participant) ?? { waiting: 0, busy: 0 };
    const after = { waiting: before.waiting + waiting, busy: before.busy + busy };
    now.set(participant, after);
    lengths.set(`${participant} ${at}`, { participant, at: at - arrivedAt, ...after });
  }
  return [...lengths.values()];
}
