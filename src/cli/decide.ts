import type { Command } from 'commander';
import { decide as decideBetween, objectionTo, samplesAsked } from '../decide/decide.js';
import type { Decision } from '../decide/decision.js';
import { nearestOf } from '../decide/nearest.js';
import { statisticId, unitOf } from '../decide/statistics.js';
import { flipSentences } from '../report/documents/decide.js';
import { runsCsvBy } from '../report/exporters/csv.js';
import { decisionFolder } from '../report/folders/run-folder.js';
import { decisionBrief } from '../report/tables/decide-brief.js';
import { weightSentences } from '../report/tables/decide-columns.js';
import { decisionText } from '../report/tables/decide-terminal.js';
import { comparisonConditions } from '../report/words/conditions.js';
import { decisionAnswer } from '../report/words/decide-answer.js';
import { worthSentences } from '../report/words/decide-worth.js';
import { builtInCatalogue } from '../study/catalogue.js';
import { replicationsFor, usualEffort } from '../study/effort.js';
import { withFairNote } from '../study/fair.js';
import { noteInterruption, provenance, refuseTooFew, report } from './ending.js';
import { type ExecutorOptions, journalOf, onExecutor, withExecutorOptions } from './executor.js';
import { Exit, Refusal, SCENARIO, whole } from './session.js';
import {
  allOption,
  fairOption,
  loadStudy,
  parquetOption,
  patternsOption,
  type StudyOptions,
  TASKS,
  withStudy,
} from './study.js';

interface Options extends StudyOptions, ExecutorOptions {
  readonly samples?: number;
  readonly all?: boolean;
  readonly within?: number;
  readonly mostSamples?: number;
  readonly runsPerSample: number;
  readonly date?: string;
}

export function addDecide(program: Command): void {
  withExecutorOptions(
    withStudy(program.command('decide'), {
      tasks: TASKS,
      of: " at the scenario's own values",
      folder: 'reports/<scenario>',
    }),
  )
    .description(
      "Recommends a pattern by the limits, weights and uncertain ranges under the scenario's `decision`. Prints how sure that is and what would change it, and writes the run folder with the decision record (adr.md). Exits with 1 where no pattern keeps every limit.",
    )
    .argument(...SCENARIO)
    .addOption(patternsOption())
    .addOption(fairOption())
    .option(
      '--samples <n>',
      'points spread over the uncertain ranges, exactly so many without the next two options (default: 128 and more)',
      whole('--samples', 1),
    )
    .option(
      '--within <points>',
      "percentage points: adds points until the 95 % interval of the recommended pattern's share reaches no further on average to either side (default: 5)",
      percentagePoints,
    )
    .option('--most-samples <n>', 'most points for that (default: twice --samples)', whole('--most-samples', 1))
    .option(
      '--runs-per-sample <n>',
      'tasks simulated under each pattern at each point, more where several may be the best; for a workload, at least 4 replications',
      whole('--runs-per-sample', 2),
      usualEffort.tasksPerSample,
    )
    .option('--date <YYYY-MM-DD>', 'date of the decision record (default: none)', date)
    .addOption(parquetOption())
    .addOption(allOption())
    .addHelpText('after', '\nExample:\n  rehearse decide article --samples 64 --date 2026-01-31')
    .action(decide);
}

async function decide(path: string, options: Options): Promise<void> {
  const { loaded, only, fair } = loadStudy(path, options);
  const objection = objectionTo(loaded.scenario);
  if (objection !== null) throw new Refusal(`${path}: ${objection.message}.\n  ${objection.next}`);
  const effort = {
    ...{ seed: options.seed, precision: null, only },
    runs: options.runs ?? replicationsFor(TASKS, loaded.scenario),
    ...samplesAsked(given({ ...options, shareWithin: options.within })),
    tasksPerSample: options.runsPerSample,
  };
  const journal = journalOf(options, loaded.scenario.name, loaded.document);
  const done = await onExecutor(loaded, options, journal, async (executor, monitor, rowWriter) => {
    const found = await decideBetween(loaded.scenario, effort, executor, builtInCatalogue, journal.columns);
    const decision = { ...found, comparison: withFairNote(found.comparison, fair) };
    const { interrupted } = monitor;
    refuseTooFew(decision.comparison.runs);
    const record = { ...provenance(loaded.document), ...(options.date === undefined ? {} : { date: options.date }) };
    const runs = runsCsvBy(decision.comparison, rowWriter);
    const files = await decisionFolder(decision, record, { runs, withParquet: options.parquet === true });
    return { decision, interrupted, files };
  });
  if (done === null) return;
  const { decision, interrupted } = done;
  await report(
    {
      name: loaded.scenario.name,
      path,
      files: done.files,
      json: (folder) => asJson(decision, folder),
      text: (view) => (options.all === true ? decisionText(decision, view) : decisionBrief(decision, view)),
    },
    options,
  );
  if (interrupted) noteInterruption(decision.comparison.runs);
  else if (isFailed(decision)) process.exitCode = Exit.threshold;
  journal.close(interrupted);
}

type Asked = Parameters<typeof samplesAsked>[0];

/** Options that were given. */
function given({ samples, shareWithin, mostSamples }: { [K in keyof Asked]?: Asked[K] | undefined }): Asked {
  return {
    ...(samples === undefined ? {} : { samples }),
    ...(shareWithin === undefined ? {} : { shareWithin }),
    ...(mostSamples === undefined ? {} : { mostSamples }),
  };
}

function percentagePoints(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 50) return value / 100;
  throw new Refusal(
    `--within expects percentage points above 0 and up to 50, got '${text}'.\n  Write it as in --within 5.`,
  );
}

/** A limit that no pattern keeps is a threshold that fails. */
function isFailed({ answer, comparison }: Decision): boolean {
  return answer === null || comparison.thresholds.some(({ met }) => !met);
}

/** The result for machines. Points and values stand in the folder's CSV files. */
function asJson(decision: Decision, folder: string | null): object {
  const { comparison, aims, bounds, options, answer, ties, weights, robustness, sensitivities, worth, effort } =
    decision;
  return {
    scenario: comparison.scenario.name,
    seed: comparison.seed,
    runs: comparison.runs,
    sentences: decisionAnswer(decision),
    conditions: comparisonConditions(comparison),
    answer,
    nearest: answer === null ? (nearestOf(options.map(({ standing }) => standing))?.standing.name ?? null) : null,
    ties,
    objectives: aims.map(({ measure, ...aim }) => ({ measure: measure.id, unit: unitOf({ measure, ...aim }), ...aim })),
    limits: bounds.map(({ measure, ...bound }) => ({ measure: measure.id, ...bound })),
    options: options.map(({ standing: { limits, ...standing }, ...option }) => ({
      ...standing,
      limits: limits.map(({ value, low, high, probability }) => ({ value, low, high, probability })),
      ...option,
      robustness: robustness?.patterns.find(({ name }) => name === standing.name) ?? null,
    })),
    weights: weights.map(({ aim, ...range }) => ({ measure: statisticId(aim), share: aim.share, ...range })),
    flips: sensitivities.map(({ parameter, flips }) => ({
      ...parameter,
      flips: flips.map(({ bound, ...flip }) => ({ ...flip, limit: bound?.measure.id ?? null })),
    })),
    told: { flips: flipSentences(decision), weights: weightSentences(decision), worth: worthSentences(decision) },
    worth,
    nobody: robustness?.nobody ?? null,
    effort,
    warnings: comparison.warnings,
    leftOut: comparison.leftOut,
    thresholds: comparison.thresholds,
    folder,
  };
}

function date(text: string): string {
  const [year, month, day] = text.split('-').map(Number);
  const days = [
    31,
    year! % 4 === 0 && (year! % 100 !== 0 || year! % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && month! >= 1 && day! >= 1 && day! <= (days[month! - 1] ?? 0);
  if (isDate) return text;
  throw new Refusal(`--date expects a date, got '${text}'.\n  Write it as in --date 2026-01-31.`);
}
