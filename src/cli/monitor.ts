import cliProgress from 'cli-progress';
import type { StudyMonitor } from '../study/monitor.js';

/** Progress on the terminal's stderr with the time left, and Ctrl-C as a wish to stop after the current batch. */
export class TerminalMonitor implements StudyMonitor {
  interrupted = false;
  private readonly bar: cliProgress.SingleBar | null;
  private readonly onSignal = (): void => {
    // A second Ctrl-C does not wait.
    if (this.interrupted) process.exit(130);
    this.interrupted = true;
  };

  constructor(quiet: boolean) {
    const wanted = !quiet && process.stderr.isTTY === true;
    this.bar = wanted
      ? new cliProgress.SingleBar({
          format: '{bar} {percentage} % · {eta_formatted} left · {what}',
          barCompleteChar: '█',
          barIncompleteChar: '░',
          barsize: 24,
          hideCursor: true,
          clearOnComplete: true,
          stream: process.stderr,
          etaBuffer: 50,
        })
      : null;
    process.on('SIGINT', this.onSignal);
    this.bar?.start(1000, 0, { what: 'starting' });
  }

  progress = (share: number, what: string): void => {
    this.bar?.update(Math.round(share * 1000), { what });
  };

  pause = async (): Promise<boolean> => {
    await new Promise((resolve) => setImmediate(resolve));
    return this.interrupted;
  };

  close(): void {
    this.bar?.stop();
    process.off('SIGINT', this.onSignal);
  }
}

/** What is being done, on the terminal's stderr, where no share of it is known: each line takes the place of the one before. */
export class StatusLine {
  private readonly isShown: boolean;

  constructor(quiet: boolean) {
    this.isShown = !quiet && process.stderr.isTTY === true;
  }

  say(what: string): void {
    if (this.isShown) process.stderr.write(`\r\u001b[K${what}`);
  }

  clear(): void {
    this.say('');
  }
}
