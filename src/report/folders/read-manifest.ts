import { join } from 'node:path';
import { FolderProblem, textOf, valueAt, type WantedFolder } from './folder-files.js';
import { TOOL } from './manifest.js';
import { settle } from './write.js';

/** What manifest.json says of a run folder. */
export interface FolderManifest {
  readonly version: string;
  /** The command that makes the folder again. */
  readonly command: string;
  readonly scenarioHash: string;
  readonly seed: string;
  readonly requested: number;
  readonly finished: number;
}

/** @throws FolderProblem where the folder is not one of this tool. */
export async function readManifest(dir: string, wanted: WantedFolder): Promise<FolderManifest> {
  await settle(dir);
  const text = await textOf(dir, 'manifest.json', wanted);
  const place = join(dir, 'manifest.json');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new FolderProblem(`${place} is not JSON.`, `${wanted.next.replace(/\.$/, '')}, or make it again.`);
  }
  if (valueAt(content, 'tool') !== TOOL) throw new FolderProblem(`${place} is not one of ${TOOL}.`, wanted.next);
  const [version, seed, command] = ['version', 'seed', 'command'].map((key) => valueAt(content, key));
  const [requested, finished] = ['requested', 'finished'].map((key) => valueAt(content, 'replications', key));
  const hash = valueAt(content, 'scenario', 'sha256');
  if (typeof version === 'string' && typeof seed === 'string' && isCount(requested) && isCount(finished)) {
    return {
      ...{ version, seed, requested, finished },
      command: typeof command === 'string' ? command : '',
      scenarioHash: typeof hash === 'string' ? hash : '',
    };
  }
  const message = `${place} does not say its version, seed and replications.`;
  throw new FolderProblem(message, 'Make the folder again with this version of the tool.');
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
