import { expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.js';
import { advised } from '../../src/claims/tree.js';
import { compare } from '../../src/compare/compare.js';
import { listBuiltins } from '../../src/scenario/file.js';
import { examined, named, quiet, sites } from './helper.js';

/** A claim whose every setting and sweep is changed further. */
function changed(claim: Claim, set: readonly string[]): Claim {
  const more = <T extends { readonly set?: readonly string[] }>(one: T): T => ({
    ...one,
    set: [...(one.set ?? []), ...set],
  });
  return { ...claim, settings: claim.settings.map(more), sweeps: claim.sweeps.map(more) };
}

const wordOf = async (claim: Claim, runs = 100): Promise<string> =>
  (await examined(claim, { seed: 'rehearsal', runs })).verdict.word;

it('edges: holds as it is, and not for a mesh in which only the first one is read', async () => {
  expect(await wordOf(named('edges-quadratic'))).toBe('holds');
  expect(await wordOf(changed(named('edges-quadratic'), ['patterns.mesh.reads=hub']))).toBe('does not hold');
});

it('race on persist: depends on whether writes overwrite, and on nothing where all merge', async () => {
  expect(await wordOf(named('race-on-persist'))).toBe('holds when');
  expect(await wordOf(changed(named('race-on-persist'), ['policies.writes=merge']))).toBe('does not hold');
});

it('silent failure: holds while calls fail, and is not shown where none do', async () => {
  const claim = named('silent-failure');
  const payments = {
    ...claim,
    settings: claim.settings.filter(({ scenario }) => scenario === 'payments'),
    conditions: claim.conditions.slice(0, 1),
  };
  expect(await wordOf(payments)).toBe('holds');
  const healthy = [
    'agents.defaults.failure=0',
    'agents.shipper.failure=0',
    'faults.messages.loss=0',
    'faults.agents={}',
  ];
  expect(await wordOf(changed(payments, healthy))).not.toBe('holds');
});

it('call counts: of a request with one tool call, and of none other', async () => {
  expect(await wordOf(named('call-counts'))).toBe('holds');
  const twoTools = named('call-counts').settings.map((one) => ({
    ...one,
    set: one.set!.map((text) => text.replaceAll('roundTrips: 1', 'roundTrips: 2')),
  }));
  expect(await wordOf({ ...named('call-counts'), settings: twoTools })).toBe('does not hold');
});

it('hop latency: the flip lies where a closed form puts it, since each hop of the broker takes as long as it is set to', async () => {
  const { sweeps } = await examined(named('hop-latency'), { seed: 'rehearsal', runs: 100 });
  const [found] = sweeps;
  const [flip] = found!.flips;
  expect(flip!.trueIs).toBe('below');
  // Every second of delay adds the number of hops to the latency of events: the lead is a straight line.
  const [first, , third] = found!.estimates;
  const slope = (third!.mean - first!.mean) / 4;
  expect(flip!.at).toBeGreaterThan(flip!.low);
  expect(flip!.at).toBeLessThan(flip!.high);
  expect(first!.mean + slope * flip!.at).toBeCloseTo(0, 0);
});

it('what is assumed is never confirmed, and says where it turns false', async () => {
  const { verdict, sweeps } = await examined(named('context-fills'), { seed: 'rehearsal', runs: 60 });
  expect(verdict.word).toBe('assumed');
  expect(sweeps.flatMap(({ flips }) => flips).length).toBe(2);
});

it('gives the numbers that compare gives for the setting', async () => {
  const { places } = await examined(named('hop-latency'), { seed: 'rehearsal', runs: 40 });
  const { need, site, runs, values } = places[0]!.rehearsed;
  const effort = { seed: 'rehearsal', runs, precision: null, only: need.patterns };
  const { patterns } = await compare(site.scenario, effort, quiet());
  for (const pattern of need.patterns) {
    const columns = patterns.find(({ name }) => name === pattern)!.columns;
    for (const id of need.quantities) expect(values(pattern, id)).toEqual(columns.get(id));
  }
});

it('the decision tree advises by what steps need of each other, in every built-in scenario', () => {
  const advice = Object.fromEntries(listBuiltins().map((name) => [name, advised(sites(name).scenario)]));
  expect(advice).toEqual({
    announce: 'fan-out',
    approval: 'handoff',
    article: 'pipeline',
    coding: 'pipeline',
    content: 'pipeline',
    debate: 'handoff',
    growth: 'fan-out-fan-in',
    payments: 'pipeline',
    provider: 'fan-out-fan-in',
    research: 'fan-out-fan-in',
    scraping: 'fan-out-fan-in',
    server: 'fan-out-fan-in',
    shipment: 'pipeline',
    support: 'supervisor',
  });
  // These ask what people and limits do to a team, whatever its steps need of each other.
  const asked = listBuiltins().filter((name) => !['approval', 'provider', 'server'].includes(name));
  expect(named('decision-tree').settings.map(({ scenario }) => scenario)).toEqual(asked);
});

it('the decision tree is judged by halves: the advised one against the best of the others', async () => {
  const claim = named('decision-tree');
  const announce = {
    ...claim,
    settings: claim.settings.filter((one) => one.name === 'announce'),
    conditions: claim.conditions.filter((one) => one.name === 'in announce'),
  };
  const found = await examined(announce, { seed: 'rehearsal', runs: 200 });
  const { estimate, outcome } = found.conditions[0]!.statements[0]!;
  const { values, runs } = found.places[0]!.rehearsed;
  expect(outcome).toBe('refuted');
  // By hand: fan-out is advised; odd replications against the candidate that is best in the even ones.
  const of = (pattern: string, rest: number): number[] =>
    [...values(pattern, 'correct')].filter((_, i) => i % 2 === rest);
  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
  const { patterns } = found.places[0]!.rehearsed.need;
  const best = patterns.reduce((a, b) => (sum(of(b, 0)) > sum(of(a, 0)) ? b : a));
  expect(estimate.mean).toBeCloseTo((sum(of(best, 1)) - sum(of('fan-out', 1))) / (runs / 2), 12);
});
