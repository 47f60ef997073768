/**
 * The only door of patterns to the simulator: what a pattern may use of a run, and nothing else.
 * Files in this folder import from here; the catalogue (plan.ts) alone reads the scenario and lays plans out.
 */
export { type Future, type Process, Resource, type Task, TIMED_OUT } from '../kernel/index.js';
export type { Answering, Reading } from '../sim/agents/answering.js';
export type { Coordinator } from '../sim/agents/coordinator.js';
export { untilThere } from '../sim/agents/holding.js';
export { effectiveError, retention } from '../sim/agents/model.js';
export { FAILED } from '../sim/agents/policies.js';
export type { Briefing, Confirming, Decision } from '../sim/agents/wording.js';
export type { Manner } from '../sim/bus/listener.js';
export type { Artifact, Context } from '../sim/content/artifact.js';
export { keyOfVoice } from '../sim/content/claims.js';
export type { Address, Mind } from '../sim/content/mind.js';
export { EACH_AUTHOR } from '../sim/content/sender.js';
export { quantile } from '../sim/luck/distributions.js';
export { MAX_INDEX, Purpose } from '../sim/luck/luck.js';
export { Act, type RunRecord, Status } from '../sim/record/record.js';
export { inputsAmong, outcomesOf, shownTo } from '../sim/team/dataflow.js';
export type { Extra, Member, Step } from '../sim/team/member.js';
export { branchesOf, type Pair, pairs, type Shape } from '../sim/team/shape.js';
export type { TaskView } from '../sim/team/task.js';
export type { Cast, Coordination } from '../sim/team/team.js';
export { type Leaf, topological } from '../sim/team/work.js';
export type { World } from '../sim/world.js';
