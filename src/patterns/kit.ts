/**
 * The only door of patterns to the simulator: what a pattern may use of a run, and nothing else.
 * Files in this folder import from here; the catalogue (plan.ts) alone reads the scenario and lays plans out.
 */
export { type Future, type Process, Resource, type Task, TIMED_OUT } from '../kernel/index.js';
export type { Answering, StepReading } from '../sim/agents/answering.js';
export type { Coordinator, CoordinatorDecision } from '../sim/agents/coordinator.js';
export { answer } from '../sim/agents/delegation.js';
export { FAILED, orFailed } from '../sim/agents/failure.js';
export { effectiveError, familyOf, retention } from '../sim/agents/model.js';
export type { ModelRequest } from '../sim/agents/model-request.js';
export { untilThere } from '../sim/agents/recovery.js';
export { rosterTokens } from '../sim/agents/roster.js';
export type { Subscription } from '../sim/bus/listener.js';
export type { Artifact } from '../sim/content/artifact.js';
export type { Context } from '../sim/content/context.js';
export { type DrawAddress, drawAddress, indexOf, readerPlace } from '../sim/content/draw-address.js';
export { EACH_AUTHOR, USER } from '../sim/content/senders.js';
export { NOTHING, quantile } from '../sim/luck/distributions.js';
export { MAX_INDEX, Purpose } from '../sim/luck/luck.js';
export { Act, type RunRecord, Status } from '../sim/record/record.js';
export { chooseWithError, notices, STOP } from '../sim/rules/choice.js';
export { blankRates, type ErrorRates } from '../sim/rules/error-rates.js';
export type {
  AnyCast,
  Cast,
  CastOf,
  Coordination,
  CoordinationRules,
  Part,
  Stage,
} from '../sim/team/coordination.js';
export { inputsAmong, outcomesOf, shownTo } from '../sim/team/dataflow.js';
export { voicesOf } from '../sim/team/panel.js';
export { copyOf, flagsIn, incident, released } from '../sim/team/passing-on.js';
export { membersAbleTo, nextAbleTo } from '../sim/team/pool.js';
export { sentBack, withObjections } from '../sim/team/send-back.js';
export { branchesOf, consecutive, type Pair, pairs, pairsPossible, type Shape } from '../sim/team/shape.js';
export { inParallel } from '../sim/team/siblings.js';
export type { Member, Step, StepRequest } from '../sim/team/step.js';
export type { TaskView } from '../sim/team/task-view.js';
export { type LeafStep, topological } from '../sim/team/work-layout.js';
