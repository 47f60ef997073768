import type { StudyWarning } from '../../study/warning.js';
import { sha256 } from '../sha256.js';

/** Marks a folder as written by this tool. */
export const TOOL = 'dress-rehearsal';

/** As in package.json, which a browser cannot read. */
export const VERSION = '0.1.0';

/** Where a run folder comes from. */
export interface Provenance {
  readonly version: string;
  /** The scenario as run, overrides applied: the text of scenario.yaml. */
  readonly scenarioText: string;
  /** As `exactCommand` writes it. */
  readonly command: string;
  /** YYYY-MM-DD, of the decision record; without it the record has none, since no clock is read. */
  readonly date?: string;
}

export interface ManifestInput extends Provenance {
  readonly seed: string;
  /** Replications finished. */
  readonly runs: number;
  readonly requested: number;
  readonly warnings: readonly StudyWarning[];
}

/** manifest.json: what is needed to make the same folder again. No clock, machine or path is in it, so bytes repeat. */
export function manifest({ version, scenarioText, seed, runs, requested, command, warnings }: ManifestInput): string {
  const content = {
    tool: TOOL,
    version,
    scenario: { file: 'scenario.yaml', sha256: scenarioHash(scenarioText) },
    seed,
    replications: { requested, finished: runs },
    command,
    warnings: warnings.map(({ message, next }) => ({ message, next })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** SHA-256 of the scenario's text (UTF-8), in hexadecimal. */
export function scenarioHash(scenarioText: string): string {
  return sha256(scenarioText);
}

/** Options that say where, how fast or by whom, not what; and switches that only change what is printed. */
const WITH_VALUE = new Set(['--out', '-o', '--jobs', '--shard', '--from', '--queue']);
const SWITCHES = new Set(['--json', '--quiet', '-q', '--all', '--open', '--fresh', '--no-color', '--color']);

/**
 * The command that gives the same results, from what followed the binary's name. Options that name the place, the
 * workers or the form of the output are left out, the rest is quoted for a POSIX shell where it needs to be.
 */
export function exactCommand(binary: string, argv: readonly string[]): string {
  const kept: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index]!;
    if (WITH_VALUE.has(word)) index++;
    else if (!SWITCHES.has(word) && !WITH_VALUE.has(word.split('=')[0]!) && !/^-o./.test(word)) kept.push(word);
  }
  return [binary, ...kept].map(quoted).join(' ');
}

/** The words of a command that `exactCommand` wrote. */
export function parseCommand(command: string): string[] {
  const words = command.match(/(?:'(?:[^']|'\\'')*'|[^\s'])+/g) ?? [];
  return words.map((word) => (word.startsWith("'") ? word.slice(1, -1).replace(/'\\''/g, "'") : word));
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
