import { type ChildProcess, spawn } from 'node:child_process';
import type { Scenario } from '../../scenario/scenario.js';
import { alone } from '../../study/knock-out.js';
import { type MockProvider, mockProvider } from '../provider.js';
import { ScaledClock } from '../scaled-clock.js';
import { LOOPBACK, served } from '../server.js';
import { environmentFor, type MeasuredRun } from './harness.js';
import type { MeasuredRuns } from './in-process.js';
import { latenessWarning, runWarnings } from './notices.js';
import { ROWS } from './rows.js';

/** Seconds that a process may take where the scenario has no deadline; with one, twice as long as that. */
const PATIENCE_SECONDS = 600;

export interface ExecOptions {
  readonly scenario: Scenario;
  readonly seed: string;
  /** The first replication; default: 0. */
  readonly from?: number;
  readonly runs: number;
  /** A command of the shell: the task comes on its standard input, its standard output is the answer. */
  readonly command: string;
  /** Processes at once. */
  readonly atOnce: number;
  readonly isVerbose?: boolean;
  readonly onProgress?: (share: number) => void;
  readonly isStopped?: () => boolean;
}

/** Runs a command of any language, one process per replication, in real time, against a mock provider on this machine. */
export async function measureCommand(options: ExecOptions): Promise<MeasuredRuns> {
  const { seed, from = 0, runs, onProgress = () => undefined, isStopped = () => false } = options;
  const scenario = alone(options.scenario);
  const clock = new ScaledClock(1);
  const provider = mockProvider({ scenario, seed, pattern: ROWS.measured, clock });
  const server = await served({ provider, port: 0, view: ({ replication }) => ({ replication }) });
  const origin = `http://${LOOPBACK}:${server.port}`;
  const measured: MeasuredRun[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < runs && !isStopped()) {
      const nth = next++;
      measured[nth] = await measuredOnce(provider, origin, from + nth, options);
      onProgress(++done / runs);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.atOnce, runs) }, work));
  } finally {
    await server.close();
  }
  return {
    records: measured.map(({ run }) => run.record),
    warnings: [...runWarnings(measured), latenessWarning(clock)],
  };
}

async function measuredOnce(
  provider: MockProvider,
  origin: string,
  replication: number,
  { scenario, command, isVerbose }: ExecOptions,
): Promise<MeasuredRun> {
  const environment = {
    ...process.env,
    ...environmentFor(origin, replication),
    REHEARSE_REPLICATION: String(replication),
  };
  const { deadline } = scenario.policies;
  const seconds = Number.isFinite(deadline) ? 2 * deadline : PATIENCE_SECONDS;
  const { answer, failed } = await answerOf(command, provider.task, environment, {
    seconds,
    isVerbose: isVerbose === true,
  });
  provider.answer(replication, answer, failed);
  await provider.rest(replication);
  return { run: provider.run(replication), answer, failed };
}

/** What the process prints; where it ends with an error, the last line that it says about it. */
function answerOf(
  command: string,
  task: string,
  env: NodeJS.ProcessEnv,
  { seconds, isVerbose }: { readonly seconds: number; readonly isVerbose: boolean },
): Promise<{ readonly answer: string | undefined; readonly failed: string | undefined }> {
  return new Promise((resolve, reject) => {
    // With a group of its own, so that all that it started ends with it.
    const child = spawn(command, {
      shell: true,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      stop(child);
    }, seconds * 1000);
    let [out, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
      if (isVerbose) process.stderr.write(text);
    });
    // A command that does not read its task closes the pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(task);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      if (isLate)
        return resolve({ answer: undefined, failed: `The command did not end within ${seconds} s, and was stopped.` });
      if (code === 0) return resolve({ answer: out.trimEnd(), failed: undefined });
      const last = errors.trim().split('\n').at(-1) ?? '';
      resolve({ answer: undefined, failed: last === '' ? `The command ended with ${code}.` : last });
    });
  });
}

function stop(child: ChildProcess): void {
  if (process.platform === 'win32') child.kill();
  else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
}
