/** The end of a task: what is delivered, whether it is right, and what is left to be paid. */
import { price } from '../agents/model.js';
import type { ModelClient } from '../agents/model-client.js';
import type { Artifact } from '../content/artifact.js';
import { type RunRecord, Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { TaskState } from './task-state.js';

/** The task ended with an artifact: what was delivered, and is it right. */
export function settle(
  { scenario, layout }: Pick<Run, 'scenario' | 'layout'>,
  { record, store, facts }: TaskState,
  artifact: Artifact,
): void {
  record.lastCall = artifact.call;
  artifact.used = true;
  let falseClaims = 0;
  for (let entry = artifact.claimStart; entry < artifact.claimEnd; entry++) {
    if (deliverClaim(record, artifact, entry)) falseClaims++;
  }
  for (const leaf of layout.leaves) {
    if (facts.needed[leaf.index] === 1 && !store.isCovered(artifact, leaf.index)) record.missingSteps++;
  }
  const { tolerance, deadline } = scenario.policies;
  const isRight = falseClaims <= tolerance && record.missingSteps === 0;
  const isLate = record.endedAt - record.arrivedAt > deadline;
  record.outcome = isLate ? 'late' : isRight ? 'correct' : 'wrong';
}

/** Lists a delivered claim once; true where it is a false one that is new to the list. */
function deliverClaim(record: RunRecord, artifact: Artifact, entry: number): boolean {
  const { store } = record;
  const claim = store.claims[entry]!;
  const known = record.delivered.columns;
  const count = store.endorsementsOf(entry);
  // Only what was put side by side can hold a claim twice.
  const listed = artifact.newestPart < 0 ? 0 : record.delivered.length;
  for (let i = 0; i < listed; i++) {
    if (known.claim[i] !== claim) continue;
    known.endorsements[i] = Math.max(known.endorsements[i]!, count);
    return false;
  }
  const row = record.delivered.add();
  record.delivered.columns.claim[row] = claim;
  record.delivered.columns.endorsements[row] = count;
  record.delivered.columns.artifact[row] = artifact.id;
  return record.claims.columns.isFalse[claim] === 1;
}

/** Calls that nothing will ever end: what was sent is paid; what still waits for its turn was not. */
export function closeCalls({ calls, participants }: RunRecord): void {
  const c = calls.columns;
  for (let call = 0; call < calls.length; call++) {
    const isSent = c.status[call] === Status.unfinished;
    if (!isSent && c.status[call] !== Status.waiting) continue;
    c.status[call] = Status.unfinished;
    c.outputTokens[call] = 0;
    if (!isSent) c.inputTokens[call] = 0;
    const caller = participants[c.participant[call]!] as ModelClient;
    c.cost[call] = price(caller.spec.model, c.inputTokens[call]! - c.cachedTokens[call]!, c.cachedTokens[call]!, 0);
  }
}
