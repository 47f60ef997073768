import type { Check, SayProblem, Trouble } from './checks/check.js';
import { schemaProblems } from './checks/issues.js';
import type { Problem } from './checks/problem.js';
import { checkStructure } from './checks/structure.js';
import { checkVars } from './checks/vars.js';
import { entries } from './plain-data.js';
import { resolve } from './resolve.js';
import type { Scenario, Uncertain } from './scenario.js';
import { scenarioSchema } from './schema/schema.js';
import { isDeadEnd, schemaOfPath } from './schema-path.js';
import type { Source } from './text/source.js';
import { fillIn, type VarUse } from './vars.js';

/** What plain data says: a scenario where it has no problems. */
export interface DataReading {
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** The plain data of every scenario that was read. It stays beside the scenario, so that no thread is sent it. */
const WRITTEN = new WeakMap<Scenario, unknown>();

/** Reads a scenario from plain data, as YAML or JSON would give it. `source` says where in it something is. */
export function readData(data: unknown, source: Source): DataReading {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const { data: filled, uses } = fillIn(data);
  const told = ofUses(source, uses);
  const parsed = scenarioSchema.safeParse(filled);
  const into =
    (list: Problem[]): SayProblem =>
    (path, message, next, at) =>
      void list.push(told.problemAt(path, message, next, at));
  const check: Check = {
    raw: filled,
    roles: entries(filled, 'agents').flatMap(([role]) => (role === 'defaults' ? [] : [role])),
    trial: (path, value, what) => trial(filled, uses, path, value, what),
    report: into(problems),
    warn: into(warnings),
  };
  const plainly: SayProblem = (path, message, next) => void problems.push(source.problemAt(path, message, next));
  const lost = checkVars({ ...check, report: plainly }, uses);
  // What else is wrong where a name is none follows from that.
  const isLost = (path: readonly PropertyKey[]): boolean => lost.some((use) => use.join('.') === path.join('.'));
  if (!parsed.success) {
    const issues = parsed.error.issues.filter(({ path }) => !isLost(path));
    problems.push(...schemaProblems(filled, issues, told));
  }
  const { report } = check;
  checkStructure({ ...check, report: (path, ...rest) => (isLost(path) ? undefined : report(path, ...rest)) });
  if (problems.length > 0 || !parsed.success) return { scenario: null, problems, warnings };
  const scenario = resolve(parsed.data, filled, uses);
  WRITTEN.set(scenario, data);
  return { scenario, problems, warnings };
}

/**
 * The plain data that a scenario was read from.
 * @throws RangeError where it was not read from any, such as a copy that was changed by hand.
 */
export function dataOf(scenario: Scenario): unknown {
  const data = WRITTEN.get(scenario);
  if (data !== undefined) return data;
  throw new RangeError(
    `The scenario '${scenario.name}' is a copy that was changed by hand: what it was read from is not known. Change it with vary() instead.`,
  );
}

/** The plain data that a scenario was read from; undefined where it is a copy that was changed by hand. */
export const dataBehind = (scenario: Scenario): unknown => WRITTEN.get(scenario);

/** The scenario with further uncertain values. They are no part of the data that it was read from. */
export function withUncertain(scenario: Scenario, more: readonly Uncertain[]): Scenario {
  if (more.length === 0) return scenario;
  const { decision } = scenario;
  const wider = { ...scenario, decision: { ...decision, uncertain: [...decision.uncertain, ...more] } };
  const data = WRITTEN.get(scenario);
  if (data !== undefined) WRITTEN.set(wider, data);
  return wider;
}

/** Whether a key takes a value, or all the places of a shared one do; null where that is so. */
function trial(
  data: unknown,
  uses: readonly VarUse[],
  path: readonly string[],
  value: unknown,
  what: string,
): Trouble | null {
  const [top, name] = path;
  const shared = top === 'vars' ? uses.filter((use) => use.name === name) : [];
  const places = shared.length > 0 ? shared.map((use) => use.path.map(String)) : [path];
  for (const place of places) {
    const schema = schemaOfPath(data, place);
    if (isDeadEnd(schema)) return { message: schema.message, next: schema.next };
    const result = schema.safeParse(value);
    if (result.success) continue;
    const issue = result.error.issues[0];
    const message = issue?.code === 'custom' ? `: ${issue.message}` : '';
    return { message: `${place.join('.')} does not take ${what}${message}`, next: 'Name a key that takes a number.' };
  }
  return null;
}

/** Where a place takes a shared value, what is wrong with it says so. */
function ofUses(source: Source, uses: readonly VarUse[]): Source {
  if (uses.length === 0) return source;
  const names = new Map(uses.map(({ path, name }) => [path.join('.'), name]));
  return {
    locate: source.locate,
    problemAt: (path, message, next, at) => {
      const name = names.get(typeof path === 'string' ? path : path.join('.'));
      return source.problemAt(path, name === undefined ? message : `${message}, from vars.${name}`, next, at);
    },
  };
}
