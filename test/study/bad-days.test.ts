/** What the built-in scenarios about bad days and load are there to show. */
import { expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { publishedSentences } from '../../src/report/words/published.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const QUIET = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });

function compared(name: string, overrides: readonly string[], only: readonly string[], runs = 20): Promise<Comparison> {
  const scenario = scenarioOf(builtin(name), overrides);
  const effort = { seed: 'rehearsal', runs, precision: null, only };
  return compare(scenario, effort, QUIET);
}

const meanOf = ({ summary }: Comparison, pattern: string, measure: string): number =>
  summary.find((row) => row.pattern === pattern && row.measure.id === measure)!.mean;

it('shipment: a pure orchestrator without durability loses or delays what the hybrid does not', async () => {
  const only = ['workflow', 'critical-path-hybrid'];
  const forgetful = await compared('shipment', [], only);
  const durable = await compared('shipment', ['policies.durable=true'], only);
  const [found] = forgetful.published;
  // All of the interval lies below nothing, and beyond the published 40 %.
  expect(found!.high).toBeLessThan(-0.4);
  expect(meanOf(forgetful, 'workflow', 'lostWork')).toBeGreaterThan(
    meanOf(forgetful, 'critical-path-hybrid', 'lostWork'),
  );
  const saved = ({ published }: Comparison): number => published[0]!.change;
  expect(saved(forgetful)).toBeLessThan(saved(durable));
  expect(meanOf(durable, 'workflow', 'operationalFailures')).toBeLessThan(
    meanOf(forgetful, 'workflow', 'operationalFailures') / 2,
  );
  expect(publishedSentences(forgetful)[0]).toMatch(/^Published: .*40 % fewer .* Measured here: .* Conditions: /);
}, 60_000);

it('support: the coordinator saturates, and the order flips before that', async () => {
  const found = await compared('support', ['growth.sizes=[240, 300, 360]'], ['router', 'handoff']);
  const saturation = found.summary.find((row) => row.pattern === 'router' && row.measure.id === 'saturation')!;
  expect(saturation.low).toBeGreaterThan(300);
  expect(saturation.high).toBeLessThan(360);
  const router = found.patterns.find(({ name }) => name === 'router')!;
  expect(router.load?.busiest).toBe('coordinator');
  const flip = found.crossovers.find(({ measure, above }) => measure === 'correct' && above === 'handoff')!;
  expect(flip.below).toBe('router');
  expect(flip.low).toBeGreaterThan(240);
  expect(flip.high).toBeLessThan(360);
  expect(flip.low).toBeLessThan(flip.high);
}, 60_000);

it('content: a slow editor holds up the line until a time-out calls for a stand-in', async () => {
  const only = ['pipeline', 'choreography'];
  const patient = await compared('content', ['policies.timeout=.inf', 'growth.sizes=[30]'], only);
  const impatient = await compared('content', ['policies.timeout=120s', 'growth.sizes=[30]'], only);
  expect(meanOf(patient, 'pipeline', 'stalled')).toBeGreaterThan(0.3);
  expect(meanOf(impatient, 'pipeline', 'stalled')).toBe(0);
  expect(meanOf(impatient, 'choreography', 'stalled')).toBeGreaterThan(0.2);
}, 60_000);

it('scraping: who watches saves what others lose, and who watches the watcher saves more', async () => {
  const only = ['choreography', 'overseer', 'overseer-of-overseers'];
  const found = await compared('scraping', ['faults.coordinator.crash.mtbf=5m'], only, 400);
  const lost = (pattern: string): number => meanOf(found, pattern, 'operationalFailures');
  expect(lost('choreography')).toBeGreaterThan(0.4);
  expect(lost('overseer')).toBeLessThan(0.2);
  expect(lost('overseer-of-overseers')).toBeLessThan(lost('overseer'));
}, 60_000);

it('payments: an orchestrated saga takes back, and tracing makes one log enough', async () => {
  const found = await compared('payments', [], ['workflow', 'choreography'], 400);
  expect(meanOf(found, 'workflow', 'compensations')).toBeGreaterThan(0.05);
  expect(meanOf(found, 'choreography', 'logsOpened')).toBeGreaterThan(1.05);
  const traced = await compared('payments', ['policies.tracing=true'], ['choreography'], 400);
  expect(meanOf(traced, 'choreography', 'logsOpened')).toBe(1);
}, 60_000);
