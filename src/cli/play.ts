import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type Command, Option } from 'commander';
import { hashOf, type PageRoute, START } from '../playground/address.js';
import { withEmbedded } from '../playground/embedded.js';
import { lessons } from '../playground/lessons/index.js';
import { story as storyCodec } from '../report/results/story.js';
import { suggest } from '../scenario/checks/words.js';
import { builtinPath } from '../scenario/file.js';
import { unknownNames } from '../study/check.js';
import { TraceProblem } from '../traces/problem.js';
import { readTrace } from '../traces/read.js';
import { storyOfTask } from '../traces/story.js';
import { colours } from './process.js';
import { listed, load, overridesIn, Refusal, SCENARIO, whole, withChanges } from './session.js';

/** The whole playground: the build makes it. */
const PAGE = new URL('../playground/index.html', import.meta.url);

/** Nobody else reaches it. */
const HOST = '127.0.0.1';

/** The scenario as it was written: changes travel beside it, so that the page can take them back. */
const UNCHANGED = { preset: [], set: [] };

interface PlayOptions {
  readonly lesson?: string;
  readonly patterns?: string;
  readonly replication: number;
  readonly seed: string;
  readonly port: number;
  readonly open: boolean;
  readonly export?: string;
  readonly story?: string;
  readonly preset: readonly string[];
  readonly set: readonly string[];
}

export function addPlay(program: Command): void {
  withChanges(program.command('play'))
    .description(
      'Opens the playground in your browser: two patterns at work on the same task with the same random numbers, step by step, and what many tasks come to. The page is one file and loads nothing from the network.',
    )
    .argument('[scenario]', SCENARIO[1])
    .option('--patterns <a,b>', 'the two patterns to begin with')
    .option('--replication <n>', 'the replication to begin with', whole('--replication', 0), 0)
    .option('--seed <text>', 'any text; the same seed gives the same random numbers', START.seed)
    .option(
      '--story <file>',
      'show a run: one that rehearse run --trace FILE.json wrote, or a trace of real runs (its first two tasks)',
    )
    .option('--lesson <id>', 'begin with a lesson')
    .option('--port <n>', 'port of the local server; 0: any that is free', whole('--port', 0), 0)
    .addOption(new Option('--no-open', 'print the address only'))
    .option('--export <file>', 'write the page as a file that opens with this run, offline, and start no server')
    .addHelpText('after', '\nExample:\n  rehearse play article --patterns pipeline,choreography --export article.html')
    .action(play);
}

async function play(scenario: string | undefined, options: PlayOptions): Promise<void> {
  const stories = options.story === undefined ? null : await storiesIn(options.story);
  const hash = hashOf(stories === null ? routeFor(scenario, options) : { room: 'stage', stage: START });
  const embedded = stories === null ? { hash } : { hash, stories };
  if (options.export !== undefined) {
    write(options.export, withEmbedded(pageText(), embedded));
    return;
  }
  const page = stories === null ? pageText() : withEmbedded(pageText(), embedded);
  const server = await served(page, options.port);
  const address = `http://${HOST}:${(server.address() as AddressInfo).port}/${hash}`;
  const c = colours(process.stderr);
  process.stdout.write(`${address}\n`);
  process.stderr.write(c.dim('Stop with Ctrl-C. The page goes on working without this command once it is open.\n'));
  if (options.open) openInBrowser(address);
}

/** Runs side by side at most. */
const MOST_STORIES = 2;

/** The runs in a file, as the page reads them: its own as they are, real ones told from their trace. */
async function storiesIn(file: string): Promise<string> {
  const own = await ownStories(file);
  if (own !== null) return own;
  try {
    const { tasks } = await readTrace(file);
    return JSON.stringify(tasks.slice(0, MOST_STORIES).map((task, i) => storyOfTask(task, basename(file), i)));
  } catch (error) {
    if (error instanceof TraceProblem) throw new Refusal(`--story: ${error.message}\n  ${error.next}`);
    throw error;
  }
}

/** A file that this tool wrote of its own runs; null: it is none. */
async function ownStories(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null || !/^\s*[[{]/.test(text) || !text.includes('"letters"')) return null;
  try {
    const list = [JSON.parse(text) as unknown].flat();
    return list.every((one) => storyCodec.safeParse(one).success) ? text : null;
  } catch {
    return null;
  }
}

/** Where the page opens: checked here, so that mistakes are told in the terminal. */
function routeFor(path: string | undefined, options: PlayOptions): PageRoute {
  if (options.lesson !== undefined) {
    const ids = lessons.map(({ id }) => id);
    if (ids.includes(options.lesson)) return { room: 'lesson', id: options.lesson };
    throw new Refusal(`--lesson: there is no lesson '${options.lesson}'.\n  ${suggest(options.lesson, ids)}`);
  }
  if (path === undefined) return { room: 'contents' };
  const { scenario } = load(path, options);
  const names = listed(options.patterns ?? '');
  if (names.length > 2) throw new Refusal('--patterns: two stand side by side.\n  Name two patterns.');
  for (const problem of unknownNames(scenario, names)) throw new Refusal(`--patterns: ${problem}`);
  const isBuiltIn = builtinPath(path) !== null && !existsSync(path);
  const [a = null, b = null] = names;
  const { replication, seed } = options;
  const own = isBuiltIn
    ? { scenario: path, packed: null }
    : { scenario: null, packed: packed(load(path, UNCHANGED).document) };
  return { room: 'stage', stage: { ...START, ...own, a, b, replication, seed, set: overridesIn(options) } };
}

/** As `pack` of the page, which inflates it. */
function packed(text: string): string {
  return deflateRawSync(text, { level: 9 }).toString('base64url');
}

function pageText(): string {
  if (existsSync(PAGE)) return readFileSync(PAGE, 'utf8');
  throw new Refusal('The playground has not been built.\n  Run npm run build.');
}

function write(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`'${file}' could not be written: ${why}.\n  Choose another file with --export.`);
  }
  process.stderr.write(`Wrote ${file}: it opens in a browser, without a network.\n`);
}

/** One page at one address; everything else is not there. */
function served(page: string, port: number): Promise<Server> {
  const server = createServer(({ method, url = '/' }, response) => {
    const isPage = url === '/' && (method === 'GET' || method === 'HEAD');
    response.writeHead(isPage ? 200 : 404, {
      'content-type': isPage ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(method === 'HEAD' ? undefined : isPage ? page : 'There is nothing here.\n');
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'it is in use' : (error.code ?? error.message);
      reject(new Refusal(`--port ${port}: ${why}.\n  Choose another one, or leave it out.`));
    });
    server.listen(port, HOST, () => resolve(server));
  });
}

/** Where there is no browser, the address has been printed. */
function openInBrowser(address: string): void {
  const [command, ...rest] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  const child = spawn(command!, [...rest, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
