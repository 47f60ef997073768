import { choreography } from './choreography.js';
import { fanOutFanIn } from './fan-out-fan-in.js';
import type { Pattern } from './pattern.js';
import { pipeline } from './pipeline.js';
import { singleAgent } from './single-agent.js';
import { supervisor } from './supervisor.js';
import { workflow } from './workflow.js';

/** Every pattern there is, in the order in which they are shown. The only list. */
export const patterns: readonly Pattern[] = [singleAgent, pipeline, fanOutFanIn, workflow, supervisor, choreography];

export function patternNamed(name: string): Pattern | undefined {
  return patterns.find((pattern) => pattern.name === name);
}
