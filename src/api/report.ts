import type { Chart } from '../report/charts/theme.js';
import { type FileContent, type FilePieces, joinedPieces } from '../report/exporters/exporter.js';
import {
  auditFolder,
  capacityFolder,
  comparisonFolder,
  decisionFolder,
  explanationFolder,
  type FolderFiles,
  migrationFolder,
  sweepFolder,
} from '../report/folders/run-folder.js';
import {
  isAudit,
  isCapacity,
  isDecision,
  isExplanation,
  isMigration,
  isSweep,
  type PlainReport,
  plainReport,
  provenanceOf,
  type StudyResult,
} from './documents.js';

/** A report in every form. */
export interface StudyReport extends PlainReport {
  /** One self-contained page. */
  readonly html: string;
  readonly charts: readonly (Chart & { readonly svg: string })[];
  /** Everything that the command line would write into the run folder, by path: reports, charts, CSV files, adr.md. */
  readonly files: ReadonlyMap<string, string>;
}

export async function fullReport(result: StudyResult): Promise<StudyReport> {
  const { markdown, charts } = plainReport(result);
  const files = new Map([...(await filesOf(result))].map(([path, content]) => [path, textOf(content)]));
  return {
    markdown,
    html: files.get('report.html')!,
    charts: charts.map((chart) => ({ ...chart, svg: files.get(`charts/${chart.name}.svg`)! })),
    files,
  };
}

function filesOf(result: StudyResult): Promise<FolderFiles> {
  const made = provenanceOf(result);
  if (isSweep(result)) return sweepFolder(result, made);
  if (isCapacity(result)) return capacityFolder(result, made);
  if (isAudit(result)) return auditFolder(result, made);
  if (isMigration(result)) return migrationFolder(result, made);
  if (isDecision(result)) return decisionFolder(result, made);
  if (isExplanation(result)) return explanationFolder(result, made);
  return comparisonFolder(result, made);
}

function textOf(content: FileContent | FilePieces): string {
  if (typeof content === 'string') return content;
  return new TextDecoder().decode('pieces' in content ? joinedPieces(content.pieces()) : content);
}
