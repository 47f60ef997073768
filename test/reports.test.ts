import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { path } from '../scripts/generated.js';
import { EXAMPLE } from '../scripts/site/reports.js';

const MOST_BYTES = 1e6;
const FOLDER = path('reports');
const files = [
  'README.md',
  ...readdirSync(join(FOLDER, 'example'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('example', file))
    .filter((file) => statSync(join(FOLDER, file)).isFile()),
];

/** Targets of links and pictures that lie in the repository. */
function targetsIn(file: string): string[] {
  const links = [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(
    ([, target]) => target!,
  );
  return links.filter((target) => !/^https?:/.test(target)).map((target) => join(dirname(file), target));
}

it('the example report is Markdown, pictures and what these link to, and less than 1 MB', () => {
  for (const file of files) expect(file).toMatch(/\.(md|svg)$|(summary|decision)\.csv$|scenario\.yaml$|brief\.html$/);
  expect(files.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0)).toBeLessThan(MOST_BYTES);
});

it('the example report shows every picture that it has, and no link of it leads nowhere', () => {
  const targets = files.filter((file) => file.endsWith('.md')).flatMap(targetsIn);
  for (const target of targets) expect(existsSync(join(FOLDER, target)), target).toBe(true);
  const pictures = files.filter((file) => file.endsWith('.svg'));
  expect(pictures.length).toBeGreaterThan(5);
  expect(targets).toEqual(expect.arrayContaining([...pictures, 'example/report.md', 'example/adr.md']));
});

it('the example report answers, and says the command that makes it again', () => {
  const command = ['rehearse', 'decide', ...EXAMPLE].join(' ');
  for (const file of ['README.md', 'example/report.md', 'example/adr.md']) {
    expect(readFileSync(join(FOLDER, file), 'utf8')).toContain(command);
  }
  expect(readFileSync(join(FOLDER, 'example/report.md'), 'utf8')).toMatch(/^\*\*\S.*\.\*\*$/m);
});
