import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './examples.js';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

const folder = mkdtempSync(join(tmpdir(), 'rehearse-tarball-'));
const modules = join(folder, 'node_modules');
const installed = join(modules, 'dress-rehearsal');

const run = (command: string, args: readonly string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(dir, file)).isFile())
    .sort();

/** Installs the tarball in an empty folder, as npm would, but for the dependencies: those are the repository's own. */
function install(): Packed {
  run('npm', ['run', '-s', 'prepare'], ROOT);
  const [packed] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], ROOT),
  ) as Packed[];
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', join(folder, packed!.filename), '-C', installed, '--strip-components=1']);
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  return packed!;
}

describe('the packed tarball', () => {
  let packed: Packed;
  let before: string[];
  beforeAll(() => {
    packed = install();
    before = filesIn(installed);
    for (const file of before) chmodSync(join(installed, file), 0o444);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes less than 3 MB beside the fonts, and holds no tests and no map without its source', () => {
    const own = packed.files.filter(({ path }) => !path.startsWith('assets/fonts/'));
    const size = own.reduce((sum, file) => sum + file.size, 0);
    process.stdout.write(`tarball, unpacked, without fonts: ${(size / 1e6).toFixed(2)} MB\n`);
    expect(size).toBeLessThan(3e6);
    const paths = new Set(packed.files.map(({ path }) => path));
    expect([...paths].filter((path) => /\.test\.|^test\/(?!data\/)/.test(path))).toEqual([]);
    for (const path of [...paths].filter((one) => one.endsWith('.map'))) {
      expect(paths, path).toContain(path.replace(/^dist\/(.*?)\.(js|d\.ts)\.map$/, 'dist/sources/$1.ts'));
    }
  });

  it('passes publint', () => {
    const [name] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
    expect(run(join(ROOT, 'node_modules/.bin/publint'), [join(folder, name!), '--strict'])).toMatch(
      /All good|Suggestions/,
    );
  });

  it('runs from the command line, and writes nothing where it is installed', () => {
    const rehearse = (...args: string[]): string =>
      run(process.execPath, [join(installed, 'dist/cli/main.js'), ...args]);
    expect(rehearse('scenarios')).toContain('article');
    expect(rehearse('compare', 'article', '--runs', '20', '--quiet', '--patterns', 'workflow')).toContain('workflow');
    expect(readdirSync(join(folder, 'reports/article'))).toContain('report.html');
    expect(filesIn(installed)).toEqual(before);
  });

  it('has the matcher for tests', () => {
    const code = "console.log(import.meta.resolve('dress-rehearsal/vitest'))";
    expect(run(process.execPath, ['--input-type=module', '-e', code])).toContain('dress-rehearsal/dist/vitest.js');
    expect(filesIn(installed)).toContain('dist/vitest.d.ts');
  });

  it('is imported', () => {
    const code = `
      import { compare, loadScenario, report } from 'dress-rehearsal';
      import { Act } from 'dress-rehearsal/kit';
      const compared = await compare(loadScenario('article'), { runs: 20, patterns: ['workflow'] });
      const { html } = await report(compared);
      console.log(compared.ranking.length, html.startsWith('<!doctype html>'), Act.produce >= 0);
    `;
    writeFileSync(join(folder, 'use.mjs'), code);
    expect(run(process.execPath, ['use.mjs'])).toBe('2 true true\n');
    expect(filesIn(installed)).toEqual(before);
  });

  it('has types that a strict project takes, without looking away from declarations', () => {
    writeFileSync(join(folder, 'use.mts'), TYPED);
    const options = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      skipLibCheck: false,
      types: [],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...options, lib: ['es2023', 'dom'] }, files: ['use.mts'] }),
    );
    expect(run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'])).toBe('');
  });
});

const TYPED = `
import { compare, defineMeasure, definePattern, loadScenario, patterns, report, run, vary } from 'dress-rehearsal';
import type { Comparison, Measure, Pattern, Scenario } from 'dress-rehearsal';
import { Act } from 'dress-rehearsal/kit';

const scenario: Scenario = vary(loadScenario('article'), { 'agents.tagger.failure': 0.1 });
const mine: Pattern = definePattern({
  name: 'mine',
  aliases: [],
  family: 'code',
  card: { what: 'A line.', how: 'One after the other.', notice: '-', tryThis: '-', breaksWhen: '-' },
  look: { colour: 'teal', shape: 'circle' },
  options: {},
  wording: {},
  expects: {
    calls: (shape) => shape.steps,
    edges: (shape) => shape.members - 1,
    edgesPossible: (shape) => shape.members - 1,
    messages: (shape) => shape.steps - 1,
    criticalPathCalls: (shape) => shape.steps,
    inputTokens: (shape, sizes) => shape.steps * (sizes.prompt + sizes.output),
  },
  checks: [],
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: {},
  *coordinate({ task, team }) {
    let artifact = task.brief;
    for (const step of task.inOrder()) {
      artifact = yield* team.memberFor(step).perform(step, team.context().append(artifact));
    }
    return artifact;
  },
});
const judged: Measure = defineMeasure({
  id: 'judged',
  group: 'cost',
  label: 'judged',
  unit: 'calls',
  better: 'lower',
  interval: 'mean',
  definition: 'Calls per task that judge.',
  read: ({ calls }) => calls.columns.act.slice(0, calls.length).filter((act) => act === Act.judge).length,
});
const compared: Comparison = await compare(scenario, { runs: 20, patterns: [...patterns, mine], measures: [judged] });
const values: Float64Array = compared.patterns[0]!.columns.get('judged')!;
const page: string = (await report(compared)).html;
const seconds: number | null = run(scenario, mine).endedAt;
console.log(values.length, page.length, seconds);
// @ts-expect-error: replications are a number
await compare(scenario, { runs: 'many' });
`;
