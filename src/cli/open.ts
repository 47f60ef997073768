import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Opens a page in the browser that BROWSER names, else in that of the system. The command does not wait for it. */
export function openPage(file: string): void {
  const [command, ...before] = openerOf(process.platform, process.env.BROWSER);
  const opener = spawn(command, [...before, resolve(file)], { detached: true, stdio: 'ignore' });
  opener.on('error', () => {
    process.stderr.write(
      `No browser could be started with '${command}'.\n  Open ${file} yourself, or name a browser in BROWSER.\n`,
    );
  });
  opener.unref();
}

type Opener = readonly [command: string, ...before: string[]];

/** BROWSER may list several, as on Unix it does; the first one counts. */
function openerOf(platform: NodeJS.Platform, browser: string | undefined): Opener {
  const named = platform === 'win32' ? browser : browser?.split(':')[0];
  if (named !== undefined && named !== '') return [named];
  if (platform === 'darwin') return ['open'];
  return platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
}
