import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import type { Story } from '../sim/record/story.js';
import { shapeOf } from '../sim/team/shape.js';
import { World } from '../sim/world.js';
import { watch } from './watch.js';

/** A run small enough for a board: a draft, a check and a picture of it, and the print of both. */
const SMALL = `
scenario: leaflet
question: What does this pattern look like at work?
task:
  brief: { tokens: 300, claims: 4 }
  steps:
    draft: { role: writer, claims: 3 }
    check: { role: checker, after: [draft], checks: true }
    draw: { role: artist, after: [draft], claims: 1 }
    print: { role: printer, after: [check, draw] }
agents:
  defaults: { output: 100, credulity: 0.9, hallucination: 0.1, latency: 2s }
  writer: { hallucination: 0.4 }
  checker: { detection: 0.9 }
  artist: {}
  printer: {}
coordinator: { hallucination: 0.02, detection: 0.9, misroute: 0, latency: 1s }
`;

/** What a pattern is taught with: its structure at several sizes, and one small run. */
export interface Lesson {
  readonly pattern: Pattern;
  readonly structures: readonly Structure[];
  /** Null where the pattern does not fit the small task. */
  readonly run: Story | null;
}

/** Team sizes at which the structure is shown. */
const SIZES = [2, 4, 8, 16];

export function lessonOf(pattern: Pattern): Lesson {
  return { pattern, structures: SIZES.map((size) => structureOf(pattern, size)), run: smallRun(pattern) };
}

/** One run of a small task under a pattern; null where it does not fit such a task. */
function smallRun(pattern: Pattern): Story | null {
  const plan = plansFor(smallScenario(), [pattern.name]).plans[0];
  if (plan === undefined) return null;
  const world = new World(smallScenario(), plan, keyOf('lesson'));
  return watch(world, { pattern: pattern.name, seed: 'lesson', replication: 0, task: 0 });
}

function smallScenario(): Scenario {
  const parsed = parseScenario(SMALL, 'leaflet.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  return parsed.scenario;
}

/** What a pattern measures, by its own formulas, with `specialists` independent specialists and one who merges. */
export interface Structure {
  readonly specialists: number;
  readonly calls: number;
  readonly criticalPathCalls: number;
  readonly edges: number;
  readonly messages: number;
}

function structureOf(pattern: Pattern, specialists: number): Structure {
  const workers = Array.from({ length: specialists }, (_, i) => `specialist-${i + 1}`);
  const shape = shapeOf([...workers, 'merger'], [...workers.map(() => []), workers.map((_, i) => i)]);
  const { calls, criticalPathCalls, edges, messages } = pattern.withOptions({}).expects;
  return {
    specialists,
    calls: calls(shape),
    criticalPathCalls: criticalPathCalls(shape),
    edges: edges(shape),
    messages: messages(shape),
  };
}
