import { readFileSync } from 'node:fs';
import { createColors } from 'picocolors';

/** What every command needs of its process, without the simulator: `rehearse --help` loads nothing else. */

/** Exit codes of every command. */
export const Exit = { done: 0, threshold: 1, wrongUse: 2, internal: 3, interrupted: 130 } as const;

/** What went wrong, as `--json` prints it. */
export interface CommandFault {
  readonly error: string;
  /** Where: a line of the scenario, or an option; null where it is nowhere in particular. */
  readonly place: string | null;
  /** What to do about it. */
  readonly next: string | null;
}

/** Ends a command with a message that is already fit for people. */
export class Refusal extends Error {
  /** At least one. */
  readonly faults: readonly CommandFault[];

  constructor(
    message: string,
    readonly code: number = Exit.wrongUse,
    faults: readonly CommandFault[] = [faultOf(message)],
  ) {
    super(message);
    this.faults = faults;
  }
}

/** A message is a sentence, which may begin with an option, and under it the next step. */
export function faultOf(message: string): CommandFault {
  const [first, ...rest] = message.split('\n');
  const [, place, said] = /^(--[\w-]+|<\w+>)(?:: )?(.*)$/.exec(first!) ?? [];
  const next = rest.map((line) => line.trim().replace(/^\((.*)\)$/, '$1')).join(' ');
  const isNamed = place !== undefined && first!.startsWith(`${place}: `);
  return {
    error: isNamed ? said! : first!,
    place: place ?? OF_PARSER.exec(first!)?.[1] ?? null,
    next: next === '' ? null : next,
  };
}

/** How the parser of the command line names an option. */
const OF_PARSER = /^(?:unknown |required )?option '(?:-\w, )?(--?[\w-]+)/;

/** Colours where the stream is a terminal, unless NO_COLOR forbids or FORCE_COLOR demands them. */
export function colours(stream: NodeJS.WriteStream): ReturnType<typeof createColors> {
  return createColors(isColourful(stream));
}

export function isColourful(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
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
