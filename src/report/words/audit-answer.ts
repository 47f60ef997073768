import {
  type Audit,
  type AuditEffect,
  type AuditPart,
  type AuditShare,
  type AuditTrial,
  type CarriedShare,
  costs,
  effectOf,
  measureOfTrial,
} from '../../audit/result.js';
import { sameUpToRounding } from '../../statistics/estimates.js';
import { counted, formatDifference, formatEstimate, formatValue, listed } from './format.js';

/** A step that loses fewer of the tasks than this when it is lost is one that the task survives. */
const SURVIVES = 0.5;

const UNITS: Readonly<Record<string, string>> = { correct: 'share', operationalFailures: 'share', latency: 's' };

/** What a trial does, after "when": "an agent errs twice as often". */
export const TRIAL_TEXTS: Readonly<Record<AuditTrial, string>> = {
  lost: 'the agent of a step never answers',
  errs: 'the agent of a step errs twice as often',
  slow: 'the agent of a step takes twice as long',
};

/** What the damage of a trial is counted in. */
export const DAMAGE_TEXTS: Readonly<Record<string, string>> = {
  correct: 'loss of correct tasks',
  operationalFailures: 'growth of operational failures',
  latency: 'time added',
};

/** The answer first: which steps carry most of the damage; then the other trials; then how sure it is. */
export function auditAnswer(audit: Audit): string[] {
  const { main, shares } = audit;
  const share = shares.find(({ trial }) => trial === main);
  if (share === undefined) {
    return [
      `Under ${audit.pattern} no step is shown to cost anything, whether it is lost, errs or is slow.`,
      howSure(audit),
    ];
  }
  const others = shares.filter((one) => one !== share);
  return [
    mainSentence(audit, share),
    ...fifthSentence(audit, share),
    ...others.map((one) => otherSentence(audit, one)),
    ...survivors(audit),
    ...coordinatorSentence(audit, share),
    howSure(audit),
  ];
}

/** "fact-check and summarise, 2 of 4 steps, carry 91 % (88 to 94) of the correct tasks lost under workflow when ..." */
function mainSentence(audit: Audit, share: AuditShare): string {
  const { trial, measure, most, fifth } = share;
  const when = `under ${audit.pattern} when ${TRIAL_TEXTS[trial]}`;
  if (share.isAlike) return `No step stands out: ${alikeText(audit, share)} ${when}.`;
  const steps = stepsOf(audit).length;
  if (most.parts.length === steps && steps > fifth.parts.length) {
    return `The ${DAMAGE_TEXTS[measure]} is spread over all ${counted(steps, 'step')} ${when}: ${carriers(audit, fifth)}.`;
  }
  return `${carriers(audit, most)} of the ${DAMAGE_TEXTS[measure]} ${when}.`;
}

function alikeText(audit: Audit, { trial, measure }: AuditShare): string {
  const means = stepsOf(audit).map((part) => effectOf(part, trial, measure)!.mean);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const unit = UNITS[measure]!;
  const text = (value: number): string => formatDifference(unit, { mean: value, low: Number.NaN, high: Number.NaN });
  const range = low === high ? text(high) : `${text(low)} to ${text(high)}`;
  return `each of the ${counted(means.length, 'step')} costs ${range} (${DAMAGE_TEXTS[measure]})`;
}

function carriers(audit: Audit, { parts, mean, low, high }: CarriedShare): string {
  const all = stepsOf(audit).length;
  const share = low < high ? formatEstimate('share', { mean, low, high }) : formatValue('share', mean);
  const verb = parts.length === 1 ? 'carries' : 'carry';
  const names = audit.parts.map(({ name }) => name).filter((name) => parts.includes(name));
  return `${listed(names)}, ${parts.length} of ${counted(all, 'step')}, ${verb} ${share}`;
}

/** The critical fifth, where it is not what was said already. */
function fifthSentence(audit: Audit, { isAlike, most, fifth }: AuditShare): string[] {
  const isSaid = most.parts.length === fifth.parts.length || most.parts.length === stepsOf(audit).length;
  if (isAlike || isSaid) return [];
  return [`The damage is spread: the worst fifth of the steps, ${carriers(audit, fifth)}.`];
}

function otherSentence(audit: Audit, share: AuditShare): string {
  const { trial, measure } = share;
  if (share.isAlike) return `When ${TRIAL_TEXTS[trial]}, ${alikeText(audit, share)}.`;
  const told = stepsOf(audit).map((part) => ({ name: part.name, effect: effectOf(part, trial, measure)! }));
  const most = Math.max(...told.map(({ effect }) => effect.mean).filter((mean) => !Number.isNaN(mean)));
  const worst = told.filter(({ effect }) => sameUpToRounding(effect.mean, most));
  const amount = formatDifference(UNITS[measure]!, worst[0]!.effect);
  const names = listed(worst.map(({ name }) => name));
  const verb = worst.length === 1 ? 'costs most' : 'cost most, and as much as each other';
  return `When ${TRIAL_TEXTS[trial]}, ${names} ${verb}: ${amount} (${DAMAGE_TEXTS[measure]}).`;
}

/** Which steps may be missing: those can be left to events. */
function survivors(audit: Audit): string[] {
  const lost = stepsOf(audit).flatMap((part) => {
    const effect = effectOf(part, 'lost', 'operationalFailures');
    return effect !== null && !(effect.mean >= SURVIVES) ? [part.name] : [];
  });
  if (lost.length === 0 || lost.length === stepsOf(audit).length) return [];
  return [`Most tasks still end without ${listed(lost)}; without any other step they do not.`];
}

function coordinatorSentence(audit: Audit, { trial, measure }: AuditShare): string[] {
  const centre = audit.parts.find(({ kind }) => kind === 'coordinator');
  const effect = centre === undefined ? null : effectOf(centre, trial, measure);
  if (effect === null) return [];
  const told = costs(effect)
    ? `costs ${formatDifference(UNITS[measure]!, effect)} (${DAMAGE_TEXTS[measure]})`
    : 'is not shown to cost anything';
  return [
    `The coordinator, which is no step, ${told} when ${TRIAL_TEXTS[trial].replace('the agent of a step', 'it')}.`,
  ];
}

function howSure({ runs }: Audit): string {
  return `Paired differences over ${counted(runs, 'replication')} with the same random numbers; the intervals of all of them hold together at 95 % (Bonferroni). Steps were chosen in every other replication, and their share was measured in the rest.`;
}

export const stepsOf = ({ parts }: Audit): AuditPart[] => parts.filter(({ kind }) => kind === 'step');

/** "9.0 points (7.1 to 10.9)"; '–' where there is none. */
export function effectText(effect: AuditEffect | null): string {
  if (effect === null || Number.isNaN(effect.mean)) return '–';
  const { measure, mean, low, high } = effect;
  const given = low < high ? { mean, low, high } : { mean, low: Number.NaN, high: Number.NaN };
  return formatDifference(UNITS[measure]!, given);
}

/** The trials with their measures, those of the main trial first; without those that change nothing anywhere. */
export function auditColumns({ main, objective, parts }: Audit): readonly { trial: AuditTrial; measure: string }[] {
  const all = [
    { trial: 'errs', measure: 'correct' },
    { trial: 'lost', measure: 'correct' },
    { trial: 'lost', measure: 'operationalFailures' },
    { trial: 'slow', measure: 'latency' },
    { trial: 'slow', measure: 'operationalFailures' },
  ] as const;
  const isMain = (one: (typeof all)[number]): boolean =>
    one.trial === main && one.measure === measureOfTrial(one.trial, objective);
  const isAny = ({ trial, measure }: (typeof all)[number]): boolean =>
    parts.some((part) => Math.abs(effectOf(part, trial, measure)?.mean ?? 0) > 0);
  const told = all.filter(isAny);
  return [...told.filter(isMain), ...told.filter((one) => !isMain(one))];
}
