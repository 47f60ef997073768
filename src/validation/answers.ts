import type { Artifact } from '../sim/content/artifact.js';
import type { RunRecord } from '../sim/record/record.js';

/** The last thing that each participant wrote. */
export function lastAnswers(run: RunRecord): Artifact[] {
  const { participant, artifact } = run.calls.columns;
  const last = new Map<number, number>();
  for (let call = 0; call < run.calls.length; call++) last.set(participant[call]!, artifact[call]!);
  return [...last.values()].map((id) => run.store.all[id]!);
}

/** Share of the participants whose last answer holds no false claim. */
export function rightAnswers(run: RunRecord): number {
  const { isFalse } = run.claims.columns;
  const answers = lastAnswers(run);
  const isRight = ({ claimStart, claimEnd }: Artifact): boolean =>
    !run.store.claims.slice(claimStart, claimEnd).some((claim) => isFalse[claim] === 1);
  return answers.filter(isRight).length / answers.length;
}
