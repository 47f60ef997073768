import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measures } from '../src/measures/index.js';
import { patterns } from '../src/patterns/index.js';
import { withPatternOptions } from '../src/patterns/json-schema.js';
import { patternsMarkdown } from '../src/report/patterns.js';
import { measuresMarkdown } from '../src/report/tables/measures.js';
import { scenarioJsonSchema } from '../src/scenario/schema/json-schema.js';

/** Everything in the repository that is made from declarations or by the tool itself, by path. Needs a build. */
export function generatedFiles(): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
  const readme = readFileSync(path('README.md'), 'utf8').replace(BLOCK, (_, command: string) => {
    return `<!-- ${command} -->\n\n${outputOf(command, folder)}\n\n<!-- end -->`;
  });
  outputOf('rehearse explain article pipeline choreography', folder);
  const chart = (path: string): string => readFileSync(join(folder, 'reports', path), 'utf8');
  return new Map([
    ['schema/scenario.schema.json', `${JSON.stringify(withPatternOptions(scenarioJsonSchema(), patterns), null, 2)}\n`],
    ['docs/measures.md', measuresMarkdown(measures)],
    ['docs/patterns.md', patternsMarkdown(patterns)],
    ['README.md', readme],
    ['docs/images/article-outcomes.svg', chart('article/charts/outcomes.svg')],
    ['docs/images/article-differences.svg', chart('article-explain-pipeline-choreography/charts/differences.svg')],
  ]);
}

/** `<!-- rehearse ... -->` up to `<!-- end -->`: what that command prints. */
const BLOCK = /<!-- (rehearse [^>]*|table of patterns) -->[\s\S]*?<!-- end -->/g;

export function path(relative: string): string {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}

export function outputOf(command: string, cwd: string): string {
  if (command === 'table of patterns') return patternsTable();
  const args = command.split(' ').slice(1);
  const env = { ...process.env, COLUMNS: '100', NO_COLOR: '1' };
  const output = execFileSync(process.execPath, [path('dist/cli/main.js'), ...args], {
    cwd,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return `\`\`\`text\n$ npx ${command}\n\n${output.replace(/ +$/gm, '').trimEnd()}\n\`\`\``;
}

function patternsTable(): string {
  const rows = patterns.map(({ name, aliases, card }) => `| **${name}** | ${card.what} | ${aliases.join(', ')} |`);
  return ['| pattern | what it is | also known as |', '| --- | --- | --- |', ...rows].join('\n');
}
