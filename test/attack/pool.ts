/** Processes that carry out attacks. One that hangs or dies is told of, and another one takes its place. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Task {
  readonly kind: 'run' | 'load';
  readonly text: string;
  readonly patterns?: readonly string[];
  /** Whether every file of the run folder is made, charts too. */
  readonly isWhole?: boolean;
}

export interface Ended {
  /** `hung`: it did not end in time; `died`: its process did, as of lack of memory. */
  readonly end: 'ran' | 'refused' | 'undefined' | 'crashed' | 'hung' | 'died';
  readonly what?: string;
  readonly problems?: number;
  readonly warnings?: readonly string[];
  readonly ms: number;
}

const RUNNER = fileURLToPath(new URL('runner.mjs', import.meta.url));
/** How often it is looked whether an attack takes too long. */
const LOOK_MS = 500;
/** Where a system does not tell processor time, an attack has several times as long by the clock. */
const GRACE = 6;

export class Attacker {
  private child: ChildProcess | null = null;

  /** `seconds` of processor time: how much else a machine does must not make a slow attack of a quick one. */
  constructor(private readonly seconds: number) {}

  async carryOut(task: Task): Promise<Ended> {
    const child = this.child ?? fork(RUNNER, [], { execArgv: ['--max-old-space-size=1500'], stdio: 'ignore' });
    this.child = child;
    return new Promise((resolve) => {
      const close = (ended: Ended): void => {
        clearInterval(timer);
        child.removeAllListeners();
        resolve(ended);
      };
      const [begun, used] = [performance.now(), processorSeconds(child)];
      const timer = setInterval(() => {
        const now = processorSeconds(child);
        const taken = now === null || used === null ? (performance.now() - begun) / 1000 / GRACE : now - used;
        if (taken < this.seconds) return;
        this.stop();
        close({ end: 'hung', ms: taken * 1000 });
      }, LOOK_MS);
      child.once('message', (ended) => close(ended as Ended));
      child.once('exit', (code, signal) => {
        this.child = null;
        close({ end: 'died', what: `${code ?? signal}`, ms: 0 });
      });
      child.send(task);
    });
  }

  stop(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}

/** Seconds of processor time that a process has used; null where the system does not tell. */
function processorSeconds({ pid }: ChildProcess): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}
