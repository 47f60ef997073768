import { blackboard } from './blackboard/blackboard.js';
import { choreography } from './choreography.js';
import { contractNet } from './contract-net.js';
import { criticalPathHybrid } from './critical-path-hybrid.js';
import { debate } from './debate/debate.js';
import { fanOut } from './fan-out.js';
import { fanOutFanIn } from './fan-out-fan-in.js';
import { groupChat } from './group-chat/group-chat.js';
import { handoff } from './handoff/handoff.js';
import { hierarchy } from './hierarchy.js';
import { leadAndSubagents } from './lead-and-subagents/lead-and-subagents.js';
import { magentic } from './magentic/magentic.js';
import { makerChecker } from './maker-checker.js';
import { mesh } from './mesh/mesh.js';
import { overseer } from './overseer/overseer.js';
import type { Pattern } from './pattern.js';
import { pipeline } from './pipeline.js';
import { router } from './router/router.js';
import { singleAgent } from './single-agent.js';
import { supervisor } from './supervisor/supervisor.js';
import { trunkAndMeshes } from './trunk-and-meshes.js';
import { workflow } from './workflow.js';

/** Every pattern there is, in the order in which they are shown. The only list. */
export const patterns: readonly Pattern[] = [
  singleAgent,
  pipeline,
  fanOut,
  fanOutFanIn,
  workflow,
  makerChecker,
  debate,
  router,
  supervisor,
  leadAndSubagents,
  groupChat,
  handoff,
  hierarchy,
  magentic,
  choreography,
  blackboard,
  mesh,
  contractNet,
  overseer,
  criticalPathHybrid,
  trunkAndMeshes,
];

/** Looks among the built-in ones, or in a list with further ones. */
export function patternNamed(name: string, all: readonly Pattern[] = patterns): Pattern | undefined {
  return all.find((pattern) => pattern.name === name);
}
