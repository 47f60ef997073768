import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportDocument, RichText } from '../src/report/documents/document.js';
import { documentFiles } from '../src/report/documents/document-files.js';
import { listBuiltins } from '../src/scenario/file.js';
import { fingerprintOf } from './fingerprints.js';
import { path } from './generated.js';

/** Makes the committed reports: `npm run reports`. Needs a build. A test says when they are due. */
const FOLDER = 'reports/built-in';
/** Too large to commit, and made again by the command in each manifest: single replications, and what charts are drawn from. */
const LEFT_OUT = /(runs\.csv|uncertain\.csv|\.vl\.json)$/;

interface Decided {
  readonly sentences: readonly string[];
}

function rehearse(...args: string[]): string {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  try {
    return execFileSync(process.execPath, [path('dist/cli/main.js'), ...args], {
      cwd: path('.'),
      encoding: 'utf8',
      stdio: [...stdio],
      maxBuffer: 1e9,
    });
  } catch (error) {
    // A limit that nothing keeps is a result, too.
    const { status, stdout } = error as { status: number; stdout: string };
    if (status === 1) return stdout;
    throw error;
  }
}

function questionOf(name: string): string {
  return /^question: (.*)$/m.exec(readFileSync(path(`scenarios/${name}.yaml`), 'utf8'))![1]!;
}

async function main(): Promise<void> {
  const fingerprints: Record<string, string> = {};
  const rows: RichText[][] = [];
  for (const name of listBuiltins()) {
    process.stderr.write(`${name}\n`);
    const { sentences } = JSON.parse(rehearse('decide', name, '--json', '--out', `${FOLDER}/${name}`)) as Decided;
    fingerprints[name] = await fingerprintOf(name);
    const links: RichText = [
      { link: 'report', href: `${name}/report.html` },
      ' · ',
      { link: 'text', href: `${name}/report.md` },
      ' · ',
      { link: 'decision record', href: `${name}/adr.md` },
    ];
    rows.push([name, questionOf(name), sentences[0]!, links]);
  }
  rehearse('claims', '--out', `${FOLDER}/claims`, '--quiet');
  for (const file of readdirSync(path(FOLDER), { recursive: true, encoding: 'utf8' })) {
    if (LEFT_OUT.test(file)) rmSync(path(join(FOLDER, file)));
  }
  await writeIndex(rows);
  writeFileSync(path(`${FOLDER}/fingerprints.json`), `${JSON.stringify(fingerprints, null, 2)}\n`);
}

async function writeIndex(rows: readonly RichText[][]): Promise<void> {
  const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
  const document: ReportDocument = {
    title: 'What was rehearsed',
    subtitle:
      'The built-in scenarios, decided under their own limits, weights and uncertain ranges; and the claims, tested.',
    sections: [
      {
        id: 'scenarios',
        title: 'Scenarios',
        blocks: [
          {
            kind: 'table',
            columns: [left('Scenario'), left('Question'), left('Answer'), left('Read')],
            rows,
            ofPatterns: false,
          },
        ],
      },
      {
        id: 'claims',
        title: 'Claims',
        blocks: [
          {
            kind: 'text',
            text: [
              'What others have claimed, each as an experiment: ',
              { link: 'the verdicts', href: 'claims/report.html' },
              '.',
            ],
          },
        ],
      },
      {
        id: 'again',
        title: 'Made again',
        blocks: [
          { kind: 'code', language: 'sh', text: 'npm run reports' },
          {
            kind: 'text',
            text: [
              'Each folder has its exact command in ',
              { code: 'manifest.json' },
              '. Single replications (',
              { code: 'runs.csv' },
              ', ',
              { code: 'uncertain.csv' },
              ') and the specifications of charts are left out here for their size; the command makes them again.',
            ],
          },
        ],
      },
    ],
  };
  const files = await documentFiles(document);
  mkdirSync(path(FOLDER), { recursive: true });
  writeFileSync(path(`${FOLDER}/README.md`), files.get('report.md')!);
  writeFileSync(path(`${FOLDER}/index.html`), files.get('report.html')!);
}

await main();
