import { writeFile } from 'node:fs/promises';
import type { TraceExporter } from '../report/exporters/exporter.js';
import { traceExporters } from '../report/exporters/index.js';
import type { Story } from '../sim/record/story.js';
import { Refusal } from './session.js';

export const TRACE_FORMATS: readonly string[] = traceExporters.map(({ name }) => name);
export const TRACE_ENDINGS: readonly string[] = traceExporters.flatMap(({ endings }) => endings);

/** Two runs need a format that holds both. `at`: when the first begins, in seconds after the Unix epoch. */
export function traceContent(exporter: TraceExporter, stories: readonly Story[], at?: number): string {
  if (stories.length === 1 && at === undefined) return exporter.write(stories[0]!);
  if (exporter.writeAll !== undefined) return exporter.writeAll(stories, at);
  const holds = traceExporters.filter(({ writeAll }) => writeAll !== undefined).flatMap(({ endings }) => endings);
  throw new Refusal(
    `--trace: a file in the format ${exporter.name} holds one run, and two patterns are named.\n  Give it a name that ends in ${holds.join(' or ')}, or name one pattern.`,
  );
}

/** Writes it, or refuses. */
export async function writeTrace(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new Refusal(
      `'${file}' could not be written: ${error instanceof Error ? error.message : String(error)}.\n  Choose another file with --trace.`,
    );
  }
}

/** By the name of the format, else by the end of the file's name: the first exporter that fits. */
export function traceExporterFor(file: string, asked: string | undefined): TraceExporter {
  const found = traceExporters.find(({ name, endings }) =>
    asked === undefined ? endings.some((ending) => file.endsWith(ending)) : name === asked,
  );
  if (found !== undefined) return found;
  const what =
    asked === undefined ? `'${file}' does not say which format it is` : `there is no trace format '${asked}'`;
  const name = asked === undefined ? `Give it a name that ends in one of ${TRACE_ENDINGS.join(', ')}, or use` : 'Use';
  throw new Refusal(`${what}.\n  ${name} --format ${TRACE_FORMATS.join(' or --format ')}.`);
}
