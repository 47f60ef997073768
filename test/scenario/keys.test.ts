import { expect, it } from 'vitest';
import { listBuiltins, loadScenarioFile } from '../../src/scenario/file.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { factsOf } from '../../src/scenario/schema/key.js';
import { type DeclaredKey, declaredKeys } from '../../src/scenario/schema/keys.js';
import { scenarioSchema } from '../../src/scenario/schema/schema.js';
import { bare, inside } from '../../src/scenario/schema/walk.js';
import { disturbances, placesWhereOn, remedies, undisturbed } from '../../src/scenario/undisturbed.js';
import { scenarioOf } from './helper.js';

const named = ({ path }: DeclaredKey): string => path.join('.');

/** Paths of keys that the schema has and that nothing is said of. */
function undeclared(schema: Parameters<typeof inside>[0], path: string, around: readonly unknown[]): string[] {
  const facts = factsOf(schema);
  const plain = bare(schema);
  if (facts?.isGroup === false || around.includes(plain)) return [];
  const content = inside(schema);
  const within = [...around, plain];
  if (content.kind === 'list') return undeclared(content.element, `${path}.*`, within);
  if (content.kind === 'names') return undeclared(content.value, `${path}.*`, within);
  if (content.kind === 'value') return [];
  const keys = Object.entries(content.shape).flatMap(([name, inner]) => [
    ...(factsOf(inner) === null ? [`${path}.${name}`] : []),
    ...undeclared(inner, `${path}.${name}`, within),
  ]);
  return [...keys, ...(content.rest === null ? [] : undeclared(content.rest, `${path}.*`, within))];
}

it('every key is declared with its meaning, and says what holds where it is left out', () => {
  expect(undeclared(scenarioSchema, '', [])).toEqual([]);
  for (const key of declaredKeys) {
    expect(key.means, named(key)).toMatch(/^[A-Z].*[^.]$/);
    expect(key.isRequired || key.standard !== undefined, `${named(key)}: required, or a default`).toBe(true);
    expect(key.isGroup || key.range !== null, `${named(key)}: unit and range`).toBe(true);
  }
});

it('every probability, fault and policy says at which value it is off, or why it never is', () => {
  const switches = [...disturbances, ...remedies].map(({ path }) => path);
  // Inside a group that is off by its absence, or by its number of attempts, keys only say how.
  const groups = [...switches, ['policies', 'retry'], ['policies', 'resubmit']];
  const isInside = ({ path }: DeclaredKey): boolean =>
    groups.some((group) => group.length < path.length && group.every((part, i) => part === path[i]));
  const mute = declaredKeys.filter((key) => {
    const isSubject = ['faults', 'policies'].includes(key.path[0]!) || key.means.startsWith('Probability');
    const isSection = key.isGroup && key.standard === '';
    return isSubject && !isSection && !isInside(key) && !('off' in key) && key.noOff === undefined;
  });
  expect(mute.map(named)).toEqual([]);
});

it('every off value has its place in a resolved scenario', () => {
  const full = scenarioOf(FULL);
  for (const key of [...disturbances, ...remedies]) {
    expect(placesWhereOn(full, { ...key, off: Symbol('nothing') }), named(key)).not.toEqual([]);
  }
});

it('nothing goes wrong in an undisturbed scenario, and the rest of it is as it was', () => {
  const full = scenarioOf(FULL);
  const calm = undisturbed(full);
  for (const key of disturbances) expect(placesWhereOn(calm, key), named(key)).toEqual([]);
  expect(calm.faults.messages.delay).toEqual(full.faults.messages.delay);
  expect(calm.policies).toEqual(full.policies);
  expect(calm.task.steps[0]).toEqual({
    ...full.task.steps[0],
    probability: 1,
    foreseen: 1,
    tools: { ...full.task.steps[0]!.tools, failure: 0, hang: 0 },
  });
  const off = { failure: 0, hang: 0, misroute: 0, hallucination: 0 };
  const calmModel = <T extends object>(model: T): T => ({ ...model, limits: null });
  expect(calm.agents).toEqual(full.agents.map((agent) => ({ ...agent, ...off, model: calmModel(agent.model) })));
  expect(calm.coordinator).toEqual({ ...full.coordinator, ...off, model: calmModel(full.coordinator.model) });
  expect(calm.tools).toEqual({ browser: { ...full.tools.browser, failure: 0, hang: 0, outage: null } });
  expect({ ...calm, faults: 0, task: 0, agents: 0, tools: 0, coordinator: 0, generalist: 0 }).toEqual({
    ...full,
    ...{ faults: 0, task: 0, agents: 0, tools: 0, coordinator: 0, generalist: 0 },
  });
});

it.each(listBuiltins())('an undisturbed %s is undisturbed already', (name) => {
  const loaded = loadScenarioFile(name, []);
  const calm = undisturbed((loaded as { scenario: Scenario }).scenario);
  expect(undisturbed(calm)).toEqual(calm);
});

/** Everything that can go wrong does, and everything is done about it. */
const FULL = `scenario: full
question: What can go wrong?
task:
  brief: { tokens: 100, claims: 4 }
  steps:
    write: { role: writer, claims: 2, probability: 0.5, foreseen: 0.5, fallback: checker, tools: { roundTrips: 1, failure: 0.1, hang: 0.1 } }
    check: { role: checker, after: [write], checks: true, tools: { use: browser, roundTrips: 1 } }
  topics: { a: 0.5, b: 0.5 }
  shift: 0.1
agents:
  defaults: { output: 50, failure: 0.1, hang: 0.1, misroute: 0.1 }
  writer: { hallucination: 0.1 }
  checker: { detection: 0.5 }
tools: { browser: { failure: 0.1, hang: 0.1, outage: { mtbf: 1h } } }
coordinator: { hallucination: 0.1 }
generalist: { misroute: 0.1 }
models: { large: { limits: { requests: 50/m } } }
faults:
  messages: { delay: 1s, loss: 0.1, duplicate: 0.1, reorder: { share: 0.1, by: 1s } }
  agents:
    writer: { crash: { mtbf: 1h }, join: { at: 1m } }
    checker: { leave: { at: 1m } }
  coordinator: { crash: { mtbf: 1h } }
  engine: { crash: { mtbf: 1h } }
  generalist: { crash: { mtbf: 1h } }
policies:
  timeout: 60s
  retry: { attempts: 3 }
  breaker: { failures: 3 }
  redelivery: { attempts: 3 }
  deadLetters: {}
  idempotency: true
  durable: true
  resubmit: { attempts: 1 }
  tracing: true
  deadline: 5m
  tolerance: 1
`;
