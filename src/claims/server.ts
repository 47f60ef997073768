import type { Claim, ClaimSetting, ClaimSweep } from './claim.js';
import { above, against, below, beside, defineClaim, when } from './say.js';

const PATTERNS = ['workflow', 'pipeline'];
const USERS = 'workload.arrivals.closed.users';
/** One after the other, and each reads the document; several times as much memory. */
const ALL = 'patterns.pipeline.context=all';
const ROOM = 'models.own.server.kvTokens=400000';

const IDLE = 'one user has the server';
const FULL = '32 users share it';
const READERS = '32 users share it, and each step of the pipeline reads the document';
const SPACIOUS = '32 users share it, and it has ten times the memory';

const SAYS = 'latency, pipeline minus workflow';
const lead = (at?: string) => against('latency', 'pipeline', 'workflow', at);

/** Nobody gives up, so that every task has a time. */
const settingOf = (name: string, users: number, ...more: readonly string[]): ClaimSetting => ({
  name,
  scenario: 'server',
  set: [`${USERS}=${users}`, 'policies.deadline=.inf', ...more],
  patterns: PATTERNS,
  times: 0.2,
});

const along = (label: string, ...more: readonly string[]): ClaimSweep => ({
  aside: true,
  label,
  paths: [USERS],
  values: [1, 2, 4, 8, 16, 32, 64],
  isWhole: true,
  scenario: 'server',
  set: ['policies.deadline=.inf', ...more],
  patterns: PATTERNS,
  times: 0.2,
  says: SAYS,
  contrast: lead(),
  is: 'above',
  than: 0,
});

/** What a shared model server makes of parallel work. */
export const server: Claim = defineClaim({
  id: 'fan-out-on-own-server',
  claim: "On a model server of one's own, fan-out pays only while the server is not full.",
  short: 'On an own model server, fan-out pays until the server is full.',
  source: 'asked about batching servers by this project; examined here',
  type: 'E',
  means:
    'Four writers at once and an editor (workflow) deliver sooner than the same steps one after the other (pipeline, each reads what the one before wrote) while one user has the server, and later once 32 users share it. Then the number of users at which it flips.',
  dependsOn:
    'What is full. Calls that only slow each other down do so under any pattern, so that fan-out keeps its lead at any number of users, as it does here with ten times the memory. Once calls wait for memory, it counts how many tokens a task holds, and for how long: fan-out gives each writer the document, the pipeline only the first. A pipeline whose steps all read the document holds more than fan-out, and is behind at any load.',
  settings: [settingOf(IDLE, 1), settingOf(FULL, 32), settingOf(READERS, 32, ALL), settingOf(SPACIOUS, 32, ROOM)],
  conditions: [
    when(IDLE, above(SAYS, lead(IDLE))),
    when(FULL, below(SAYS, lead(FULL))),
    beside(READERS, above(SAYS, lead(READERS))),
    beside(SPACIOUS, above(SAYS, lead(SPACIOUS))),
  ],
  sweeps: [along('the number of users'), along('the number of users, with ten times the memory,', ROOM)],
});
