import type { ChartSpec } from '../report/charts/theme.js';
import { runFolderFiles } from '../report/folders/compare.js';
import { decisionFolderFiles } from '../report/folders/decide.js';
import { explainFolderFiles } from '../report/folders/explain.js';
import { sweepFolderFiles } from '../report/folders/sweep.js';
import {
  isDecision,
  isExplanation,
  isSweep,
  type PlainReport,
  plainReport,
  provenanceOf,
  type StudyResult,
} from './documents.js';

/** A report in every form. */
export interface Report extends PlainReport {
  /** One self-contained page. */
  readonly html: string;
  readonly charts: readonly { readonly name: string; readonly spec: ChartSpec; readonly svg: string }[];
  /** Everything that the command line would write into the run folder, by path: reports, charts, CSV files, adr.md. */
  readonly files: ReadonlyMap<string, string>;
}

export async function fullReport(result: StudyResult): Promise<Report> {
  const { markdown, charts } = plainReport(result);
  const files = await filesOf(result);
  return {
    markdown,
    html: files.get('report.html')!,
    charts: charts.map(({ name, spec }) => ({ name, spec, svg: files.get(`charts/${name}.svg`)! })),
    files,
  };
}

function filesOf(result: StudyResult): Promise<ReadonlyMap<string, string>> {
  const input = provenanceOf(result);
  if (isSweep(result)) return sweepFolderFiles(result, input);
  if (isDecision(result)) return decisionFolderFiles(result, { ...input, date: null });
  if (isExplanation(result)) return explainFolderFiles(result, input);
  return runFolderFiles(result, input);
}
