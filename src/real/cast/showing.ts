import type { Artifact } from '../../sim/content/artifact.js';
import { flagsIn } from '../../sim/team/passing-on.js';
import type { Step } from '../../sim/team/step.js';
import type { RealTask } from '../record/real-task.js';
import { marked } from './markers.js';
import type { PromptReader } from './prompt.js';

/** Steps as somebody sees them who sees so much: done is what has a result there, or stands in somebody's summary of it. */
export function showSteps({ steps, state, names }: RealTask, reader: PromptReader, shown: readonly Artifact[]): void {
  const content = shown.filter((artifact) => !reader.briefs.has(names.whole(artifact)) && artifact.author >= 0);
  for (const step of steps) {
    step.open();
    const { index } = step.leaf!;
    const own = content.filter((artifact) => artifact.step === index);
    step.artifact = own.at(-1) ?? content.find((artifact) => state.store.isCovered(artifact, index)) ?? null;
    if (own.length > 0) step.revision = revisionOf(step, own.at(-1)!, content);
  }
}

/** The last word on a result by a check that sends it back where it objects to something. */
function revisionOf({ state, name }: Step, own: Artifact, content: readonly Artifact[]): Step['revision'] {
  const { leaves } = state.facts.layout;
  const after = content.slice(content.lastIndexOf(own) + 1);
  for (const verdict of after.reverse()) {
    if (verdict.step < 0 || leaves[verdict.step]!.spec.sendsBack?.to !== name) continue;
    const points = flagsIn(state, own, verdict);
    if (points.length > 0) return { points, verdict, tokens: 0 };
  }
  return null;
}

/** An artifact as the text that stands for it. */
export function textOfArtifact({ names }: RealTask, artifact: Artifact, sentence: string): string {
  return marked(names.nameOf(artifact), sentence, names.claimsIn(artifact), names.retractionsIn(artifact));
}
