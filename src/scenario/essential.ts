import { placesOf } from './inheritance.js';
import { entries, valueAt } from './plain-data.js';
import { dataBehind } from './read-data.js';
import type { Scenario } from './scenario.js';
import { type EssentialFacts, factsOf } from './schema/key.js';
import { scenarioSchema } from './schema/schema.js';
import { schemaAt } from './schema/walk.js';

/** What is declared of a key that patterns may live by; null: nothing. */
export function essentialAt(path: readonly string[]): EssentialFacts | null {
  const schema = schemaAt(scenarioSchema, path);
  return (schema === null ? null : factsOf(schema)?.essential) ?? null;
}

/**
 * The value that a file leaves at its default, at a path such as `coordinator.detection` or, where no agent says anything of
 * its own, `agents.defaults.credulity`. Null where the file gives it, itself or by what the key follows.
 */
export function leftAt(scenario: Scenario, path: readonly string[]): number | null {
  const data = dataBehind(scenario);
  if (data === undefined) return null;
  const [top, who, key] = path;
  if (top === 'agents' && who === 'defaults') {
    const roles = entries(data, 'agents').flatMap(([role]) => (role === 'defaults' ? [] : [role]));
    const isSilent = !roles.some((role) => isGiven(data, ['agents', role, key!]));
    return isSilent ? numberAt(scenario.agents[0], [key!]) : null;
  }
  if (isGiven(data, path)) return null;
  return top === 'agents' ? numberAt(agentNamed(scenario, who!), [key!]) : numberAt(scenario, path);
}

const isGiven = (data: unknown, path: readonly string[]): boolean =>
  placesOf(path).some((place) => valueAt(data, place) !== undefined);

const agentNamed = ({ agents }: Scenario, role: string): unknown => agents.find((agent) => agent.role === role);

function numberAt(holder: unknown, path: readonly string[]): number | null {
  const value = valueAt(holder, path);
  return typeof value === 'number' ? value : null;
}
