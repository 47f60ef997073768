import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_HEADER, WORK } from '../report/folders/written-files.js';
import type { Assignment } from '../study/assignment.js';
import type { Executor, Job } from '../study/executor.js';
import { type AssignmentResult, assignmentKey, isWhole, sealed, unsealed } from './packing.js';
import { type AtHand, CachedExecutor } from './store.js';

/** The study that a journal belongs to: only with all of it equal is its work the same. */
export interface JournalIdentity {
  readonly tool: string;
  readonly version: string;
  /** `programHash()`. */
  readonly program: string;
  readonly scenario: { readonly sha256: string };
  /** With the seed and everything else that decides what the study comes to. */
  readonly command: string;
}

const ENTRY = '.batch';

/**
 * Finished batches of a study that is not at its end, a file each, in `work` of its run folder. Each file is written aside
 * and renamed, and carries a checksum: a process that is killed at any moment loses what it had not finished.
 */
export class BatchJournal implements AtHand {
  /** Finished batches that were there when it was opened. */
  found = 0;
  /** Of them, those that turned out to be damaged. */
  damaged = 0;
  /** Why nothing more is written; null: all is well. */
  fault: unknown = null;
  private readonly home: string;
  private readonly dir: string;
  private readonly there = new Set<string>();
  private written = 0;

  constructor(
    folder: string,
    private readonly identity: JournalIdentity,
  ) {
    this.home = join(folder, WORK);
    const name = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
    this.dir = join(this.home, name);
  }

  /** Looks for what an earlier process left; `isFresh`: nothing of it is used. Writes nothing yet. */
  open(isFresh: boolean): void {
    if (isFresh || !this.isOurs()) {
      try {
        rmSync(this.dir, { recursive: true, force: true });
      } catch (error) {
        this.fault = error;
      }
      return;
    }
    for (const name of readdirSync(this.dir)) {
      if (name.endsWith(ENTRY)) this.there.add(name.slice(0, -ENTRY.length));
    }
    this.found = this.there.size;
  }

  /** Commands of other studies that were begun in the same folder and did not come to their end. */
  others(): string[] {
    return namesIn(this.home).flatMap((name) => {
      const dir = join(this.home, name);
      const header = dir === this.dir ? null : headerOf(dir);
      return header === null ? [] : [header.command];
    });
  }

  /** Finished batches that are in it. */
  get size(): number {
    return this.there.size;
  }

  has(assignment: Assignment): boolean {
    const key = assignmentKey(assignment);
    if (!this.there.has(key)) return false;
    const bytes = this.bytesOf(key);
    if (bytes !== null && isWhole(key, bytes)) return true;
    this.damaged++;
    this.there.delete(key);
    return false;
  }

  find(assignment: Assignment): AssignmentResult | undefined {
    const key = assignmentKey(assignment);
    const bytes = this.there.has(key) ? this.bytesOf(key) : null;
    return (bytes === null ? null : unsealed(key, bytes)) ?? undefined;
  }

  /** Keeps a finished batch. Where that fails the study goes on without, and `fault` says why. */
  add(assignment: Assignment, result: AssignmentResult): void {
    if (this.fault !== null) return;
    const key = assignmentKey(assignment);
    try {
      this.write(`${key}${ENTRY}`, sealed(key, result));
      this.there.add(key);
    } catch (error) {
      this.fault = error;
    }
  }

  /** Once all of it stands in the run folder. */
  remove(): void {
    try {
      rmSync(this.dir, { recursive: true, force: true });
      rmdirSync(this.home);
    } catch {
      // Another study is at work there, or it was never there.
    }
  }

  private isOurs(): boolean {
    const header = headerOf(this.dir);
    return header !== null && JSON.stringify(header) === JSON.stringify(this.identity);
  }

  private bytesOf(key: string): Uint8Array | null {
    try {
      return readFileSync(join(this.dir, `${key}${ENTRY}`));
    } catch {
      return null;
    }
  }

  /** Whole or not at all. The folder may be replaced by another command meanwhile: then the file is written again. */
  private write(name: string, content: string | Uint8Array): void {
    const aside = join(this.dir, `${process.pid}-${this.written++}.part`);
    for (let time = 0; ; time++) {
      try {
        if (name !== JOURNAL_HEADER && headerOf(this.dir) === null)
          this.write(JOURNAL_HEADER, JSON.stringify(this.identity));
        mkdirSync(this.dir, { recursive: true });
        writeFileSync(aside, content);
        renameSync(aside, join(this.dir, name));
        return;
      } catch (error) {
        rmSync(aside, { force: true });
        if (time === 2 || !(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
    }
  }
}

function headerOf(dir: string): JournalIdentity | null {
  try {
    const content: unknown = JSON.parse(readFileSync(join(dir, JOURNAL_HEADER), 'utf8'));
    return typeof content === 'object' && content !== null && 'command' in content
      ? (content as JournalIdentity)
      : null;
  } catch {
    return null;
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** Takes finished batches from a journal, and writes into it what another executor does of the rest. */
export class JournalExecutor implements Executor {
  private readonly cached: CachedExecutor;

  constructor(
    journal: BatchJournal,
    others: Executor,
    /** Told once, when work that was found is used for the first time: batches of the first round that were there, and all of them. */
    private readonly say: (there: number, jobs: number) => void,
  ) {
    const keeping = (job: Job): Job => ({
      ...job,
      done: (result) => {
        journal.add(job.assignment, result);
        job.done?.(result);
      },
    });
    const rest: Executor = { work: (jobs, share) => others.work(jobs.map(keeping), share) };
    this.cached = new CachedExecutor(journal, rest, (there, jobs) => this.told(there, jobs));
  }

  private isTold = false;

  work(jobs: readonly Job[], share?: readonly [number, number]): Promise<boolean> {
    return this.cached.work(jobs, share);
  }

  private told(there: number, jobs: number): void {
    if (this.isTold) return;
    this.isTold = true;
    this.say(there, jobs);
  }
}
