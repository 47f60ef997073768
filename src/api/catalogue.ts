import { readableNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Pattern } from '../patterns/pattern.js';
import type { Scenario } from '../scenario/scenario.js';
import { DATA } from '../scenario/text/source.js';
import { ScenarioError } from '../scenario/variants.js';
import { builtInCatalogue, type Catalogue } from '../study/catalogue.js';
import { nameProblems, unknownNames } from '../study/check.js';

/** Patterns and measures beside the built-in ones. */
export interface CatalogueOptions {
  /**
   * What is compared: names of built-in patterns and of the scenario's teams, and patterns of your own. Default: what the
   * scenario says, else every pattern and team that fits. The single agent is always among them.
   */
  readonly patterns?: readonly (string | Pattern)[];
  /** Measures of your own; the built-in ones are always measured. */
  readonly measures?: readonly Measure[];
}

/** What is known by name, and what of it is compared; null: all that fits. */
export interface ChosenCatalogue {
  readonly catalogue: Catalogue;
  readonly only: readonly string[] | null;
}

/**
 * The built-in patterns and measures with those of the options.
 * @throws RangeError where two have one name, or a name is neither a pattern nor a team of the scenario.
 * @throws ScenarioError where the scenario names something that is not among them.
 */
export function chosenFor(scenario: Scenario, options: CatalogueOptions): ChosenCatalogue {
  const catalogue = catalogueWith(options);
  const problems = nameProblems(scenario, DATA, catalogue);
  if (problems.length > 0) throw new ScenarioError(problems);
  const only = options.patterns?.map((one) => (typeof one === 'string' ? one : one.name)) ?? null;
  for (const problem of unknownNames(scenario, only ?? [], catalogue.patterns))
    throw new RangeError(onOneLine(problem));
  return { catalogue, only };
}

/** @throws RangeError where two patterns or two measures have one name. */
export function catalogueWith({ patterns = [], measures = [] }: CatalogueOptions): Catalogue {
  const further = patterns.filter((one) => typeof one !== 'string');
  const all = withoutRepeats([...builtInCatalogue.patterns, ...further]);
  refuseTwins(
    all.map(({ name }) => name),
    'patterns',
  );
  for (const measure of measures) {
    const known = readableNamed(measure.id);
    if (known !== undefined && known !== measure) throw twins('measures', measure.id);
  }
  const read = withoutRepeats([...builtInCatalogue.measures, ...measures]);
  refuseTwins(
    read.map(({ id }) => id),
    'measures',
  );
  return { patterns: all, measures: read };
}

const withoutRepeats = <T>(items: readonly T[]): T[] => [...new Set(items)];

function refuseTwins(names: readonly string[], what: string): void {
  const twin = names.find((name, i) => names.indexOf(name) !== i);
  if (twin !== undefined) throw twins(what, twin);
}

const twins = (what: string, name: string): RangeError =>
  new RangeError(`Two ${what} are named '${name}'. Give yours another name.`);

/** A refusal for the terminal has its next step on a line of its own. */
export const onOneLine = (text: string): string => text.replace(/\n\s*/g, ' ');
