import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index.js';
import { type Job, LocalExecutor } from '../../src/study/executor.js';
import { gathering } from '../../src/study/gather.js';
import { BatchJournal, JournalExecutor, type JournalIdentity } from '../../src/workers/journal.js';
import { programHash } from '../../src/workers/program.js';
import { ThreadExecutor } from '../../src/workers/threads.js';
import { freshFolder } from '../cli/helper.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const monitor = { progress: () => undefined, pause: () => Promise.resolve(false) };
const alone = new LocalExecutor(monitor);
const scenario = scenarioOf(builtin('payments'));
const study = () => gathering(scenario, ['workflow'], measures, { key: 3, runs: 1000 }, 'replications');

const IDENTITY: JournalIdentity = {
  tool: 'dress-rehearsal',
  version: '1.0.0',
  program: 'abc',
  scenario: { sha256: 'def' },
  command: 'rehearse compare payments',
};

function opened(folder: string, identity = IDENTITY, isFresh = false): BatchJournal {
  const journal = new BatchJournal(folder, identity);
  journal.open(isFresh);
  return journal;
}

/** Works through the study on a journal, and dies after so many batches. */
async function dies(journal: BatchJournal, after: number): Promise<void> {
  const work = async (jobs: readonly Job[]): Promise<boolean> => {
    await alone.work(jobs.slice(0, after));
    throw new Error('killed');
  };
  await expect(new JournalExecutor(journal, { work }, () => undefined).work(study().jobs)).rejects.toThrow('killed');
}

/** What is still done of the study on a journal, what is said of it, and what it comes to. */
async function goesOn(journal: BatchJournal) {
  const done: Job[] = [];
  const said: (readonly [number, number])[] = [];
  const work = (jobs: readonly Job[]): Promise<boolean> => {
    done.push(...jobs);
    return alone.work(jobs);
  };
  const { jobs, gathered } = study();
  await new JournalExecutor(journal, { work }, (...told) => said.push(told)).work(jobs);
  return { done: done.length, said, results: gathered.results() };
}

let whole: ReturnType<typeof goesOn> | undefined;

async function undisturbed() {
  whole ??= goesOn(opened(freshFolder()));
  return (await whole).results;
}

/** The only folder of batches in a run folder. */
const home = (folder: string): string => join(folder, 'work', readdirSync(join(folder, 'work'))[0]!);
const batchesIn = (folder: string): string[] => readdirSync(home(folder)).filter((name) => name.endsWith('.batch'));

describe('the journal of a study', () => {
  it('gives what was finished to the next process, which does the rest', async () => {
    const folder = freshFolder();
    await dies(opened(folder), 2);
    const again = opened(folder);
    expect(again.found).toBe(2);
    expect(await goesOn(again)).toEqual({ done: 3, said: [[2, 5]], results: await undisturbed() });
    expect(opened(folder).found).toBe(5);
    again.remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('holds a batch as soon as it is done, by whichever thread', async () => {
    const folder = freshFolder();
    const threads = new ThreadExecutor(1, monitor);
    const seen: number[] = [];
    const { jobs } = study();
    const counted = jobs.map((job) => ({
      ...job,
      take: () => {
        seen.push(batchesIn(folder).length);
        return undefined;
      },
    }));
    await new JournalExecutor(opened(folder), threads, () => undefined).work(counted);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('does again what is damaged: cut off, changed, or under the name of another batch', async () => {
    const folder = freshFolder();
    await dies(opened(folder), 5);
    const [first, second, third, fourth] = batchesIn(folder).map((name) => join(home(folder), name));
    writeFileSync(first!, readFileSync(first!).subarray(0, 100));
    const bytes = readFileSync(second!);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(second!, bytes);
    writeFileSync(third!, readFileSync(fourth!));
    const again = opened(folder);
    const { done, results } = await goesOn(again);
    expect([done, again.damaged]).toEqual([3, 3]);
    expect(results).toEqual(await undisturbed());
  });

  it('does again what is lost while it is being read', async () => {
    const folder = freshFolder();
    await dies(opened(folder), 3);
    const again = opened(folder);
    const { jobs, gathered } = study();
    const lost = jobs.map((job, i) => ({
      ...job,
      take: (result: Parameters<Job['take']>[0]) => {
        if (i === 0) for (const name of batchesIn(folder)) writeFileSync(join(home(folder), name), 'lost');
        return job.take(result);
      },
    }));
    await new JournalExecutor(again, alone, () => undefined).work(lost);
    expect(gathered.results()).toEqual(await undisturbed());
  });

  it.each([
    ['another version', { version: '1.0.1' }],
    ['another program of the same version', { program: 'abd' }],
    ['another scenario', { scenario: { sha256: 'deg' } }],
    ['another seed, which the command names', { command: 'rehearse compare payments --seed b' }],
  ])('is of no use to %s', async (_, other) => {
    const folder = freshFolder();
    await dies(opened(folder), 2);
    const another = opened(folder, { ...IDENTITY, ...other });
    expect([another.found, another.others()]).toEqual([0, [IDENTITY.command]]);
    expect((await goesOn(another)).done).toBe(5);
    another.remove();
    expect(opened(folder).found).toBe(2);
  });

  it('begins anew where that is asked for, and where its header is not as it was', async () => {
    const folder = freshFolder();
    await dies(opened(folder), 2);
    expect(opened(folder, IDENTITY, true).found).toBe(0);
    await dies(opened(folder), 2);
    writeFileSync(join(home(folder), 'journal.json'), JSON.stringify({ ...IDENTITY, command: 'edited' }));
    expect(opened(folder).found).toBe(0);
  });

  it('lets the study go on where nothing can be written', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'work'), 'a file is in the way');
    const journal = opened(folder);
    const { done, results } = await goesOn(journal);
    expect([done, journal.fault]).toEqual([5, expect.objectContaining({ code: 'ENOTDIR' })]);
    expect(results).toEqual(await undisturbed());
  });

  it('writes on where its folder has been replaced', async () => {
    const folder = freshFolder();
    const journal = opened(folder);
    const { jobs } = study();
    const work = async (all: readonly Job[]): Promise<boolean> => {
      await alone.work(all.slice(0, 1));
      journal.remove();
      mkdirSync(join(folder, 'work'));
      return alone.work(all.slice(1));
    };
    await new JournalExecutor(journal, { work }, () => undefined).work(jobs);
    expect([journal.fault, opened(folder).found]).toEqual([null, 4]);
  });
});

it('the program has one hash', () => {
  expect(programHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(programHash()).toBe(programHash());
});
