import type { Command } from 'commander';
import { CALL_HEADING, callLine } from '../real/call-lines.js';
import type { RealRun } from '../real/mock-provider.js';
import { mockProvider } from '../real/provider.js';
import { ScaledClock } from '../real/scaled-clock.js';
import { LOOPBACK, type RunningServer, served } from '../real/server.js';
import { isLoopback } from '../real/time/guard.js';
import { viewOf } from '../real/view.js';
import { counted } from '../report/words/format.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import type { RunRecord } from '../sim/record/record.js';
import { World } from '../sim/world.js';
import { colours, Refusal } from './process.js';
import { load, planNamed, SCENARIO, whole, withChanges } from './session.js';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly allowRemote: boolean;
  readonly seed: string;
  readonly timeScale: number;
  readonly pattern?: string;
  readonly keepPrompts: boolean;
  readonly preset: readonly string[];
  readonly set: readonly string[];
}

/** Faster than this, the machine's own slowness is a part of every figure. */
const FASTEST = 5;

export function addServe(program: Command): void {
  withChanges(program.command('serve'))
    .description(
      "Stands in for the models of a real application: answers the requests of OpenAI's and Anthropic's clients with the scenario's own luck, so that unchanged code lives through the same replications as the simulator. Each replication has an address of its own.",
    )
    .argument(...SCENARIO)
    .option('--port <n>', 'port of the server; 0: any that is free', whole('--port', 0), 4010)
    .option('--host <address>', 'address to listen on', LOOPBACK)
    .option('--allow-remote', 'listen on an address that others can reach, and answer them', false)
    .option('--seed <text>', 'any text; the same seed gives the same random numbers', 'rehearsal')
    .option(
      '--time-scale <factor>',
      `how many times as fast as the scenario says models answer, up to ${FASTEST}; time-outs of clients stay as they are`,
      scale,
      1,
    )
    .option('--pattern <name>', 'tell beside each answer what is predicted for this pattern')
    .option('--keep-prompts', 'keep the text of prompts; else their sizes, hashes and marks are kept', false)
    .addHelpText('after', '\nExample:\n  rehearse serve article --pattern pipeline')
    .action(run);
}

function scale(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= FASTEST) return value;
  throw new Refusal(
    `--time-scale expects a factor above 0 and up to ${FASTEST}, got '${text}'.\n  Leave it out, or measure in virtual time with rehearse measure.`,
  );
}

async function run(path: string, options: ServeOptions): Promise<void> {
  const { host, allowRemote, keepPrompts, seed } = options;
  if (!isLoopback(host) && !allowRemote) {
    throw new Refusal(
      `--host ${host}: others could reach this server.\n  Leave it out, or add --allow-remote where that is meant.`,
    );
  }
  const { scenario } = load(path, options);
  const predict = predictor(scenario, options);
  const clock = new ScaledClock(options.timeScale);
  const provider = mockProvider({
    scenario,
    seed,
    clock,
    keepPrompts,
    onCall: (told, call) => process.stdout.write(`${callLine(told, call)}\n`),
    ...(options.pattern === undefined ? {} : { pattern: options.pattern }),
  });
  const onAnswer = (told: RealRun): void => {
    process.stdout.write(`${answerLine(told, predict?.(told.replication) ?? null, options.pattern)}\n`);
  };
  const server = await started(
    served({ provider, host, port: options.port, allowsRemote: allowRemote, view: viewOf, onAnswer }),
    options,
  );
  greet(host, server.port, options);
  process.once('SIGINT', () => void end(server, clock));
  process.once('SIGTERM', () => void end(server, clock));
}

async function started(starting: Promise<RunningServer>, { port }: ServeOptions): Promise<RunningServer> {
  try {
    return await starting;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'it is in use' : (code ?? message);
    throw new Refusal(`--port ${port}: ${why}.\n  Choose another one, or 0 for any that is free.`);
  }
}

/** What to set, how to go on, and the heading of the table. */
function greet(host: string, port: number, { timeScale }: ServeOptions): void {
  const c = colours(process.stderr);
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  process.stdout.write(`export OPENAI_BASE_URL=${address}/r/0/v1\nexport ANTHROPIC_BASE_URL=${address}/r/0\n\n`);
  process.stderr.write(
    c.dim(
      `Replication 17 is at /r/17. The task's text: ${address}/rehearse/task; a run so far: ${address}/rehearse/r/17; hand its answer in with POST ${address}/rehearse/r/17/answer. Stop with Ctrl-C.\n`,
    ),
  );
  if (timeScale > 1) {
    process.stderr.write(
      `${c.yellow('!')} At ${timeScale} times the speed, the slowness of this machine counts ${timeScale} times, and time-outs of clients come ${timeScale} times too late.\n`,
    );
  }
  process.stdout.write(`${CALL_HEADING}\n`);
}

/** What the simulator says of the same replication under a pattern. */
function predictor(scenario: Scenario, { pattern, seed }: ServeOptions): ((nth: number) => RunRecord) | null {
  if (pattern === undefined) return null;
  const world = new World(scenario, planNamed(scenario, pattern, '--pattern'), keyOf(seed));
  return (nth) => world.run(nth);
}

function answerLine({ replication, record, unrepeatable }: RealRun, predicted: RunRecord | null, pattern = ''): string {
  const told = (run: RunRecord): string => `${run.outcome} after ${counted(run.calls.length, 'call')}`;
  const beside = predicted === null ? '' : `; predicted under ${pattern}: ${told(predicted)}`;
  const odd = unrepeatable.map((why) => `\n! ${why}`).join('');
  return `r/${replication}: ${told(record)}${beside}.${odd}`;
}

async function end(server: RunningServer, { late, waits }: ScaledClock): Promise<void> {
  await server.close();
  if (waits === 0) return;
  const each = ((late / waits) * 1000).toFixed(1);
  process.stderr.write(
    `The machine added ${each} ms to each of ${counted(waits, 'wait')}, which the record leaves out.\n`,
  );
}
