import type { Simulator } from '../kernel/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { LimitsOfModels } from './agents/model-limits.js';
import type { ModelServers } from './agents/model-server.js';
import type { Outages } from './agents/outages.js';
import type { Provider } from './agents/provider.js';
import type { ScriptedChoice } from './agents/script.js';
import type { ToolStation } from './agents/tool-station.js';
import type { Luck } from './luck/luck.js';
import type { Participant } from './record/record.js';
import type { WorkLayout } from './team/work-layout.js';

/** What is stable for all tasks of a run. Parts take from it what they use; what belongs to one task is its TaskState. */
export interface Run {
  readonly sim: Simulator;
  readonly scenario: Scenario;
  readonly luck: Luck;
  readonly layout: WorkLayout;
  readonly provider: Provider;
  readonly limits: LimitsOfModels;
  readonly servers: ModelServers;
  /** Tools that agents share, by name. */
  readonly tools: ReadonlyMap<string, ToolStation>;
  /** What coordinators choose, in their order, in place of choosing for themselves. */
  readonly script: readonly ScriptedChoice[];
  /** By index; complete once all teams are built. */
  readonly participants: readonly FallibleParticipant[];
}

/** A participant that can be down. */
export interface FallibleParticipant extends Participant {
  readonly outages: Outages;
}
