import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Bench, type Need, type Rehearsed, type Sites } from '../src/claims/bench.js';
import { type ClaimReading, readingsOf } from '../src/claims/claim.js';
import { estimate } from '../src/claims/estimate.js';
import { lessons } from '../src/playground/lessons/index.js';
import {
  figureText,
  type LessonDeclaration,
  type LessonSetting,
  type QuizQuestion,
} from '../src/playground/lessons/lesson.js';
import { figureKey } from '../src/playground/lessons/measured/figures.js';
import { quiz } from '../src/playground/lessons/quiz.js';
import { loadScenarioFile } from '../src/scenario/file.js';
import { LocalExecutor } from '../src/study/executor.js';
import { path } from './generated.js';

/** What has figures: a lesson or a question of the quiz. */
export type Figured = Pick<LessonDeclaration | QuizQuestion, 'id' | 'settings' | 'figures'>;

/** A figure as it was measured just now, in its unit. */
export interface FigureMeasured {
  readonly key: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Every lesson and question is measured with it. */
const SEED = 'rehearsal';

const FOLDER = 'src/playground/lessons/measured';

/** Measures every figure of some lessons or questions; what several need is rehearsed once. */
export async function measureFigures(owners: readonly Figured[]): Promise<FigureMeasured[]> {
  const executor = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });
  const bench = new Bench(sites, { seed: SEED, runs: 1 }, executor);
  const found = await bench.rehearse(owners.flatMap((owner) => owner.settings.map((one) => needOf(owner, one))));
  let next = 0;
  return owners.flatMap((owner) => {
    const named = new Map(owner.settings.map(({ name }) => [name, found[next++]!]));
    return owner.figures.map((figure) => measuredAs(owner, figure, named));
  });
}

function measuredAs(
  { id, settings }: Figured,
  { id: figure, of, scale = 1, digits }: Figured['figures'][number],
  named: ReadonlyMap<string, Rehearsed>,
): FigureMeasured {
  const place = (at = settings[0]!.name): Rehearsed => named.get(at)!;
  const read = ({ at, pattern, measure }: ClaimReading): Float64Array => place(at).values(pattern, measure);
  const { mean, low, high } = estimate(of, read, (at) => place(at).site.scenario);
  const rounded = (value: number): number => Number((value * scale).toFixed(digits + 2));
  return { key: figureKey(id, figure), value: rounded(mean), low: rounded(low), high: rounded(high) };
}

function needOf({ settings, figures }: Figured, setting: LessonSetting): Need {
  const { scenario, set = [], patterns, runs, disturbed = false } = setting;
  const readings = figures.flatMap(({ of }) => readingsOf(of));
  const own = readings.filter(({ at = settings[0]!.name }) => at === setting.name);
  const { tasks } = sites(scenario).scenario.workload;
  // One usual replication of one task; of a workload of n tasks the bench makes 10 / n times as many.
  const times = tasks === 1 ? runs : (runs * tasks) / 10;
  return { scenario, set, patterns, times, disturbed, quantities: [...new Set(own.map(({ measure }) => measure))] };
}

const sites: Sites = (name) => {
  const loaded = loadScenarioFile(name, []);
  if (!loaded.ok) throw new Error(`${name}: ${loaded.problems.map(({ message }) => message).join(' ')}`);
  return { scenario: loaded.scenario, text: loaded.document };
};

/** A module of src/playground/lessons/measured, with the figures that are known and those measured just now. */
export function measuredModule(name: string, owners: readonly Figured[], now: readonly FigureMeasured[]): string {
  const fresh = new Map(now.map((one) => [one.key, one]));
  const lines = owners.flatMap(({ id, figures }) =>
    figures.map((figure) => {
      const { value, low, high } = fresh.get(figureKey(id, figure.id)) ?? figure;
      return `  '${figureKey(id, figure.id)}': [${value}, ${low}, ${high}],\n`;
    }),
  );
  const opening =
    '// Made by `npm run lessons`.\n// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured\n';
  const type = 'Readonly<Record<string, readonly [number, number, number]>>';
  return `${opening}export const ${name.toUpperCase()}: ${type} = {\n${lines.join('')}};\n`;
}

/** `npm run lessons [-- ids]`: measures anew, all or those of some lessons and questions, and says what it found. */
async function main(ids: readonly string[]): Promise<void> {
  for (const [name, all] of [
    ['lessons', lessons],
    ['quiz', quiz],
  ] as const) {
    const file = path(`${FOLDER}/${name}.ts`);
    const owners: readonly Figured[] = all;
    const now: FigureMeasured[] = [];
    for (const owner of owners.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
      const found = await measureFigures([owner]);
      now.push(...found);
      process.stdout.write(`${owner.id}\n${owner.figures.map((one, i) => line(one, found[i]!)).join('')}`);
    }
    const module = measuredModule(name, owners, now);
    if (module !== readFileSync(file, 'utf8')) writeFileSync(file, module);
  }
}

function line({ id, label, digits, unit }: Figured['figures'][number], { value, low, high }: FigureMeasured): string {
  const interval = `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
  return `  ${id.padEnd(16)} ${figureText({ value, digits, unit })} (${interval})  ${label}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
