import type { Audit } from '../../audit/result.js';
import type { Calibration } from '../../calibrate/result.js';
import type { Capacity } from '../../capacity/result.js';
import type { Comparison } from '../../compare/comparison.js';
import type { Decision, RehearsedDecision } from '../../decide/decision.js';
import type { Explanation } from '../../explain/explain.js';
import type { Migration } from '../../migrate/result.js';
import type { Sweep } from '../../sweep/sweep.js';
import { auditCharts } from '../charts/audit.js';
import { calibrateCharts } from '../charts/calibrate.js';
import { capacityChart } from '../charts/capacity.js';
import { differencesChart } from '../charts/differences.js';
import { allCharts } from '../charts/index.js';
import { migrationCharts } from '../charts/migrate.js';
import { sweepCharts } from '../charts/sweep.js';
import { auditDocument } from '../documents/audit.js';
import { calibrateDocument } from '../documents/calibrate.js';
import { capacityDocument } from '../documents/capacity.js';
import { compareDocument } from '../documents/compare.js';
import { decisionDocument } from '../documents/decide.js';
import type { ReportDocument } from '../documents/document.js';
import { documentFiles } from '../documents/document-files.js';
import { explainDocument } from '../documents/explain.js';
import { migrationDocument } from '../documents/migrate.js';
import { sweepDocument } from '../documents/sweep.js';
import type { FileContent, FilePieces, FolderExporter } from '../exporters/exporter.js';
import {
  auditExporters,
  calibrationExporters,
  capacityExporters,
  comparisonExporters,
  decisionExporters,
  decisionReportExporters,
  explanationExporters,
  migrationExporters,
  sweepExporters,
} from '../exporters/index.js';
import { type ManifestInput, manifest, type Provenance } from './manifest.js';

/** The files of a run folder by their path in it. */
export type FolderFiles = Map<string, FileContent | FilePieces>;

/** What is written beside the usual files, and files that are written elsewhere at the same time. */
export interface FolderOptions {
  /** `runs.csv`, where other threads write it. */
  readonly runs?: Promise<FileContent | FilePieces>;
  readonly withParquet?: boolean;
}

type Facts = Pick<ManifestInput, 'seed' | 'runs' | 'requested' | 'warnings'>;

/** Every file of the folder of a comparison. The same input gives the same bytes. */
export function comparisonFolder(found: Comparison, made: Provenance, options?: FolderOptions): Promise<FolderFiles> {
  return folderOf(found, found, made, comparisonDocument(found, made), comparisonExporters, options);
}

export function decisionFolder(
  found: RehearsedDecision,
  made: Provenance,
  options?: FolderOptions,
): Promise<FolderFiles> {
  return folderOf(found, found.comparison, made, documentOfDecision(found, made), decisionExporters, options);
}

export function sweepFolder(found: Sweep, made: Provenance): Promise<FolderFiles> {
  return folderOf(found, { ...found, requested: found.runs }, made, documentOfSweep(found, made), sweepExporters);
}

export function explanationFolder(found: Explanation, made: Provenance): Promise<FolderFiles> {
  return folderOf(found, found, made, documentOfExplanation(found, made), explanationExporters);
}

export function capacityFolder(found: Capacity, made: Provenance): Promise<FolderFiles> {
  return folderOf(found, { ...found, requested: found.runs }, made, documentOfCapacity(found, made), capacityExporters);
}

export function auditFolder(found: Audit, made: Provenance): Promise<FolderFiles> {
  return folderOf(found, found, made, documentOfAudit(found, made), auditExporters);
}

export function calibrationFolder(found: Calibration, made: Provenance): Promise<FolderFiles> {
  const facts = { seed: found.seed, runs: found.runs, requested: found.runs, warnings: [] };
  return folderOf(found, facts, made, documentOfCalibration(found, made), calibrationExporters);
}

export function migrationFolder(found: Migration, made: Provenance): Promise<FolderFiles> {
  return folderOf(found, found, made, documentOfMigration(found, made), migrationExporters);
}

/** A result with where it comes from. */
export type ResultOfFolder =
  | { readonly kind: 'comparison'; readonly result: Comparison; readonly made: Provenance }
  | { readonly kind: 'decision'; readonly result: Decision; readonly made: Provenance }
  | { readonly kind: 'sweep'; readonly result: Sweep; readonly made: Provenance }
  | { readonly kind: 'explanation'; readonly result: Explanation; readonly made: Provenance }
  | { readonly kind: 'capacity'; readonly result: Capacity; readonly made: Provenance }
  | { readonly kind: 'audit'; readonly result: Audit; readonly made: Provenance }
  | { readonly kind: 'calibration'; readonly result: Calibration; readonly made: Provenance }
  | { readonly kind: 'migration'; readonly result: Migration; readonly made: Provenance };

/** Those files of a folder that belong to its report: report.md, report.html, charts, and the decision record. */
export async function reportFiles(recorded: ResultOfFolder): Promise<FolderFiles> {
  const { made } = recorded;
  switch (recorded.kind) {
    case 'comparison':
      return new Map(await documentFiles(comparisonDocument(recorded.result, made)));
    case 'decision': {
      const record = await exported(recorded.result, made, decisionReportExporters, {});
      return new Map([...record, ...(await documentFiles(documentOfDecision(recorded.result, made)))]);
    }
    case 'sweep':
      return new Map(await documentFiles(documentOfSweep(recorded.result, made)));
    case 'explanation':
      return new Map(await documentFiles(documentOfExplanation(recorded.result, made)));
    case 'capacity':
      return new Map(await documentFiles(documentOfCapacity(recorded.result, made)));
    case 'audit':
      return new Map(await documentFiles(documentOfAudit(recorded.result, made)));
    case 'calibration':
      return new Map(await documentFiles(documentOfCalibration(recorded.result, made)));
    case 'migration':
      return new Map(await documentFiles(documentOfMigration(recorded.result, made)));
  }
}

const REPORT = new Set(['report.md', 'report.html', 'adr.md', 'adr-appendix.md', 'brief.html']);

/** What `rehearse report` makes again, by its path in the folder; all else stays as it is. */
export function isOfReport(path: string): boolean {
  return (
    path.startsWith('charts/') ||
    REPORT.has(path) ||
    /^(adr|adr-appendix|brief|report)\.new(-\d+)?\.(md|html)$/.test(path)
  );
}

const comparisonDocument = (found: Comparison, made: Provenance): ReportDocument =>
  compareDocument(found, allCharts(found), made);

const documentOfDecision = (found: Decision, made: Provenance): ReportDocument =>
  decisionDocument(found, allCharts(found.comparison), made);

const documentOfSweep = (found: Sweep, made: Provenance): ReportDocument =>
  sweepDocument(found, sweepCharts(found), made);

const documentOfCapacity = (found: Capacity, made: Provenance): ReportDocument =>
  capacityDocument(found, [capacityChart(found)], made);

const documentOfAudit = (found: Audit, made: Provenance): ReportDocument =>
  auditDocument(found, auditCharts(found), made);

const documentOfCalibration = (found: Calibration, made: Provenance): ReportDocument =>
  calibrateDocument(found, calibrateCharts(found), made);

const documentOfMigration = (found: Migration, made: Provenance): ReportDocument =>
  migrationDocument(found, migrationCharts(found), made);

const documentOfExplanation = (found: Explanation, made: Provenance): ReportDocument =>
  explainDocument(found, [{ name: 'differences', spec: differencesChart(found) }], made);

async function folderOf<R>(
  result: R,
  facts: Facts,
  made: Provenance,
  document: ReportDocument,
  exporters: readonly FolderExporter<R>[],
  options: FolderOptions = {},
): Promise<FolderFiles> {
  const report = await documentFiles(document);
  return new Map<string, FileContent | FilePieces>([
    ['manifest.json', manifest({ ...facts, ...made })],
    ['scenario.yaml', made.scenarioText],
    ...(await exported(result, made, exporters, options)),
    ...report,
  ]);
}

async function exported<R>(
  result: R,
  made: Provenance,
  exporters: readonly FolderExporter<R>[],
  { runs, withParquet = false }: FolderOptions,
): Promise<FolderFiles> {
  const files: FolderFiles = new Map();
  for (const { file, write, isOptional } of exporters) {
    if (isOptional === true && !withParquet) continue;
    const content = file === 'runs.csv' && runs !== undefined ? await runs : await write(result, made);
    if (content !== null) files.set(file, content);
  }
  return files;
}
