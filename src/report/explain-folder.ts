import type { Explanation } from '../experiment/explain.js';
import { addCharts, type BundleInput } from './bundle.js';
import { differencesChart } from './charts/differences.js';
import type { Chart } from './charts/theme.js';
import { withSign } from './columns.js';
import { explanationCsv } from './csv.js';
import { explanation } from './explain.js';
import { blockColumns, blocksOf, explainNote } from './explain-table.js';
import { capitalised, replications } from './format.js';
import { manifest } from './manifest.js';
import { definitions, howToReproduce, image, table, text, warningList } from './markdown.js';

/** Every file of the folder of an explanation by its path in it. The same input gives the same bytes. */
export async function explainFolderFiles(found: Explanation, input: BundleInput): Promise<Map<string, string>> {
  const charts = [{ name: 'differences', spec: differencesChart(found) }];
  const files = new Map([
    ['manifest.json', manifest({ ...found, ...input })],
    ['scenario.yaml', input.scenarioText],
    ['explain.csv', explanationCsv(found)],
  ]);
  await addCharts(files, charts);
  files.set('report.md', report(found, input, charts));
  return files;
}

/** report.md: the sentences first, then the picture, the numbers, what they mean, and how to get them again. */
function report(found: Explanation, input: BundleInput, charts: readonly Chart[]): string {
  const { scenario, names, seed, accounts } = found;
  const tables = blocksOf(found).flatMap((block) => [
    `## ${text(capitalised(withSign(block.title, block.unit)))}`,
    table('', block.names, blockColumns(block, names)),
  ]);
  const sections = [
    `# Why does ${text(names[1])} differ from ${text(names[0])}?`,
    `Scenario \`${scenario.name}\`: ${text(scenario.question)} ${capitalised(replications(found))}, seed ${text(seed)}.`,
    explanation(found).map(text).join('\n\n'),
    ...warningList(found.warnings),
    ...charts.map(({ name, spec }) => image(name, spec.description)),
    ...tables,
    text(explainNote(found)),
    ...howToReproduce(input, '`explain.csv` has a row a quantity and part.'),
    ...definitions(
      accounts.flatMap(({ whole, parts, beside }) => [...parts, whole, ...beside]).map((line) => line.measure),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}
