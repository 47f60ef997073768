import { parentPort } from 'node:worker_threads';
import { type Assignment, carryOut } from '../../study/assignment.js';
import { builtInCatalogue } from '../../study/catalogue.js';
import { Worlds } from '../../study/worlds.js';
import { sealed } from '../packing.js';
import { poisonOf } from './poison.js';
import type { BatchReply, BatchRequest } from './threads.js';

const worlds = new Worlds();
/** The scenario of the last batch: what was built for it is used again where the next one has the same object. */
let last: { readonly hash: string; readonly scenario: Assignment['scenario'] } | null = null;

function replyTo({ assignment, scenario, key }: BatchRequest): BatchReply {
  if (last?.hash !== scenario) last = { hash: scenario, scenario: assignment.scenario };
  const whole: Assignment = { ...assignment, scenario: last.scenario };
  try {
    return { bytes: sealed(key, carryOut(whole, builtInCatalogue, worlds)) };
  } catch (error) {
    return { fault: poisonOf(whole, error) };
  }
}

const port = parentPort;
port?.on('message', (request: BatchRequest) => port.postMessage(replyTo(request)));
