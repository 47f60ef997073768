/**
 * Calls of a single agent and of teams: Kim et al., "Towards a Science of Scaling Agent Systems", arXiv 2512.08296 v3,
 * table 2 (the forms) and table 5 (turns, means over all tasks), n = 3 agents of k iterations each.
 */
import type { WrittenOptions } from '../patterns/declared.js';
import type { Scenario, Tools } from '../scenario/scenario.js';
import type { RunRecord } from '../sim/record/record.js';
import type { Plan } from '../sim/team/plan.js';
import { type Luckily, replayed } from './effort.js';
import { meanOf } from './estimate.js';
import { constant, type PlainForm, plainAgent, plainScenario, plainStep, planFor, planForTeam } from './plain.js';
import { checks, type Finding, type PublishedRow, ranks, sets } from './published-row.js';
import { toolsOf } from './twin-kit.js';

/** Agents of each team, its orchestrator or judge not counted. */
export const N = 3;

/** A scenario and who does it. */
interface Staging {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

const calls = (run: RunRecord): number => run.calls.length;

/** An agent that does a step in k calls, on average: whole numbers around k where k is none. */
const iterating = (k: number): Tools => ({
  ...toolsOf(0),
  roundTrips: { kind: 'uniform', low: k - 1.5, high: k - 0.5 },
});

/** `rounds` waves of `width` steps, each of k iterations; every wave needs the one before. */
function waves(rounds: number, width: number, k: number): PlainForm {
  const name = (round: number, i: number): string => `step ${round} ${i}`;
  const all = Array.from({ length: width }, (_, i) => i);
  return {
    agents: all.map((i) => plainAgent(`agent ${i}`, {})),
    steps: Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
      all.map((i) => {
        const after = round === 0 ? [] : all.map((other) => name(round - 1, other));
        return plainStep(name(round, i), `agent ${i}`, { after, tools: iterating(k) });
      }),
    ),
    coordinator: { decision: constant(5) },
  };
}

function under(pattern: string, form: PlainForm, options: WrittenOptions = {}): Staging {
  const scenario = plainScenario(form);
  return { scenario, plan: planFor(scenario, pattern, options) };
}

/** One agent: k calls. */
export const single = (k: number): Staging => under('single-agent', waves(1, 1, k));

/** Agents that do not hear each other, and one who merges: n k + 1 calls. */
export const independent = (k: number): Staging => under('fan-out-fan-in', waves(1, N, k));

/** Agents that debate for d rounds, and one who judges: d n k + 1 calls. */
export const decentralized = (k: number, d: number): Staging =>
  under('debate', waves(1, 1, k), { panel: N, rounds: d, judge: true });

/** An orchestrator has its agents work in r rounds: r n k + r calls. The form counts no last call: it is stopped. */
export const centralized = (k: number, r: number): Staging =>
  under('lead-and-subagents', waves(r, N, k), { limit: r, onLimit: 'partial' });

/** The same, but in the last of its rounds the agents are peers that read each other and revise: (d - 1) n k calls more. */
export function hybrid(k: number, r: number, d: number): Staging {
  const form = waves(r, N, k);
  const last = form.steps.slice(-N);
  const peers = last.map((step, i) => ({ ...step, role: `peer ${i}` }));
  const roles = peers.map(({ role }) => role);
  const members = r === 1 ? [] : form.agents.map(({ role }) => role);
  const scenario: Scenario = {
    ...plainScenario({
      ...form,
      agents: [...(r === 1 ? [] : form.agents), ...roles.map((role) => plainAgent(role, {}))],
      steps: [...form.steps.slice(0, -N), ...peers],
    }),
    teams: [
      {
        name: 'hybrid',
        root: {
          pattern: 'lead-and-subagents',
          members: [...members, { pattern: 'mesh', members: roles, options: {} }],
          options: {},
        },
      },
    ],
  };
  const options = {
    'lead-and-subagents': { limit: r, onLimit: 'partial' },
    mesh: { rounds: d, settle: false },
  };
  return { scenario, plan: planForTeam(scenario, 'hybrid', options) };
}

/** Calls in each replication. */
export const callsOf = ({ scenario, plan }: Staging, luck: Luckily): Float64Array =>
  replayed(scenario, plan, luck, calls);

/** Calls where the rounds are a mean: in some replications the whole number below, in the others the one above. */
function callsAround(rounds: number, staged: (whole: number) => Staging, { key, runs }: Luckily): Float64Array {
  const below = Math.floor(rounds);
  const above = Math.round((rounds - below) * runs);
  const fewer = callsOf(staged(below), { key, runs: runs - above });
  return Float64Array.of(...fewer, ...(above === 0 ? [] : callsOf(staged(below + 1), { key, runs: above })));
}

/** The published turns of each system. */
const TURNS = { single: 7.2, independent: 11.4, decentralized: 26.1, centralized: 27.7, hybrid: 44.3 } as const;
/** The published deviations over 36 settings of each system: two standard errors of the mean are allowed. */
const SCATTER = { single: 2.1, independent: 3.2, decentralized: 7.5, centralized: 8.1, hybrid: 12.4 } as const;
const SETTINGS = 36;
/** What is set comes out within the luck of the draw. */
const SET = 0.01;

/** Set by the turns of the single agent, of independent agents, and of the orchestrator with its agents. */
const OWN = TURNS.single;
const K = (TURNS.independent - 1) / N;
const R = TURNS.centralized / (N * K + 1);
/** The settings that are published, in place of any figure: rounds of the debate, and iterations of each agent in a round. */
const STATED = { rounds: 3, iterations: 3 };

const SOURCE = 'Kim et al., arXiv 2512.08296 v3, tables 2 and 5';
const finding = (system: string, form: string, basis: string): Finding => ({
  name: system === 'single' ? 'a single agent' : `three agents, ${system}`,
  what: `turns a task, of the form ${form}`,
  unit: 'calls',
  source: SOURCE,
  basis,
});

export function callRows(luck: Luckily): PublishedRow[] {
  const got = {
    single: callsOf(single(OWN), luck),
    independent: callsOf(independent(K), luck),
    decentralized: callsAround(R, (d) => decentralized(K, d), luck),
    centralized: callsAround(R, (r) => centralized(K, r), luck),
    hybrid: callsAround(R, (r) => hybrid(K, r, r), luck),
  };
  const stated = callsOf(decentralized(STATED.iterations, STATED.rounds), luck);
  const set = (system: keyof typeof TURNS, form: string, basis: string): PublishedRow =>
    sets(finding(system, form, basis), TURNS[system], meanOf(got[system]).value, SET * TURNS[system]);
  const checked = (system: keyof typeof TURNS, form: string, values: Float64Array, basis: string): PublishedRow =>
    checks(
      finding(system, form, basis),
      TURNS[system],
      meanOf(values).value,
      (2 * SCATTER[system]) / Math.sqrt(SETTINGS),
    );
  const byTwo = 'set by the figures of independent and centralized agents';
  return [
    set('single', 'k', `sets the iterations of a single agent, k = ${OWN}; turns are taken to be calls`),
    set('independent', 'n k + 1', `sets the iterations of a team's agents, k = ${K.toFixed(2)}`),
    set('centralized', 'r n k + r', `sets the orchestrator's rounds, r = ${R.toFixed(2)}`),
    checked('decentralized', 'd n k + 1', got.decentralized, `${byTwo}; assumed: as many rounds of debate, d = r`),
    checked(
      'decentralized',
      'd n k + 1',
      stated,
      'set by no figure: d = 3 rounds of k = 3 iterations, as the paper states its settings',
    ),
    checked(
      'hybrid',
      'r n k + r + p',
      got.hybrid,
      `${byTwo}; assumed: in its last round the agents are peers for d = r rounds, p = (d - 1) n k`,
    ),
    // Independent below centralized is set itself, so it is no pair of this ranking.
    ranks(
      order('independent < decentralized < hybrid'),
      '<',
      rankedBy(got, ['independent', 'decentralized', 'hybrid']),
    ),
    ranks(order('centralized < hybrid'), '<', rankedBy(got, ['centralized', 'hybrid'])),
  ];
}

const order = (what: string): Omit<Finding, 'unit'> => ({
  name: 'three agents, the order of overhead',
  what,
  source: SOURCE,
  basis: 'set by the figures of independent and centralized agents, with the same assumptions',
});

function rankedBy<Name extends string>(
  got: Readonly<Record<Name, Float64Array>>,
  names: readonly Name[],
): (readonly [string, Float64Array])[] {
  return names.map((name) => [name, got[name]]);
}
