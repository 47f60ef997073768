/**
 * Runs attacks one after the other in a process that may hang, run out of memory or crash: whoever started it sees that.
 * It is the built program that is attacked, which `npm test` has built.
 */

import { plainReport, provenanceOf } from '../../dist/api/documents.js';
import { compare, loadScenario } from '../../dist/index.js';
import { comparisonExporters } from '../../dist/report/exporters/index.js';
import { comparisonFolder } from '../../dist/report/folders/run-folder.js';
import { comparisonTable } from '../../dist/report/tables/compare-terminal.js';
import { answer } from '../../dist/report/words/compare-answer.js';
import { ScenarioError } from '../../dist/scenario/variants.js';

const UNDEFINED = /\bNaN\b|Infinity|\bundefined\b|∞/;

/** The first place of an output where a value that is none is shown as one; null where there is none. */
function undefinedIn(files) {
  for (const [file, content] of files) {
    if (typeof content !== 'string') continue;
    const shown = file.endsWith('.html')
      ? content.replace(/<script(?! type="application\/json")[\s\S]*?<\/script>/g, '')
      : content;
    const at = UNDEFINED.exec(shown);
    if (at !== null) return `${file}: ${shown.slice(Math.max(0, at.index - 100), at.index + 60)}`;
  }
  return null;
}

async function outputsOf(found, isWhole) {
  const made = provenanceOf(found);
  const files = [
    ['terminal', comparisonTable(found, { width: 120, colour: false })],
    ['answer', answer(found).join('\n')],
  ];
  if (isWhole) return [...files, ...(await comparisonFolder(found, made))];
  for (const { file, write, isOptional } of comparisonExporters) {
    if (isOptional !== true) files.push([file, await write(found, made)]);
  }
  return [...files, ['report.md', plainReport(found).markdown]];
}

const TASKS = {
  /** Loads a scenario, runs it, and looks for values that are none. */
  async run({ text, patterns, isWhole }) {
    const scenario = loadScenario({ text });
    const found = await compare(scenario, { runs: 2, patterns });
    const wrong = undefinedIn(await outputsOf(found, isWhole));
    const warnings = found.warnings.map(({ message }) => message);
    return wrong === null ? { end: 'ran', warnings } : { end: 'undefined', what: wrong };
  },
  /** Loads a scenario. */
  load({ text }) {
    loadScenario({ text });
    return { end: 'ran' };
  },
};

async function ended(task) {
  try {
    return await TASKS[task.kind](task);
  } catch (error) {
    if (error instanceof ScenarioError) {
      const { problems } = error;
      const first = problems[0];
      return { end: 'refused', problems: problems.length, what: `${first.line}:${first.column} ${first.message}` };
    }
    return { end: 'crashed', what: error instanceof Error ? error.stack : String(error) };
  }
}

process.on('message', async (task) => {
  const before = process.cpuUsage();
  const end = await ended(task);
  const { user, system } = process.cpuUsage(before);
  process.send({ ...end, ms: (user + system) / 1000 });
});
