import type { Row } from '../../validation/row.js';
import { documentFiles } from '../documents/document-files.js';
import { type ValidationProvenance, validationDocument } from '../documents/validation.js';
import { type CsvCell, csv } from '../exporters/csv.js';
import type { ValidationFound } from '../words/validation.js';
import { TOOL } from './manifest.js';

/** Every file of the folder of a validation by its path in it. The same input gives the same bytes. */
export async function validationFolderFiles(
  found: ValidationFound,
  made: ValidationProvenance,
): Promise<Map<string, string>> {
  const manifest = { tool: TOOL, version: made.version, command: made.command, rows: found.rows.length };
  return new Map([
    ['manifest.json', json(manifest)],
    ['rows.csv', rowsCsv(found.rows)],
    ['rows.json', json(found)],
    ...(await documentFiles(validationDocument(found, made))),
  ]);
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** One row a row of evidence. */
function rowsCsv(rows: readonly Row[]): string {
  const header = [
    'kind',
    'name',
    'what',
    'unit',
    'expected',
    'got',
    'error',
    'allowed',
    'ok',
    'role',
    'source',
    'note',
  ];
  const cells = rows.map((row): CsvCell[] => [
    ...[row.kind, row.name, row.what, row.unit, row.expected, row.got, row.error, row.allowed],
    ...[
      row.ok ? 'yes' : 'no',
      'role' in row && typeof row.role === 'string' ? row.role : 'checked',
      row.source,
      row.note ?? null,
    ],
  ]);
  return csv(header, cells);
}
