import { z } from 'zod';

/** Holds a study's result as plain data, so that its report can be made again. */
export const RESULT_FILE = 'result.json';

/** Raised with every change of what stands in the file, so that an older folder is told from a broken one. */
export const RESULT_FORMAT = 4;

const KINDS = [
  'comparison',
  'decision',
  'sweep',
  'explanation',
  'capacity',
  'audit',
  'migration',
  'calibration',
] as const;
export type ResultKind = (typeof KINDS)[number];

/** What every result.json begins with. */
export const resultEnvelope = z.object({
  format: z.literal(RESULT_FORMAT),
  kind: z.enum(KINDS),
  /** Of the decision record. */
  date: z.string().optional(),
  result: z.unknown(),
});

/** The text of result.json: one line, since only programs read it. */
export function resultText<T extends z.ZodType>(
  kind: ResultKind,
  codec: T,
  result: z.output<T>,
  date?: string,
): string {
  const content = { format: RESULT_FORMAT, kind, date, result: z.encode(codec, result) };
  return `${JSON.stringify(content)}\n`;
}
