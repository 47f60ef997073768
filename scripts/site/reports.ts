import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentFiles } from '../../src/report/documents/document-files.js';
import { builtinText } from '../../src/scenario/file.js';
import { path } from '../generated.js';

/** A built-in scenario of which a report was made, and its answer in a sentence. */
export interface MadeReport {
  readonly name: string;
  readonly answer: string;
}

/** Decides a built-in scenario, and leaves the whole run folder in `folder/NAME`. Needs a build. */
export function makeReport(name: string, folder: string, more: readonly string[] = []): MadeReport {
  const out = join(folder, name);
  const { sentences } = JSON.parse(rehearse('decide', name, '--json', '--out', out, ...more)) as {
    readonly sentences: readonly string[];
  };
  return { name, answer: sentences[0]! };
}

/** Examines claims (all where none is named), and leaves the report in `folder/claims`. Needs a build. */
export function makeClaimsReport(folder: string, ids: readonly string[] = []): void {
  rehearse('claims', ...ids, '--out', join(folder, 'claims'), '--quiet');
}

/** Holds the simulator against evidence, and leaves the page in `folder/validation`. Needs a build. */
export function makeValidationReport(folder: string, more: readonly string[] = []): void {
  rehearse('validate', '--out', join(folder, 'validation'), ...more);
}

/** The first page: `index.html`, and `README.md` with the same words. */
export async function writeIndex(folder: string, reports: readonly MadeReport[]): Promise<void> {
  const files = await documentFiles(indexOf(reports));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'README.md'), files.get('report.md')!);
  writeFileSync(join(folder, 'index.html'), files.get('report.html')!);
}

const FEW = 'pipeline,workflow,maker-checker,debate,supervisor,choreography,newsroom';
/** Of what the example is: few patterns, so that it stays small. */
export const EXAMPLE = ['article', '--patterns', FEW] as const;

/** The example in the repository: what of a run folder can be read on a page of code, Markdown and SVG, and what these link to. */
export function makeExample(): void {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
  const [name, ...patterns] = EXAMPLE;
  makeReport(name, folder, patterns);
  const example = path('reports/example');
  rmSync(example, { recursive: true, force: true });
  cpSync(join(folder, name), example, {
    recursive: true,
    filter: (file) =>
      !/\.[^/]*$/.test(file) ||
      /\.(md|svg)$|(^|\/)(summary|decision)\.csv$|(^|\/)(scenario\.yaml|brief\.html)$/.test(file),
  });
  rmSync(folder, { recursive: true });
}

function rehearse(...args: string[]): string {
  try {
    return execFileSync(process.execPath, [path('dist/cli/main.js'), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1e9,
    });
  } catch (error) {
    // A limit that no pattern keeps is a result, too.
    const { status, stdout } = error as { status: number; stdout: string };
    if (status === 1) return stdout;
    throw error;
  }
}

/** The question of a built-in scenario. */
export function questionOf(name: string): string {
  return /^question: "?(.*?)"?$/m.exec(builtinText(name))![1]!;
}

function indexOf(reports: readonly MadeReport[]): Parameters<typeof documentFiles>[0] {
  const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
  const rows = reports.map(({ name, answer }) => [
    name,
    questionOf(name),
    answer,
    [
      { link: 'report', href: `${name}/report.html` },
      ' · ',
      { link: 'text', href: `${name}/report.md` },
      ' · ',
      { link: 'decision record', href: `${name}/adr.md` },
    ],
  ]);
  const columns = [left('Scenario'), left('Question'), left('Answer'), left('Read')];
  const agreement = { link: 'expected and got', href: 'validation/report.html' };
  const verdicts = { link: 'the verdicts', href: 'claims/report.html' };
  return {
    title: 'What was rehearsed',
    subtitle:
      'The built-in scenarios, decided under their own limits, weights and uncertain ranges; and the claims, tested.',
    sections: [
      { id: 'scenarios', title: 'Scenarios', blocks: [{ kind: 'table', columns, rows, ofPatterns: false }] },
      {
        id: 'claims',
        title: 'Claims',
        blocks: [{ kind: 'text', text: ['Published claims, each tested by an experiment: ', verdicts, '.'] }],
      },
      {
        id: 'validation',
        title: 'Validation',
        blocks: [{ kind: 'text', text: ['How far the simulator agrees with what is known: ', agreement, '.'] }],
      },
      {
        id: 'again',
        title: 'Made again',
        blocks: [
          { kind: 'code', language: 'sh', text: 'npm run reports' },
          { kind: 'text', text: ['Each folder has its exact command in ', { code: 'manifest.json' }, '.'] },
        ],
      },
    ],
  };
}
