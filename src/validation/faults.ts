/** What becomes of work by events where events are lost or come twice, against the formulas of probability. */
import { taskValue } from '../measures/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { sampled } from './effort.js';
import { estimated, meanOf, shareOf } from './estimate.js';
import { chainOf, type PlainForm, plainAgent, plainScenario, plainStep } from './plain.js';
import type { Row } from './row.js';

interface Luckily {
  readonly key: number;
  readonly runs: number;
}

export function faultRows(luck: Luckily): Row[] {
  return [lost(0.1, 1, luck), lost(0.3, 2, luck), twice(0.2, luck)];
}

function measured(id: string, scenario: Scenario, luck: Luckily): Float64Array {
  return sampled(scenario, { name: 'choreography' }, luck, (run) => taskValue(id, run));
}

/** One step, two that need it, one that needs those: four events. */
function diamond(): PlainForm {
  const after = { first: [], left: ['first'], right: ['first'], last: ['left', 'right'] };
  const names = Object.keys(after) as (keyof typeof after)[];
  return {
    agents: names.map((name) => plainAgent(name, {})),
    steps: names.map((name) => plainStep(name, name, { after: after[name] })),
  };
}

/** Longer than a step takes, so that nothing is delivered again that was not lost. */
const IDLE = 10;

function lost(loss: number, attempts: number, luck: Luckily): Row {
  const events = 4;
  const redelivery = attempts === 1 ? null : { attempts, idle: IDLE };
  const scenario = plainScenario({ ...diamond(), messages: { loss }, policies: { redelivery } });
  const again = attempts === 1 ? '' : `, delivered up to ${attempts} times`;
  const heading = {
    name: `choreography of a diamond, events that are lost with probability ${loss}${again}`,
    what: 'share of tasks that stall in silence',
    unit: 'share',
    source: attempts === 1 ? `1 - (1 - loss)^${events}` : `1 - (1 - loss^${attempts})^${events}`,
  };
  return estimated(heading, 1 - (1 - loss ** attempts) ** events, shareOf(measured('stalled', scenario, luck)));
}

/** Each event sets its listener off once more with that probability, and so does each event that comes of it. */
function twice(duplicate: number, luck: Luckily): Row {
  const steps = 5;
  let expected = 0;
  for (let i = 0; i < steps; i++) expected += (1 + duplicate) ** i;
  const heading = {
    name: `choreography of ${steps} in a row, events that come twice with probability ${duplicate}`,
    what: 'mean number of calls',
    unit: 'calls a task',
    source: `branching: the sum of (1 + duplicate)^i, i = 0 to ${steps - 1}`,
  };
  const scenario = plainScenario({ ...chainOf(steps, {}), messages: { duplicate } });
  return estimated(heading, expected, meanOf(measured('calls', scenario, luck)));
}
