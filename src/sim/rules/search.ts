import type { Exploring, Tools } from '../../scenario/scenario.js';
import { drawIndex } from '../agents/model-request.js';
import { Purpose } from '../luck/luck.js';
import { wholeOf } from '../team/task-size.js';
import type { TaskState } from '../team/task-state.js';
import type { LeafStep } from '../team/work-layout.js';

/** How an agent searches with a tool: the round trips that it makes, and how many of them show it something new. */
export interface Search {
  readonly made: number;
  readonly fruitful: number;
}

const NONE: Search = { made: 0, fruitful: 0 };

/** The search of one attempt, whose draws lie at `draw`. Further rounds come on top of those that were asked. */
export function searchOf(
  { luck, facts }: TaskState,
  tools: Tools | null,
  explores: boolean,
  entity: number,
  draw: number,
): Search {
  if (tools === null) return NONE;
  const { breadth, overlap } = tools.explore;
  const asked = askedTrips(luck, tools, facts.size, entity, draw);
  if (!explores || breadth === 0) return { made: asked, fruitful: asked };
  const further = wholeOf(asked * breadth, luck.uniform(Purpose.explore, entity, draw));
  return { made: asked + further, fruitful: asked + further * (1 - overlap) };
}

function askedTrips(luck: TaskState['luck'], tools: Tools, size: number, entity: number, draw: number): number {
  if (size === 1) return luck.whole(tools.roundTrips, Purpose.roundTrips, entity, draw);
  const trips = size * luck.draw(tools.roundTrips, Purpose.roundTrips, entity, draw);
  return wholeOf(trips, luck.uniform(Purpose.sizedTrips, entity, draw));
}

/**
 * Those of a step's points that so many rounds find. How well a point hides is the same for whoever looks for it and however
 * often, so that more rounds find all that fewer find.
 */
function foundPoints(
  { luck }: TaskState,
  { finds }: Exploring,
  fruitful: number,
  entity: number,
  points: readonly number[],
): readonly number[] {
  if (finds === 1) return points;
  const found = 1 - (1 - finds) ** fruitful;
  return points.filter((point) => luck.uniform(Purpose.find, entity, point) < found);
}

/** What a step has to say, as far as the search of a call's attempt found it. */
export function found(
  state: TaskState,
  leaf: LeafStep,
  visit: number,
  call: number,
  explores: boolean,
): readonly number[] {
  const { tools } = leaf.spec;
  const points = state.facts.keysOf(leaf);
  if (tools === null || tools.explore.finds === 1) return points;
  const draw = drawIndex(visit, state.record.calls.columns.attempt[call]!, 0);
  const { fruitful } = searchOf(state, tools, explores, leaf.address, draw);
  const told = 1 - state.record.calls.columns.unanswered[call]!;
  return foundPoints(state, tools.explore, fruitful * told, leaf.address, points);
}

/** The share of what a step needs that it did not see or that its tool did not tell; what a search misses is no such thing. */
export function untold(missing: number, { spec: { tools } }: LeafStep, unanswered: number): number {
  if (unanswered === 0 || tools === null || tools.explore.finds < 1) return missing;
  return 1 - (1 - missing) * (1 - unanswered);
}
