import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { colours } from './process.js';

/** Milliseconds without a further change after which a change counts as finished. */
const SETTLED_MS = 200;

/** Files of tools, which change while a command runs. */
const NOT_WATCHED = /(^|[\\/])(node_modules|\.git|reports|coverage)([\\/]|$)/;

/**
 * Runs this command again, without `--watch`, whenever a file in a folder changes, until it is stopped. Each time in a process
 * of its own: a module is loaded only once by a process.
 */
export function againOnChange(folder: string): Promise<void> {
  const words = process.argv.slice(1).filter((word) => word !== '--watch');
  const c = colours(process.stderr);
  let isRunning = false;
  let isDue = false;
  const go = (): void => {
    if (isRunning) {
      isDue = true;
      return;
    }
    isRunning = true;
    const child = spawn(process.execPath, [...process.execArgv, ...words], { stdio: 'inherit' });
    child.on('close', () => {
      isRunning = false;
      process.stderr.write(c.dim(`Waiting for a change in ${folder}. Stop with Ctrl-C.\n`));
      if (!isDue) return;
      isDue = false;
      go();
    });
  };
  return new Promise((_, reject) => {
    let timer: NodeJS.Timeout | undefined;
    watch(folder, { recursive: true }, (_event, file) => {
      if (file !== null && NOT_WATCHED.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(go, SETTLED_MS);
    }).on('error', reject);
    go();
  });
}
