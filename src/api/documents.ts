import type { Audit } from '../audit/result.js';
import type { Capacity } from '../capacity/result.js';
import type { Comparison } from '../compare/comparison.js';
import type { RehearsedDecision } from '../decide/decision.js';
import type { Explanation } from '../explain/explain.js';
import type { Migration } from '../migrate/result.js';
import { patterns } from '../patterns/index.js';
import { auditCharts } from '../report/charts/audit.js';
import { capacityChart } from '../report/charts/capacity.js';
import { differencesChart } from '../report/charts/differences.js';
import { allCharts } from '../report/charts/index.js';
import { migrationCharts } from '../report/charts/migrate.js';
import { sweepCharts } from '../report/charts/sweep.js';
import type { Chart } from '../report/charts/theme.js';
import { auditDocument } from '../report/documents/audit.js';
import { capacityDocument } from '../report/documents/capacity.js';
import { compareDocument } from '../report/documents/compare.js';
import { chartsOf } from '../report/documents/contents.js';
import { decisionDocument } from '../report/documents/decide.js';
import type { ReportDocument } from '../report/documents/document.js';
import { explainDocument } from '../report/documents/explain.js';
import { renderMarkdown } from '../report/documents/markdown.js';
import { migrationDocument } from '../report/documents/migrate.js';
import { sweepDocument } from '../report/documents/sweep.js';
import { exactCommand, type Provenance, VERSION } from '../report/folders/manifest.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Sweep } from '../sweep/sweep.js';
import { scenarioText } from './scenario.js';

/** What a study gave. */
export type StudyResult = Comparison | Sweep | Capacity | Audit | Migration | RehearsedDecision | Explanation;

/** A report in the forms that need nothing but text. */
export interface PlainReport {
  readonly markdown: string;
  /** Vega-Lite specifications, which any Vega-Lite renders, and drawings. `name` is unique in a report. */
  readonly charts: readonly Chart[];
}

export function plainReport(result: StudyResult): PlainReport {
  const document = documentOf(result, provenanceOf(result));
  return { markdown: renderMarkdown(document), charts: chartsOf(document) };
}

export const isSweep = (result: StudyResult): result is Sweep => 'cells' in result;
export const isCapacity = (result: StudyResult): result is Capacity => 'tolerated' in result;
export const isAudit = (result: StudyResult): result is Audit => 'undisturbed' in result;
export const isMigration = (result: StudyResult): result is Migration => 'looked' in result;
export const isDecision = (result: StudyResult): result is RehearsedDecision => 'comparison' in result;
export const isExplanation = (result: StudyResult): result is Explanation => 'accounts' in result;

function documentOf(result: StudyResult, input: Provenance): ReportDocument {
  if (isSweep(result)) return sweepDocument(result, sweepCharts(result), input);
  if (isCapacity(result)) return capacityDocument(result, [capacityChart(result)], input);
  if (isAudit(result)) return auditDocument(result, auditCharts(result), input);
  if (isMigration(result)) return migrationDocument(result, migrationCharts(result), input);
  if (isDecision(result)) {
    return decisionDocument(result, allCharts(result.comparison), input);
  }
  if (isExplanation(result)) {
    return explainDocument(result, [{ name: 'differences', spec: differencesChart(result) }], input);
  }
  return compareDocument(result, allCharts(result), input);
}

/** Where a result comes from: this version, the scenario, and the command that gives the same. */
export function provenanceOf(result: StudyResult): Provenance {
  const { scenario } = isDecision(result) ? result.comparison : result;
  return { version: VERSION, scenarioText: scenarioText(scenario), command: commandOf(result) };
}

/** The scenario saved as scenario.yaml; patterns and measures from outside are not known to the command line. */
function commandOf(result: StudyResult): string {
  const words = (name: string, { seed, runs }: { readonly seed: string; readonly runs: number }): string[] => {
    return [name, 'scenario.yaml', '--runs', String(runs), '--seed', seed];
  };
  if (isSweep(result)) {
    const ranges = result.axes.flatMap(({ parameter: { path, low, high, unit, scale }, values }) => {
      const log = scale === 'log' ? ':log' : '';
      return ['--vary', `${path}=${low}${unit}..${high}${unit}:${values.length}${log}`];
    });
    const names = result.patterns;
    return exactCommand('rehearse', [
      ...words('sweep', result),
      ...ranges,
      ...['--measure', result.measure.id],
      ...patternOption(result.scenario, names, result.leftOut),
    ]);
  }
  if (isCapacity(result)) {
    const { path, low, high, unit } = result.axis.parameter;
    return exactCommand('rehearse', [
      ...words('capacity', result),
      // Several paths that grow together are the growth of the scenario, which is what is taken without a path.
      ...(result.axis.also.length > 0 ? [] : ['--vary', `${path}=${low}${unit}..${high}${unit}`]),
      ...['--lost', String(result.tolerated)],
      ...patternOption(
        result.scenario,
        result.patterns.map(({ pattern }) => pattern),
        result.leftOut,
      ),
    ]);
  }
  if (isAudit(result)) return exactCommand('rehearse', [...words('audit', result), '--pattern', result.pattern]);
  if (isMigration(result)) {
    return exactCommand('rehearse', [...words('migrate', result), '--from', result.from, '--to', result.to]);
  }
  if (isExplanation(result)) {
    const [name, file, ...options] = words('explain', result);
    return exactCommand('rehearse', [name!, file!, ...result.names, ...options]);
  }
  const comparison = isDecision(result) ? result.comparison : result;
  const names = comparison.patterns.map(({ name }) => name);
  return exactCommand('rehearse', [
    ...words(isDecision(result) ? 'decide' : 'compare', comparison),
    ...(isDecision(result) ? ['--samples', String(result.effort.samples)] : []),
    ...patternOption(comparison.scenario, names, comparison.leftOut),
  ]);
}

/** Nothing where all patterns and teams took part, but for those that do not fit. */
function patternOption(
  scenario: Scenario,
  names: readonly string[],
  leftOut: readonly { readonly pattern: string }[],
): string[] {
  const seen = new Set([...names, ...leftOut.map(({ pattern }) => pattern)]);
  const all = [...patterns, ...scenario.teams].map(({ name }) => name);
  return all.every((name) => seen.has(name)) ? [] : ['--patterns', names.join(',')];
}
