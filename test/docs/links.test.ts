import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { riddlesIn } from '../../scripts/words.js';
import { commandLines, commandShapes, mistakeIn } from './command-lines.js';
import { brokenLink, linksOf } from './markdown-links.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const DOCS = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
const SPEC = readdirSync(join(ROOT, 'docs', 'spec')).map((name) => `docs/spec/${name}`);
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...DOCS.map((name) => `docs/${name}`), ...SPEC];
/** Made from declarations, whose texts stand in src, or of commands' output. */
const GENERATED = ['patterns', 'measures', 'claims', 'scenario-reference', 'commands', 'teaching'].map(
  (name) => `docs/${name}.md`,
);
const BY_HAND = DOCUMENTS.filter((file) => !GENERATED.includes(file) && file !== 'CONTRIBUTING.md');

it('the README has at most 150 lines', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
});

it('the README and the index of docs lead to every page', () => {
  const index = linksOf(read('docs/README.md'));
  for (const name of DOCS.filter((page) => page !== 'README.md')) {
    expect(index, 'docs/README.md').toContain(name);
    expect(linksOf(read('README.md')), 'README.md').toContain(`docs/${name}`);
  }
});

it('the finding in the README is what its picture shows', () => {
  const picture = read('docs/images/article-correct-cost.svg');
  const correct = (pattern: string): number => Number(new RegExp(`${pattern} ([\\d.]+) % \\(`).exec(picture)![1]);
  const readme = read('README.md').replace(/\s+/g, ' ');
  const points = Math.round(correct('maker-checker') - correct('workflow'));
  expect(readme).toContain(`${points} points more than a workflow with one check`);
  expect(readme).toContain(`brings ${Math.round(correct('maker-checker'))} % of the articles out right`);
  for (const pattern of ['maker-checker', 'debate', 'pipeline', 'choreography', 'supervisor']) {
    expect(readme.toLowerCase()).toContain(`${pattern} ${Math.round(correct(pattern))} %`);
  }
  // What the picture says of itself first is its title.
  const title = /aria-label="([^.]*\.\d[^.]*|[^.]*)\. /.exec(picture)![1]!;
  expect(readme).toContain(`alt="${title}.`);
});

it('pictures lie on a page without a slab of paper under them', () => {
  const pictures = readdirSync(join(ROOT, 'docs/images')).filter((name) => name.endsWith('.svg'));
  expect(pictures.length).toBeGreaterThanOrEqual(4);
  for (const name of pictures) {
    const svg = read(`docs/images/${name}`);
    const [, width] = /^<svg [^>]*?\bwidth="(\d+)"/.exec(svg)!;
    const widths = [...svg.matchAll(/<rect[^>]* width="([\d.]+)"[^>]*>/g)].map(([, own]) => Number(own));
    expect(Math.max(0, ...widths), name).toBeLessThan(Number(width) * 0.85);
  }
});

describe.each(DOCUMENTS)('%s', (file) => {
  it('has links that lead somewhere', () => {
    const broken = linksOf(read(file)).map((target) => brokenLink(join(ROOT, file), target));
    expect(broken.filter((problem) => problem !== null)).toEqual([]);
  });

  it('has commands that exist, with options that they take', () => {
    const shapes = commandShapes(read('docs/commands.md'));
    const mistakes = commandLines(read(file)).flatMap((line) => {
      const mistake = mistakeIn(line, shapes);
      return mistake === null ? [] : [`rehearse ${line.text}: ${mistake}`];
    });
    expect(mistakes).toEqual([]);
  });
});

it.each(BY_HAND)('%s speaks plainly', (file) => {
  const text = read(file).replace(/^ *```[\s\S]*?^ *```$|`[^`\n]*`/gm, '');
  expect(riddlesIn(text)).toEqual([]);
});

describe('a command line of a document', () => {
  const shapes = commandShapes('Usage: rehearse dance [options] <who> [where]\n\nOptions:\n  --turns <n>  how many\n');
  const problems = (markdown: string): (string | null)[] =>
    commandLines(markdown).map((line) => mistakeIn(line, shapes));

  it('is found in blocks and in sentences', () => {
    expect(problems('```sh\nnpx rehearse dance anna --turns 3   # three\n```')).toEqual([null]);
    expect(problems('One may `rehearse dance`, or `rehearse dance <who> hall`.')).toEqual([null, null]);
  });

  it('is refused where it could not be typed', () => {
    expect(problems('```sh\nrehearse sing anna\n```')).toEqual(["there is no command 'sing'"]);
    expect(problems('```sh\nrehearse dance anna --jump\n```')).toEqual(["'dance' has no option '--jump'"]);
    expect(problems('```sh\nrehearse dance\n```')).toEqual(["'dance' needs 1 arguments"]);
    expect(problems('```sh\nrehearse dance a b c\n```')).toEqual(["'dance' takes no 3 arguments"]);
  });
});
