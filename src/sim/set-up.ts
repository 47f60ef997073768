import type { Simulator } from '../kernel/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { EngineParticipant } from './agents/engine.js';
import type { ModelClient } from './agents/model-client.js';
import { LimitsOfModels } from './agents/model-limits.js';
import { ModelServers } from './agents/model-server.js';
import { Provider } from './agents/provider.js';
import type { ScriptedChoice } from './agents/script.js';
import { ToolStation } from './agents/tool-station.js';
import { Luck } from './luck/luck.js';
import type { Run } from './run.js';
import { layOut } from './team/work-layout.js';

/** What the parts of a run share, without anybody in it: participants are added to the list that is given. */
export function setUpRun(
  scenario: Scenario,
  key: number,
  sim: Simulator,
  participants: readonly (ModelClient | EngineParticipant)[],
  script: readonly ScriptedChoice[] = [],
): Run {
  const luck = new Luck(key);
  const tools = Object.entries(scenario.tools).map(
    ([name, spec]) => [name, new ToolStation(sim, luck, name, spec)] as const,
  );
  return {
    sim,
    scenario,
    luck,
    layout: layOut(scenario),
    provider: new Provider(sim, scenario.provider),
    limits: new LimitsOfModels(sim),
    servers: new ModelServers(sim),
    tools: new Map(tools),
    script,
    participants,
  };
}
