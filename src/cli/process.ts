import { readFileSync } from 'node:fs';
import { createColors } from 'picocolors';

/** What every command needs of its process, without the simulator: `rehearse --help` loads nothing else. */

/** Exit codes of every command. */
export const Exit = { done: 0, threshold: 1, wrongUse: 2, internal: 3, interrupted: 130 } as const;

/** Ends a command with a message that is already fit for people. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: number = Exit.wrongUse,
  ) {
    super(message);
  }
}

/** Colours where the stream is a terminal and NO_COLOR does not forbid it. */
export function colours(stream: NodeJS.WriteStream): ReturnType<typeof createColors> {
  return createColors(isColourful(stream));
}

export function isColourful(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return stream.isTTY === true;
}

/** Columns of the terminal; 100 where there is none, so that files look alike. */
export function widthOf(stream: NodeJS.WriteStream): number {
  const columns = Number(process.env.COLUMNS);
  if (Number.isInteger(columns) && columns >= 40) return columns;
  return stream.isTTY ? stream.columns : 100;
}

export function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
