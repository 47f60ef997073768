import type { SayProblem, Trouble } from './checks/check.js';
import { schemaProblems } from './checks/issues.js';
import type { Problem } from './checks/problem.js';
import { checkStructure } from './checks/structure.js';
import { entries } from './plain-data.js';
import { resolve } from './resolve.js';
import type { Scenario, Uncertain } from './scenario.js';
import { scenarioSchema } from './schema/schema.js';
import { isDeadEnd, schemaOfPath } from './schema-path.js';
import type { Source } from './text/source.js';

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
  const parsed = scenarioSchema.safeParse(data);
  if (!parsed.success) problems.push(...schemaProblems(data, parsed.error.issues, source));
  const into =
    (list: Problem[]): SayProblem =>
    (path, message, next, at) =>
      void list.push(source.problemAt(path, message, next, at));
  checkStructure({
    raw: data,
    roles: entries(data, 'agents').flatMap(([role]) => (role === 'defaults' ? [] : [role])),
    trial: (path, value, what) => trial(data, path, value, what),
    report: into(problems),
    warn: into(warnings),
  });
  if (problems.length > 0 || !parsed.success) return { scenario: null, problems, warnings };
  const scenario = resolve(parsed.data, data);
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

/** Whether a key takes a value; null where it does. */
function trial(data: unknown, path: readonly string[], value: unknown, what: string): Trouble | null {
  const schema = schemaOfPath(data, path);
  if (isDeadEnd(schema)) return { message: schema.message, next: schema.next };
  const result = schema.safeParse(value);
  if (result.success) return null;
  const issue = result.error.issues[0];
  const message = issue?.code === 'custom' ? `: ${issue.message}` : '';
  return { message: `${path.join('.')} does not take ${what}${message}`, next: 'Name a key that takes a number.' };
}
