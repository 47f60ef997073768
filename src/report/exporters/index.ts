/** The one list of exporters: adding one is a file that writes it, and a line here. */

import type { Audit } from '../../audit/result.js';
import type { Calibration } from '../../calibrate/result.js';
import type { Capacity } from '../../capacity/result.js';
import type { Comparison } from '../../compare/comparison.js';
import type { Decision, RehearsedDecision } from '../../decide/decision.js';
import type { Explanation } from '../../explain/explain.js';
import type { Migration } from '../../migrate/result.js';
import type { Sweep } from '../../sweep/sweep.js';
import { spacetime } from '../charts/spacetime.js';
import { APPENDIX, adr } from '../record/adr.js';
import { adrAppendix } from '../record/appendix.js';
import { brief } from '../record/brief.js';
import { auditCodec, plainAudit } from '../results/audit.js';
import { calibrationCodec, plainCalibration } from '../results/calibrate.js';
import { capacityCodec, plainCapacity } from '../results/capacity.js';
import { comparisonCodec, plainComparison } from '../results/comparison.js';
import { decisionCodec, plainDecision } from '../results/decision.js';
import { explanationCodec, plainExplanation } from '../results/explanation.js';
import { migrationCodec, plainMigration } from '../results/migrate.js';
import { RESULT_FILE, resultText } from '../results/result-text.js';
import { plainSweep, sweepCodec } from '../results/sweep.js';
import { auditCsv } from './audit-csv.js';
import { calibratedValuesCsv, heldOutCsv } from './calibrate-csv.js';
import { capacityCsv, capacityPointsCsv } from './capacity-csv.js';
import { crossoversCsv, explanationCsv, growthCsv, runsCsv, spreadCsv, summaryCsv } from './csv.js';
import { decisionCsv, flipsCsv, uncertainCsv, valuesCsv } from './decide-csv.js';
import type { FolderExporter, TraceExporter } from './exporter.js';
import { lookedCsv, migrationCsv } from './migrate-csv.js';
import { runsParquet } from './parquet.js';
import { sweepCsv, flipsCsv as sweepFlipsCsv } from './sweep-csv.js';
import { jsonTrace } from './traces/json.js';
import { mermaidTrace } from './traces/mermaid.js';
import { otlpLines, otlpTraces } from './traces/otlp.js';
import { otlpMetrics } from './traces/otlp-metrics.js';
import { perfettoTrace } from './traces/perfetto.js';

const comparisonTables: readonly FolderExporter<Comparison>[] = [
  { file: 'summary.csv', write: summaryCsv },
  { file: 'spread.csv', write: (found) => (found.spread.length > 0 ? spreadCsv(found) : null) },
  { file: 'runs.csv', write: runsCsv },
  { file: 'runs.parquet', write: runsParquet, isOptional: true },
  { file: 'growth.csv', write: (found) => (found.growth.length > 0 ? growthCsv(found) : null) },
  { file: 'crossovers.csv', write: (found) => (found.crossovers.length > 0 ? crossoversCsv(found) : null) },
];

export const comparisonExporters: readonly FolderExporter<Comparison>[] = [
  ...comparisonTables,
  { file: RESULT_FILE, write: (found) => resultText('comparison', comparisonCodec, plainComparison(found)) },
];

/** Of a decision read back from its folder. */
export const decisionReportExporters: readonly FolderExporter<Decision>[] = [
  { file: 'adr.md', write: adr, isReport: true },
  { file: APPENDIX, write: adrAppendix, isReport: true },
  { file: 'brief.html', write: brief, isReport: true },
];

export const decisionExporters: readonly FolderExporter<RehearsedDecision>[] = [
  ...comparisonTables.map(
    ({ write, ...one }): FolderExporter<RehearsedDecision> => ({
      ...one,
      write: ({ comparison }, made) => write(comparison, made),
    }),
  ),
  ...decisionReportExporters,
  { file: 'decision.csv', write: decisionCsv },
  { file: 'uncertain.csv', write: uncertainCsv },
  { file: 'flips.csv', write: flipsCsv },
  { file: 'values.csv', write: valuesCsv },
  {
    file: RESULT_FILE,
    write: (found, { date }) => resultText('decision', decisionCodec, plainDecision(found), date),
  },
];

export const sweepExporters: readonly FolderExporter<Sweep>[] = [
  { file: 'sweep.csv', write: sweepCsv },
  { file: 'crossovers.csv', write: (sweep) => (sweep.flips.length > 0 ? sweepFlipsCsv(sweep) : null) },
  { file: RESULT_FILE, write: (sweep) => resultText('sweep', sweepCodec, plainSweep(sweep)) },
];

export const capacityExporters: readonly FolderExporter<Capacity>[] = [
  { file: 'capacity.csv', write: capacityCsv },
  { file: 'points.csv', write: capacityPointsCsv },
  { file: RESULT_FILE, write: (found) => resultText('capacity', capacityCodec, plainCapacity(found)) },
];

export const auditExporters: readonly FolderExporter<Audit>[] = [
  { file: 'audit.csv', write: auditCsv },
  { file: RESULT_FILE, write: (found) => resultText('audit', auditCodec, plainAudit(found)) },
];

export const calibrationExporters: readonly FolderExporter<Calibration>[] = [
  { file: 'held-out.csv', write: heldOutCsv },
  { file: 'values.csv', write: calibratedValuesCsv },
  { file: RESULT_FILE, write: (found) => resultText('calibration', calibrationCodec, plainCalibration(found)) },
];

export const migrationExporters: readonly FolderExporter<Migration>[] = [
  { file: 'migration.csv', write: migrationCsv },
  { file: 'looked.csv', write: (found) => (found.looked.length > 0 ? lookedCsv(found) : null) },
  { file: RESULT_FILE, write: (found) => resultText('migration', migrationCodec, plainMigration(found)) },
];

export const explanationExporters: readonly FolderExporter<Explanation>[] = [
  { file: 'explain.csv', write: explanationCsv },
  { file: RESULT_FILE, write: (found) => resultText('explanation', explanationCodec, plainExplanation(found)) },
];

export const traceExporters: readonly TraceExporter[] = [
  { name: 'svg', endings: ['.svg'], write: (story) => spacetime([story]), writeAll: (stories) => spacetime(stories) },
  { name: 'mermaid', endings: ['.mmd', '.mermaid'], write: mermaidTrace },
  { name: 'perfetto', endings: ['.perfetto.json'], write: perfettoTrace },
  { name: 'otlp', endings: ['.otlp.json'], write: (story) => otlpTraces([story]), writeAll: otlpTraces, isLog: true },
  {
    name: 'otlp-lines',
    endings: ['.otlp.jsonl'],
    write: (story) => otlpLines([story]),
    writeAll: otlpLines,
    isLog: true,
  },
  {
    name: 'otlp-metrics',
    endings: ['.otlp-metrics.json'],
    write: (story) => otlpMetrics([story]),
    writeAll: otlpMetrics,
    isLog: true,
  },
  { name: 'json', endings: ['.json'], write: jsonTrace },
];
