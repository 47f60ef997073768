/** Scenarios from the schema itself: a key that is declared is attacked, without anybody adding it here. */
import { measures } from '../../src/measures/index.js';
import { patterns } from '../../src/patterns/index.js';
import { withPatternOptions } from '../../src/patterns/json-schema.js';
import { pathOf } from '../../src/scenario/plain-data.js';
import { readData } from '../../src/scenario/read-data.js';
import { scenarioJsonSchema } from '../../src/scenario/schema/json-schema.js';
import { declaredKeys } from '../../src/scenario/schema/keys.js';
import { DATA } from '../../src/scenario/text/source.js';
import { nameProblems } from '../../src/study/check.js';
import { Dice } from './dice.js';
import { type Attack, type JsonSchema, valueFor } from './values.js';

type Data = Record<string, unknown>;

export interface GeneratedScenario {
  readonly seed: number;
  readonly isExtreme: boolean;
  /** Plain data that is accepted; null where all that was tried was refused. */
  readonly data: Data | null;
  /** Refused values that were taken out on the way, each with its place. */
  readonly refusals: readonly string[];
}

const SCHEMA = withPatternOptions(scenarioJsonSchema() as never, patterns) as JsonSchema;
/** Every key of the language: each attack is about the next one. An odd number of them meets odd and even seeds alike. */
const KEYS = oddMany(declaredKeys.map(({ path }) => path));
const STEPS = ['search', 'read', 'write', 'check', 'edit', 'print', 'ship', 'plan'];
const ROLES = ['searcher', 'reader', 'writer', 'checker', 'editor'];
const NAMES: Readonly<Record<string, readonly string[]>> = {
  tools: ['web', 'shell'],
  models: ['tiny', 'vast', 'medium'],
  topics: ['sport', 'law'],
  kinds: ['short', 'long'],
  vars: ['shared'],
};
const REAL_MODELS = ['large', 'medium', 'small', 'openai/gpt-5.4'];
const TRIES = 40;
const ROOM = 300;

function oddMany<T>(all: readonly T[]): readonly T[] {
  return all.length % 2 === 1 ? all : [...all, all[0]!];
}

/** Odd seeds are usual, even ones extreme. */
export function scenarioFrom(seed: number): GeneratedScenario {
  const dice = new Dice(seed);
  const isExtreme = seed % 2 === 0;
  const names = { steps: STEPS.slice(0, dice.whole(1, 6)), roles: ROLES.slice(0, dice.whole(1, 4)) };
  const density = dice.one([0.02, 0.06, 0.15]);
  const ids = measures.map(({ id }) => id);
  const attack: Attack = {
    ...{ dice, root: SCHEMA, isExtreme, density, room: { left: ROOM } },
    focus: KEYS[seed % KEYS.length]!,
    anyKey: (path) => (areOptions(path) ? [] : [(NAMES[path.at(-1) ?? ''] ?? names.roles)[0]!]),
    word: (path, schema) => wordFor(path, schema, names, ids, dice),
    needed: (path) => neededAt(path),
    keys: (path, schema) => keysFor(path, schema, names, ids, dice),
  };
  const data = valueFor(SCHEMA, [], attack) as Data;
  data.scenario = `attack-${seed}`;
  ordered(data, names.steps, dice);
  equalShares(data);
  withOptions(data, attack);
  fewSizes(data, dice);
  return { seed, isExtreme, ...accepted(data, attack) };
}

/** The wishes of checks that no schema has: how much somebody writes, and how long the brief is. */
function neededAt(path: readonly string[]): readonly string[] {
  if (path.length === 2 && path[0] === 'models') return ['like'];
  if (path.at(-1) === 'outage') return ['mtbf'];
  if (path.join('.') === 'task.brief') return ['tokens'];
  return path.length === 2 && path[0] === 'agents' && path[1] !== 'defaults' ? ['output'] : [];
}

/** A team's own options are those of its pattern. */
function withOptions({ teams = {} }: { readonly teams?: Record<string, Data> }, attack: Attack): void {
  for (const team of Object.values(teams)) {
    const options = SCHEMA.properties?.patterns?.properties?.[Object.keys(team).find((key) => key !== 'with') ?? ''];
    if (team.with !== undefined && options !== undefined) team.with = valueFor(options, ['with'], attack);
  }
}

interface Names {
  readonly steps: readonly string[];
  readonly roles: readonly string[];
}

/** A word that the description asks for; what refers to nothing is taken out afterwards. */
function wordFor(
  path: readonly string[],
  { description = '', pattern = '' }: JsonSchema,
  { steps, roles }: Names,
  ids: readonly string[],
  dice: Dice,
): string {
  const about = description.slice(0, description.indexOf('(') < 0 ? undefined : description.indexOf('('));
  const named = patterns.map(({ name }) => name);
  if (pattern.includes('auto')) return 'auto';
  if (path.includes('thresholds')) return `${dice.one(['<', '<=', '>', '>='])} ${dice.one([0, 0.5, 10])}`;
  if (/dotted path/i.test(about)) return dice.one(['workload.tasks', `task.steps.${dice.one(steps)}.claims`]);
  if (/pattern|team/i.test(about)) return dice.one(named);
  if (/measure/i.test(about)) return dice.one(ids);
  if (/topic/i.test(about)) return dice.one(NAMES.topics!);
  if (/days/i.test(about)) return dice.one(['mon-fri', 'sat', 'mon, wed']);
  if (/time of day/i.test(description))
    return path.at(-1) === 'from' ? dice.one(['0h', '8h']) : dice.one(['17h', '24h']);
  if (/\brole/i.test(about)) return dice.one(roles);
  if (/step|part of it/i.test(about)) return dice.one(steps);
  if (path[0] === 'models' && path.at(-1) === 'like') return dice.one(['large', 'medium', 'small']);
  if (/model/i.test(about)) return dice.one([...REAL_MODELS, ...NAMES.models!]);
  if (/tool/i.test(about)) return dice.one(NAMES.tools!);
  return dice.one(['night', 'day', 'mon 9h', '08:00', 'x']);
}

function keysFor(
  path: readonly string[],
  schema: JsonSchema,
  { steps, roles }: Names,
  ids: readonly string[],
  dice: Dice,
): readonly string[] {
  const last = path.at(-1) ?? '';
  const named = patterns.map(({ name }) => name);
  if (schema.properties?.with !== undefined) return [dice.one(named)];
  if (last === 'steps') return steps;
  if (last === 'agents') return path.length === 1 ? roles : dice.some([...roles, 'defaults'], 0.5);
  if (last === 'teams') return ['crew'];
  if (last === 'thresholds') return [`${dice.one(named)}.${dice.one(ids)}`];
  if (last === 'objectives' || last === 'limits') return [`${dice.one(ids)}${dice.one(['', '', '.p95', '.cv'])}`];
  if (last === 'uncertain') return [dice.one(['agents.defaults.failure', 'policies.timeout', 'workload.tasks'])];
  if (areOptions(path)) return [];
  return dice.some(NAMES[last] ?? ['first', 'second'], 0.7);
}

/** Options of patterns: their names are known to the catalogue alone. */
const areOptions = (path: readonly string[]): boolean =>
  path[0] === 'patterns' || ['with', 'wording'].includes(path.at(-1) ?? '');

/** Steps come after earlier ones alone: what goes in circles is refused, and would be all that is attacked. */
function ordered(data: Data, steps: readonly string[], dice: Dice): void {
  const task = data.task as { steps: Record<string, Data> };
  for (const [index, name] of steps.entries()) {
    const before = steps.slice(0, index);
    task.steps[name]!.after = dice.some(before, 0.4);
  }
}

/** Growth measures the scenario anew at each size, so these are few; what they are put into takes them. */
function fewSizes(data: Data, dice: Dice): void {
  if (data.growth === undefined) return;
  const [path, unit] = dice.one([
    ['workload.tasks'],
    ['client.attempts'],
    ['policies.timeout', 's'],
    ['coordinator.prompt'],
  ]);
  const sizes = dice.one([[1, 2], { from: 2, to: 3 }]);
  data.growth = { label: 'size', paths: [path], sizes, ...(unit === undefined ? {} : { unit }) };
}

/** Shares of a whole add up to 1. */
function equalShares({ task }: Data): void {
  const { topics, kinds } = task as { topics?: Data; kinds?: Record<string, Data> };
  for (const name of Object.keys(topics ?? {})) topics![name] = 1 / Object.keys(topics!).length;
  for (const kind of Object.values(kinds ?? {})) kind.share = 1 / Object.keys(kinds!).length;
}

/** Takes out what is refused, until nothing is. */
function accepted(first: Data, attack: Attack): Pick<GeneratedScenario, 'data' | 'refusals'> {
  const data = first;
  const refusals: string[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    const { scenario, problems } = readData(data, DATA);
    const found = problems.length > 0 || scenario === null ? problems : nameProblems(scenario, DATA);
    if (found.length === 0) return { data, refusals };
    for (const { file, message } of found) {
      refusals.push(`${file}: ${message}`);
      mend(data, file === 'the file' ? [] : pathOf(file), attack);
    }
  }
  return { data: null, refusals };
}

/** Takes out the key at a path, or gives a needed one another value. */
function mend(data: Data, path: readonly string[], attack: Attack): void {
  const name = path.at(-1);
  const around = path.slice(0, -1).reduce<unknown>((map, part) => (map as Data | undefined)?.[part], data);
  const map = (around ?? {}) as Data;
  if (name === undefined || typeof around !== 'object' || around === null) mendAround(data, path, attack);
  else if (isNeeded(path)) map[name] = valueFor(schemaAt(path), path, attack);
  else if (!Object.hasOwn(map, name)) mendAround(data, path, attack);
  else if (Array.isArray(map) && map.length > 1) map.splice(Number(name), 1);
  else if (Array.isArray(map)) mendAround(data, path, attack);
  else delete map[name];
}

/** What lacks a key goes as a whole. */
function mendAround(data: Data, path: readonly string[], attack: Attack): void {
  if (path.length > 1) mend(data, path.slice(0, -1), attack);
}

const NEEDED =
  /^(question|task|agents|task\.brief|task\.steps|task\.steps\.[^.]+(\.role)?|agents\.(?!defaults)[^.]+(\.output)?)$/;
const isNeeded = (path: readonly string[]): boolean => NEEDED.test(path.join('.'));

function schemaAt(path: readonly string[]): JsonSchema {
  let schema = SCHEMA;
  for (const part of path) {
    const rest = schema.additionalProperties;
    const next = schema.properties?.[part] ?? (typeof rest === 'object' ? rest : undefined);
    if (next === undefined) throw new Error(`the schema has nothing at ${path.join('.')}`);
    schema = next;
  }
  return schema;
}
