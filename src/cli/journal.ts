import { join } from 'node:path';
import { scenarioHash, TOOL } from '../report/folders/manifest.js';
import { objectionToFolder, reasonOf, settle } from '../report/folders/write.js';
import { WORK } from '../report/folders/written-files.js';
import { fixed } from '../report/words/format.js';
import type { Executor } from '../study/executor.js';
import { BatchJournal, JournalExecutor } from '../workers/journal.js';
import { programHash } from '../workers/program.js';
import { SpilledColumns } from '../workers/spill.js';
import { provenance } from './ending.js';
import { reportsFolder } from './options.js';
import { Refusal } from './session.js';

/** What says where a command writes, and whether it may go on with what is there. */
export interface JournalOptions {
  readonly out?: string;
  readonly fresh?: boolean;
}

/** The journal of a command, in the run folder that it will write. */
export class StudyJournal {
  private readonly folder: string;
  private readonly journal: BatchJournal;
  /** Takes the columns of a large study until its run folder is written. */
  readonly columns: SpilledColumns;

  /** `name`: of the run folder, where --out names none; `scenarioText`: as run, empty where there are several. */
  constructor(
    private readonly options: JournalOptions,
    name: string,
    scenarioText: string,
  ) {
    this.folder = options.out ?? join(reportsFolder(), name);
    this.columns = new SpilledColumns(join(this.folder, WORK));
    const { version, command } = provenance(scenarioText);
    const scenario = { sha256: scenarioHash(scenarioText) };
    this.journal = new BatchJournal(this.folder, { tool: TOOL, version, program: programHash(), scenario, command });
  }

  /**
   * Before anything is simulated: looks for what an earlier process left.
   * @throws Refusal where the run folder could not be written in the end.
   */
  async open(): Promise<void> {
    await settle(this.folder);
    const objection = await objectionToFolder(this.folder);
    if (objection !== null) throw new Refusal(`${objection.message}\n  ${objection.next}`);
    this.journal.open(this.options.fresh === true);
  }

  /** An executor that takes from the journal what is there, and keeps in it what the other one does. */
  over(executor: Executor): Executor {
    return new JournalExecutor(this.journal, executor, (there, jobs) => this.sayFound(there, jobs));
  }

  /** After the run folder was written; what a study that was interrupted has done stays for the next command. */
  close(isInterrupted: boolean): void {
    this.columns.close();
    const { fault } = this.journal;
    if (fault !== null) {
      say(`Batches could not be kept in ${this.folder}: ${reasonOf(fault)}. The result is not touched by that.`);
    }
    if (isInterrupted) {
      if (this.journal.size > 0) say('The same command goes on from there; --fresh begins anew.');
      return;
    }
    this.journal.remove();
    for (const command of this.journal.others()) {
      say(`Work of another study is kept in ${join(this.folder, WORK)}, for: ${command}`);
    }
  }

  private sayFound(there: number, jobs: number): void {
    const { found, damaged } = this.journal;
    if (found === 0) return;
    const whole = found - damaged;
    // How many there are in all is known where one round holds them.
    const of = whole === there ? `${there} of ${batches(jobs)}` : batches(whole);
    const again = damaged === 0 ? '' : ` Damaged, and done again: ${batches(damaged)}.`;
    say(`Resumed: ${of} ${whole === 1 && whole !== there ? 'was' : 'were'} there.${again}`);
  }
}

const batches = (n: number): string => `${fixed(n, 0)} ${n === 1 ? 'batch' : 'batches'}`;

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
