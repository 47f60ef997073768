/** The patterns that the oracle knows. */
import { choreography, fanOut, groupChat, handoff, leadAndSubagents } from './loose-stories.js';
import * as strict from './stories.js';

export const stories: Readonly<Record<string, strict.Story>> = {
  'single-agent': strict.singleAgent,
  pipeline: strict.pipeline,
  'fan-out': fanOut,
  'fan-out-fan-in': strict.fanOutFanIn,
  workflow: strict.workflow,
  'maker-checker': strict.makerChecker,
  debate: strict.debate,
  supervisor: strict.supervisor,
  'lead-and-subagents': leadAndSubagents,
  'group-chat': groupChat,
  handoff,
  choreography,
};
