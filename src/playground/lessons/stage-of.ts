import { START, type StageAddress } from '../address.js';
import type { LessonDeclaration, LessonRun, LessonSetting } from './lesson.js';

/** The stage on the run that a lesson, or a question, shows. */
export function stageOfRun(settings: readonly LessonSetting[], run: LessonRun): StageAddress {
  const setting = settings.find(({ name }) => name === run.at) ?? settings[0]!;
  const [a, b] = run.patterns;
  const { replication, task = 0 } = run;
  return { ...START, scenario: setting.scenario, set: setting.set ?? [], a, b, replication, task };
}

/** The stage with what a lesson suggests to change. */
export function stageOfTrial({ settings, run, tryThis }: LessonDeclaration): StageAddress {
  const stage = stageOfRun(settings, run);
  const [a, b] = tryThis.patterns ?? run.patterns;
  return { ...stage, a, b, set: [...stage.set, ...tryThis.set], measure: tryThis.measure ?? null };
}
