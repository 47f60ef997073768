/**
 * Runs commands one after the other in one process: what `helper.ts` starts once a test file. The built program is
 * evaluated anew for each; what it imports is loaded once, which is most of the time that a short command takes.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [main, folder] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
process.setMaxListeners(0);

/** What is written to a stream while `work` runs. */
function captured(stream) {
  const { write } = stream;
  let text = '';
  stream.write = (chunk, ...rest) => {
    text += chunk.toString();
    rest.find((one) => typeof one === 'function')?.();
    return true;
  };
  const known = stream.listeners('error');
  return () => {
    stream.write = write;
    for (const listener of stream.listeners('error')) {
      if (!known.includes(listener)) stream.off('error', listener);
    }
    return text;
  };
}

async function run(nth, { args, cwd, env }) {
  process.chdir(cwd);
  process.env = env;
  process.argv = [process.execPath, main, ...args];
  process.exitCode = undefined;
  const [stdout, stderr] = [captured(process.stdout), captured(process.stderr)];
  let fault = '';
  try {
    await import(`${pathToFileURL(main).href}?${nth}`);
  } catch (error) {
    fault = String(error?.stack ?? error);
  }
  const ended = { code: fault === '' ? (process.exitCode ?? 0) : 1, stdout: stdout(), stderr: stderr() + fault };
  process.exitCode = undefined;
  return ended;
}

async function serve(nth) {
  const request = join(folder, `${nth}.json`);
  while (!existsSync(request)) await new Promise((resolve) => setTimeout(resolve, 5));
  const ended = await run(nth, JSON.parse(readFileSync(request, 'utf8')));
  writeFileSync(join(folder, `${nth}.part`), JSON.stringify(ended));
  renameSync(join(folder, `${nth}.part`), join(folder, `${nth}.ended`));
  return serve(nth + 1);
}

await serve(0);
