import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measures } from '../src/measures/index.js';
import { patterns } from '../src/patterns/index.js';
import { withPatternOptions } from '../src/patterns/json-schema.js';
import { patternPicture, patternPictureKey } from '../src/report/charts/pattern-picture.js';
import { KEY_PICTURE, patternsMarkdown, pictureFile } from '../src/report/patterns.js';
import { scenarioReference } from '../src/report/scenario-reference.js';
import { measuresMarkdown } from '../src/report/tables/measures.js';
import { scenarioJsonSchema } from '../src/scenario/schema/json-schema.js';
import { lessonOf } from '../src/study/lesson.js';
import { darkPicture, withoutGround, withRoom } from './dark-picture.js';
import { TEACHING, teachingMarkdown } from './teaching.js';

/** Written by hand, with blocks in which commands show what they print. */
const WITH_OUTPUTS = ['README.md', 'docs/quick-start.md', 'docs/commands.md', 'docs/capacity.md', 'docs/advice.md'];

/** What the README shows of `article`: the patterns that its finding is about. */
const PICTURE =
  'rehearse compare article --patterns maker-checker,workflow,debate,pipeline,choreography,supervisor,mesh,fan-out';

/** What docs/traces.md shows: a retraction that comes too late under one pattern, and in time under the other. */
const RACE = 'rehearse run article --pattern choreography,pipeline --replication 18 --trace race.svg';

/** Everything in the repository that is made from declarations or by the tool itself, by path. Needs a build. */
export function generatedFiles(): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
  outputOf(PICTURE, folder);
  const picture = withRoom(
    withoutGround(readFileSync(join(folder, 'reports/article/charts/correct-cost.svg'), 'utf8')),
  );
  outputOf(RACE, folder);
  const race = withoutGround(readFileSync(join(folder, 'race.svg'), 'utf8'));
  return new Map([
    ['schema/scenario.schema.json', `${JSON.stringify(withPatternOptions(scenarioJsonSchema(), patterns), null, 2)}\n`],
    ['docs/scenario-reference.md', scenarioReference()],
    ['docs/measures.md', measuresMarkdown(measures)],
    ['docs/patterns.md', patternsMarkdown(patterns.map(lessonOf))],
    [TEACHING, teachingMarkdown()],
    ...patternPictures(),
    ['docs/images/article-correct-cost.svg', picture],
    ['docs/images/article-correct-cost-dark.svg', darkPicture(picture)],
    ['docs/images/race.svg', race],
    ['docs/images/race-dark.svg', darkPicture(race)],
    ...WITH_OUTPUTS.map((file) => [file, withOutputs(readFileSync(path(file), 'utf8'), folder)] as const),
  ]);
}

/** A drawing of each pattern for docs/patterns.md, in light and dark, and the key to all. */
export function patternPictures(): [file: string, svg: string][] {
  const drawn = patterns.map(({ name }) => [name, patternPicture(name)] as const);
  return [...drawn, [KEY_PICTURE, patternPictureKey()] as const].flatMap(([name, svg]): [string, string][] => [
    [`docs/${pictureFile(name)}`, svg],
    [`docs/${pictureFile(name, true)}`, darkPicture(svg)],
  ]);
}

/** A document with what its commands print today; they run one after the other, in one folder. */
export function withOutputs(text: string, folder: string): string {
  return text.replace(BLOCK, (_, excerpt: string | undefined, command: string) => {
    const shown = excerpt === undefined ? outputOf(command, folder) : tableOf(outputOf(command, folder));
    return `<!-- ${excerpt ?? ''}${command} -->\n\n${shown}\n\n<!-- end -->`;
  });
}

/** `<!-- rehearse ... -->` up to `<!-- end -->`: what that command prints; `table of`: its first table only. */
const BLOCK = /<!-- (table of )?(rehearse [^>]*) -->[\s\S]*?<!-- end -->/g;

/** The command and the first table of what it printed; paragraphs are set apart by empty lines. */
function tableOf(output: string): string {
  const [opening, ...paragraphs] = output.split('\n\n');
  const table = paragraphs.find((paragraph) => paragraph.includes('───'));
  if (opening === undefined || table === undefined) throw new Error(`there is no table in: ${output}`);
  return `${opening}\n\n${table}\n\`\`\``;
}

export function path(relative: string): string {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}

export function outputOf(command: string, cwd: string): string {
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
