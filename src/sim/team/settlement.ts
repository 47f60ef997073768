/** The end of a task: what is delivered, whether it is right, and what is left to be paid. */
import { dropOutput } from '../agents/call-row.js';
import { costOf } from '../agents/model.js';
import type { ModelClient } from '../agents/model-client.js';
import type { Artifact } from '../content/artifact.js';
import { type RunRecord, Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { Owed } from './owed.js';
import type { TaskState } from './task-state.js';

/** The task ended with an artifact: what was delivered, and is it right. */
export function settle(
  { scenario, layout }: Pick<Run, 'scenario' | 'layout'>,
  { record, store, facts }: TaskState,
  artifact: Artifact,
): void {
  record.lastCall = artifact.call;
  artifact.used = true;
  for (let entry = artifact.claimStart; entry < artifact.claimEnd; entry++) list(record, artifact, entry);
  const falseClaims = countFalse(record);
  countOwed(record, facts.owed);
  for (const leaf of layout.leaves) {
    if (facts.needed[leaf.index] === 1 && !store.isCovered(artifact, leaf.index)) record.missingSteps++;
  }
  const { tolerance, deadline } = scenario.policies;
  const isUsable = falseClaims <= tolerance.false && record.owed - record.held <= tolerance.missing;
  const isLate = record.endedAt - record.arrivedAt > deadline;
  record.outcome = isLate ? 'late' : isUsable && record.missingSteps === 0 ? 'correct' : 'wrong';
}

/** Lists a delivered claim once; of two on one point, by one voice, the newer one holds. */
function list({ store, delivered, claims }: RunRecord, artifact: Artifact, entry: number): void {
  const claim = store.claims[entry]!;
  const { point, voice } = claims.columns;
  const known = delivered.columns;
  const count = store.endorsementsOf(entry);
  // Only what was put side by side can hold a claim twice, or an older one beside a newer one.
  const listed = artifact.newestPart < 0 ? 0 : delivered.length;
  for (let row = 0; row < listed; row++) {
    const other = known.claim[row]!;
    if (other === claim) {
      known.endorsements[row] = Math.max(known.endorsements[row]!, count);
      return;
    }
    if (point[other] !== point[claim] || voice[other] !== voice[claim]) continue;
    if (claim < other) return;
    known.claim[row] = claim;
    known.endorsements[row] = count;
    return;
  }
  const row = delivered.add();
  known.claim[row] = claim;
  known.endorsements[row] = count;
  known.artifact[row] = artifact.id;
}

function countFalse({ delivered, claims }: RunRecord): number {
  let count = 0;
  for (let row = 0; row < delivered.length; row++) count += claims.columns.isFalse[delivered.columns.claim[row]!]!;
  return count;
}

/** How many points of those that are owed the delivery holds a claim for, and a true one. */
function countOwed(record: RunRecord, { owed, points }: Owed): void {
  const { delivered, claims } = record;
  const { point, isFalse } = claims.columns;
  const held = new Set<number>();
  const right = new Set<number>();
  for (let row = 0; row < delivered.length; row++) {
    const claim = delivered.columns.claim[row]!;
    const p = point[claim]!;
    if (owed[p] === 0) continue;
    held.add(p);
    if (isFalse[claim] === 0) right.add(p);
  }
  record.owed = points.length;
  record.held = held.size;
  record.heldRight = right.size;
}

/** Calls that nothing will ever end: what was sent is paid; what still waits for its turn was not. */
export function closeCalls({ calls, participants }: RunRecord): void {
  const c = calls.columns;
  for (let call = 0; call < calls.length; call++) {
    const isSent = c.status[call] === Status.unfinished;
    if (!isSent && c.status[call] !== Status.waiting) continue;
    c.status[call] = Status.unfinished;
    dropOutput(c, call);
    if (!isSent) c.inputTokens[call] = 0;
    const caller = participants[c.participant[call]!] as ModelClient;
    c.cost[call] = costOf(caller.spec.model, c, call);
  }
}
