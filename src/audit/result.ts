import type { Scenario } from '../scenario/scenario.js';
import type { StudyWarning } from '../study/warning.js';

/** What is done to an agent: it never answers, it errs twice as often, or it takes twice as long. */
export const auditTrials = ['lost', 'errs', 'slow'] as const;
export type AuditTrial = (typeof auditTrials)[number];

/** What each trial is measured by. */
export const TRIAL_MEASURES = {
  lost: ['correct', 'operationalFailures'],
  errs: ['correct'],
  slow: ['latency', 'operationalFailures'],
} as const satisfies Readonly<Record<AuditTrial, readonly string[]>>;

/** Which steps a scenario depends on, under one pattern; every table, chart and file is made from this. */
export interface Audit {
  readonly scenario: Scenario;
  readonly pattern: string;
  readonly seed: string;
  readonly requested: number;
  /** Replications of each trial that were finished. */
  readonly runs: number;
  /** The measure that matters most to the scenario: it says which trial is told first. */
  readonly objective: string;
  /** Means without any trial, by measure. */
  readonly undisturbed: readonly { readonly measure: string; readonly mean: number }[];
  /** In the order of the main trial, the worst first; the coordinator is among them where it takes part. */
  readonly parts: readonly AuditPart[];
  /** By trial; none where nothing costs anything. */
  readonly shares: readonly AuditShare[];
  /** The trial that is told first; null: none costs anything. */
  readonly main: AuditTrial | null;
  readonly warnings: readonly StudyWarning[];
}

/** An agent with its steps, or the coordinator. */
export interface AuditPart {
  /** Of its steps; `coordinator` for that. */
  readonly name: string;
  readonly kind: 'step' | 'coordinator';
  readonly role: string;
  /** Whether the scenario marks one of its steps as critical. */
  readonly isCritical: boolean;
  readonly effects: readonly AuditEffect[];
}

/** How much worse a measure becomes: paired by replication; the intervals of all effects hold together at 95 %. */
export interface AuditEffect {
  readonly trial: AuditTrial;
  readonly measure: string;
  /** Above zero is worse, whatever the direction of the measure. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Replications in which it is defined both ways. */
  readonly n: number;
}

/** How the damage of a trial is shared out among the steps. */
export interface AuditShare {
  readonly trial: AuditTrial;
  readonly measure: string;
  /** No step is shown to cost more than another. */
  readonly isAlike: boolean;
  /** The fewest steps that carry four fifths of the damage. */
  readonly most: CarriedShare;
  /** The worst fifth of the steps, one at least. */
  readonly fifth: CarriedShare;
}

/** Steps, and which share of the damage of all steps comes from them; they were chosen in other replications. */
export interface CarriedShare {
  readonly parts: readonly string[];
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export function effectOf(part: AuditPart, trial: AuditTrial, measure: string): AuditEffect | null {
  return part.effects.find((one) => one.trial === trial && one.measure === measure) ?? null;
}

/** Whether an effect is shown to cost something. */
export const costs = ({ low }: AuditEffect): boolean => low > 0;

/** The measure that a trial is ranked by. */
export function measureOfTrial(trial: AuditTrial, objective: string): string {
  if (trial !== 'lost') return TRIAL_MEASURES[trial][0];
  return objective === 'correct' ? 'correct' : 'operationalFailures';
}
