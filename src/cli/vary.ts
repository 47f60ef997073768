import type { Scenario } from '../scenario/scenario.js';
import { parameterAt } from '../scenario/text/parameter-path.js';
import { axisOf, type SweepAxis, usualSteps } from '../sweep/cells.js';
import { Refusal, refusalOf } from './session.js';

/** A typing mistake must not start a study without end. */
const MOST = 200;

const EXAMPLE =
  'Write it as in --vary agents.fact-checker.detection=0.2..0.9:8, with :log behind it for a logarithmic scale.';

/** The axes of a sweep from its --vary options, or a refusal. */
export function axesOf(options: readonly string[], scenario: Scenario): SweepAxis[] {
  if (options.length === 0) throw new Refusal(`--vary is missing: it names the parameter and its range.\n  ${EXAMPLE}`);
  if (options.length > 2) {
    throw new Refusal(
      '--vary takes one or two parameters.\n  Set the others with --set, and sweep again for other values.',
    );
  }
  const axes = options.map((text) => readAxis(text, scenario, options.length));
  const [first, second] = axes.map(({ parameter }) => parameter.path);
  if (first !== second) return axes;
  throw new Refusal(`--vary names ${first} twice.\n  Name another parameter, or leave one out.`);
}

/** Reads `path=from..to[:steps][:log]`. */
function readAxis(text: string, scenario: Scenario, axes: number): SweepAxis {
  const match = /^\s*([^=]*?)\s*=\s*(.*?)\.\.([^:]*)((?::[^:]*)*)$/.exec(text);
  if (match === null) {
    throw new Refusal(`--vary expects a path and two ends, got '${text}'.\n  ${EXAMPLE}`);
  }
  const [, path, low, high, rest] = match as unknown as readonly [string, string, string, string, string];
  const { steps, scale } = manner(rest.split(':').slice(1), text);
  const reading = parameterAt(scenario, path, low, high, scale);
  if (!reading.ok) throw refusalOf([{ ...reading, file: '--vary' }]);
  return axisOf(reading.parameter, steps ?? usualSteps(reading.parameter, axes));
}

/** How many values, and on which scale: in any order. */
function manner(words: readonly string[], text: string): { steps: number | null; scale: 'linear' | 'log' } {
  let steps: number | null = null;
  let scale: 'linear' | 'log' = 'linear';
  for (const word of words) {
    const count = Number(word);
    if (word === 'log') scale = 'log';
    else if (word.trim() !== '' && Number.isInteger(count) && count >= 2 && count <= MOST) steps = count;
    else {
      throw new Refusal(
        `--vary expects a whole number of values from 2 to ${MOST}, or log, behind a colon, got '${word}' in '${text}'.\n  ${EXAMPLE}`,
      );
    }
  }
  return { steps, scale };
}
