/** Processes that carry out attacks. One that hangs or dies is told of, and another one takes its place. */
import { type ChildProcess, fork } from 'node:child_process';
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
/** A machine that does other work besides must not make a slow attack of a quick one. */
const GRACE = 4;

export class Attacker {
  private child: ChildProcess | null = null;

  /** `seconds` of processor time, roughly: an attack has several times as long by the clock. */
  constructor(private readonly seconds: number) {}

  async carryOut(task: Task): Promise<Ended> {
    const child = this.child ?? fork(RUNNER, [], { execArgv: ['--max-old-space-size=1500'], stdio: 'ignore' });
    this.child = child;
    return new Promise((resolve) => {
      const close = (ended: Ended): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(ended);
      };
      const timer = setTimeout(() => {
        this.stop();
        close({ end: 'hung', ms: GRACE * this.seconds * 1000 });
      }, GRACE * this.seconds * 1000);
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
