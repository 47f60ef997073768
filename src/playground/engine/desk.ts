import type { Answer, Request } from './protocol.js';
import { readStories } from './reading.js';
import { CannotPlay, type Session } from './session.js';
import type { Studies } from './study.js';

/** Work that goes on in small steps. */
interface OpenJob {
  readonly id: number;
  /** Waits until nothing else is to be done. */
  readonly isIdle: boolean;
  /** Does one step; true: that was the last. */
  readonly step: () => boolean;
}

/**
 * Answers what the page asks. Short questions at once; long ones in steps of a few milliseconds, between which `later` lets
 * other questions in, so that a stop is felt at once.
 */
export class Desk {
  private jobs: OpenJob[] = [];
  private isRunning = false;

  constructor(
    private readonly session: Session,
    private readonly studies: Studies,
    private readonly answer: (answer: Answer) => void,
    private readonly later: (work: () => void) => void,
  ) {}

  ask(request: Request): void {
    this.guarded(request.id, () => this.take(request));
  }

  private take(request: Request): void {
    const { id } = request;
    switch (request.kind) {
      case 'open':
        this.answer({ kind: 'opened', id, opened: this.session.open(request) });
        return;
      case 'story':
        this.answer({ kind: 'story', id, story: this.session.story(request, request.pattern, request.luck) });
        return;
      case 'read':
        this.answer({ kind: 'read', id, stories: readStories(request.json) });
        return;
      case 'study':
        this.begin(id, this.studies.study(request, request), {
          step: (picture) => picture !== null && this.answer({ kind: 'partial', id, picture }),
        });
        return;
      case 'find':
        this.begin(id, this.studies.find(request, request.patterns, request.luck), {
          end: (found) => this.answer({ kind: 'found', id, ...found }),
        });
        return;
      case 'effects':
        this.begin(id, this.studies.effects(request, request.patterns, request.knobs), {
          end: (idle) => this.answer({ kind: 'effects', id, idle }),
          isIdle: true,
        });
        return;
      case 'stop':
        this.jobs = this.jobs.filter((job) => job.id !== request.id);
        return;
    }
  }

  private begin<Y, R>(
    id: number,
    work: Generator<Y, R>,
    { step, end, isIdle = false }: { step?: (value: Y) => unknown; end?: (value: R) => void; isIdle?: boolean },
  ): void {
    const next = (): boolean => {
      const { done, value } = work.next();
      if (done === true) end?.(value);
      else step?.(value);
      return done === true;
    };
    this.jobs.push({ id, isIdle, step: next });
    this.run();
  }

  private run(): void {
    if (this.isRunning || this.jobs.length === 0) return;
    this.isRunning = true;
    this.later(() => {
      this.isRunning = false;
      const job = this.jobs.find(({ isIdle }) => !isIdle) ?? this.jobs[0];
      if (job === undefined) return;
      this.jobs = this.jobs.filter((one) => one !== job);
      let isDone = true;
      this.guarded(job.id, () => {
        isDone = job.step();
      });
      // Behind the others: two long questions share the worker.
      if (!isDone) this.jobs.push(job);
      this.run();
    });
  }

  private guarded(id: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof CannotPlay)) throw error;
      this.answer({ kind: 'refused', id, problems: error.problems });
    }
  }
}
