import { measureNamed, readableNamed } from '../measures/index.js';
import type { PatternPlan } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { mean } from '../statistics/estimates.js';
import { differenceAmong } from '../statistics/together.js';
import { firstObjective } from '../study/effort.js';
import type { Executor } from '../study/executor.js';
import { type Gathered, gathering } from '../study/gather.js';
import type { StudyWarning } from '../study/warning.js';
import { areAlike, type StepDamage, sharesOf } from './damage.js';
import {
  type Audit,
  type AuditEffect,
  type AuditPart,
  type AuditShare,
  type AuditTrial,
  auditTrials,
  costs,
  effectOf,
  measureOfTrial,
  TRIAL_MEASURES,
} from './result.js';
import { type AuditedPart, partsOf, tried } from './trials.js';

const MEASURES = ['correct', 'operationalFailures', 'latency'];

/** What one part's trial gave. */
interface Tried {
  readonly part: AuditedPart;
  readonly trial: AuditTrial;
  readonly gathered: Gathered;
}

/**
 * Which steps are critical: each step's agent, and the coordinator, is lost, errs twice as often, and takes twice as long,
 * one at a time and with the same random numbers.
 */
export async function audit(
  scenario: Scenario,
  plan: PatternPlan,
  { seed, runs }: { readonly seed: string; readonly runs: number },
  executor: Executor,
): Promise<Audit> {
  const measures = MEASURES.map((id) => readableNamed(id)!);
  const luck = { key: keyOf(seed), runs };
  const work = (one: Scenario, what: string) => gathering(one, [plan.name], measures, luck, what);
  const parts = partsOf(scenario, plan);
  const calm = work(scenario, 'undisturbed');
  const trials = parts.flatMap((part) =>
    auditTrials.map((trial) => ({ part, trial, ...work(tried(scenario, part, trial), `${part.name}, ${trial}`) })),
  );
  const complete = await executor.work([...calm.jobs, ...trials.flatMap(({ jobs }) => jobs)]);
  const whole = trials.filter(({ gathered }) => gathered.done === runs);
  const done = calm.gathered.done === runs ? whole : [];
  const columns = calm.gathered.size === 0 ? MEASURES.map(() => new Float64Array(0)) : columnsOf(calm.gathered);
  const objective = firstObjective(scenario).id;
  const found = measured(done, columns, parts, objective);
  return {
    ...{ scenario, pattern: plan.name, seed, requested: runs, runs: calm.gathered.done, objective },
    undisturbed: MEASURES.map((measure, m) => ({ measure, mean: mean(columns[m]!) })),
    ...found,
    warnings: complete ? [] : [stopped(found.parts.length, parts.length)],
  };
}

const columnsOf = (gathered: Gathered): Float64Array[] => MEASURES.map((_, m) => gathered.column(0, m).slice());

function measured(
  trials: readonly Tried[],
  calm: readonly Float64Array[],
  all: readonly AuditedPart[],
  objective: string,
): Pick<Audit, 'parts' | 'shares' | 'main'> {
  const tests = Object.values(TRIAL_MEASURES).flat().length * all.length;
  const damage = ({ gathered }: Tried, measure: string): readonly [Float64Array, Float64Array] => {
    const m = MEASURES.indexOf(measure);
    const pair = [gathered.column(0, m).slice(), calm[m]!] as const;
    return measureNamed(measure)!.better === 'higher' ? [pair[1], pair[0]] : pair;
  };
  const whole = all.filter((part) => trials.filter((one) => one.part === part).length === auditTrials.length);
  const parts = whole.map((part): AuditPart => {
    const own = trials.filter((one) => one.part === part);
    const effects = own.flatMap((one) =>
      TRIAL_MEASURES[one.trial].map((measure): AuditEffect => {
        return { trial: one.trial, measure, ...differenceAmong(...damage(one, measure), tests) };
      }),
    );
    return { ...part, effects };
  });
  const shares = auditTrials.flatMap((trial): AuditShare[] => {
    const measure = measureOfTrial(trial, objective);
    const steps = trials
      .filter((one) => one.trial === trial && one.part.kind === 'step' && whole.includes(one.part))
      .map((one): StepDamage => ({ name: one.part.name, column: minus(...damage(one, measure)) }));
    const isAny = parts.some((part) => part.kind === 'step' && isShown(part, trial, measure));
    return isAny ? [{ trial, measure, isAlike: areAlike(steps), ...sharesOf(steps) }] : [];
  });
  const main = mainOf(shares, objective);
  return { parts: main === null ? parts : ranked(parts, main, measureOfTrial(main, objective)), shares, main };
}

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]!);

function isShown(part: AuditPart, trial: AuditTrial, measure: string): boolean {
  const effect = effectOf(part, trial, measure);
  return effect !== null && costs(effect);
}

/** The trial that belongs to the objective, if it tells steps apart; else one that does; else one that costs anything. */
function mainOf(shares: readonly AuditShare[], objective: string): AuditTrial | null {
  const own: Readonly<Record<string, AuditTrial>> = { operationalFailures: 'lost', latency: 'slow' };
  const order = [...new Set([own[objective] ?? 'errs', 'errs' as const, 'lost' as const, 'slow' as const])];
  const found = order.flatMap((trial) => shares.filter((share) => share.trial === trial));
  return (found.find(({ isAlike }) => !isAlike) ?? found[0])?.trial ?? null;
}

function ranked(parts: readonly AuditPart[], trial: AuditTrial, measure: string): AuditPart[] {
  const size = (part: AuditPart): number => effectOf(part, trial, measure)?.mean ?? Number.NaN;
  const value = (part: AuditPart): number => (Number.isNaN(size(part)) ? Number.NEGATIVE_INFINITY : size(part));
  return [...parts].sort((a, b) => value(b) - value(a));
}

function stopped(done: number, all: number): StudyWarning {
  return {
    message: `Stopped after ${done} of ${all} parts: the result is of these.`,
    next: 'Run the same command again for all parts; with the same seed these are the same.',
  };
}
