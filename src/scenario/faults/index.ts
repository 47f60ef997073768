import { crash } from './crash.js';
import { absentValuesOf, type FaultValues } from './fault.js';
import { join, leave } from './leave-join.js';
import { delay, duplicate, loss, reorder } from './messages.js';

/**
 * Every fault, by its key. To add one: declare it in a file of this folder, and name it here, for those to whom it can
 * happen. Schema, defaults, what an undisturbed run resets, reference and assumptions in reports follow.
 */

/** Of an agent, under `faults.agents.<role>`; each instance by itself. */
export const AGENT_FAULTS = { crash, leave, join };

/** Of what there is one of each, under `faults.coordinator`, `faults.engine` and `faults.generalist`. */
export const CENTRAL_FAULTS = { crash };

/** Of events on a bus, under `faults.messages`. */
export const MESSAGE_FAULTS = { delay, loss, duplicate, reorder };

export type AgentFaults = FaultValues<typeof AGENT_FAULTS>;
export type CentralFaults = FaultValues<typeof CENTRAL_FAULTS>;
export type MessageFaults = FaultValues<typeof MESSAGE_FAULTS>;
/** By whom faults happen to. */
export interface Faults {
  readonly messages: MessageFaults;
  /** By role; every role is there. */
  readonly agents: Readonly<Record<string, AgentFaults>>;
  readonly coordinator: CentralFaults;
  readonly engine: CentralFaults;
  readonly generalist: CentralFaults;
}

/** Nothing goes wrong with these roles, or with anything else. */
export function noFaults(roles: readonly string[]): Faults {
  const central = absentValuesOf(CENTRAL_FAULTS);
  return {
    messages: absentValuesOf(MESSAGE_FAULTS),
    agents: Object.fromEntries(roles.map((role) => [role, absentValuesOf(AGENT_FAULTS)])),
    ...{ coordinator: central, engine: central, generalist: central },
  };
}

export type { Crash } from './crash.js';
export type { InstanceChange } from './leave-join.js';
export type { Reordering } from './messages.js';
