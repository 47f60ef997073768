/** Words, labels, colours and whiskers of one result go by the same intervals: over all built-in scenarios. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureOf, rowsOf } from '../../src/compare/summary-rows.js';
import { decide, objectionTo } from '../../src/decide/decide.js';
import type { Decision } from '../../src/decide/decision.js';
import { plansFor } from '../../src/patterns/plan.js';
import { flipsChart } from '../../src/report/charts/decide-flips.js';
import { differencesToBest, rivalsOf } from '../../src/report/charts/forest.js';
import { flipSentences } from '../../src/report/documents/decide.js';
import { answer } from '../../src/report/words/compare-answer.js';
import { verdictText } from '../../src/report/words/shown.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { excludesZero } from '../../src/statistics/together.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { isTied } from '../../src/study/summary-row.js';
import { NOBODY } from '../explain/explanations.js';
import { builtin, scenarioOf } from '../sim/helper.js';
import { dataWith } from './specs.js';

const NAMES = readdirSync('scenarios').flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));

const fits = (scenario: Scenario, name: string): boolean => plansFor(scenario, [name]).plans.length > 0;

const executor = new LocalExecutor(NOBODY);

/** Few replications, so that much is not shown, and a good deal only perhaps. */
function decided(name: string): Promise<Decision> {
  const scenario = scenarioOf(builtin(name));
  expect(objectionTo(scenario)).toBeNull();
  const { tasks } = scenario.workload;
  const only = ['pipeline', 'supervisor', 'choreography', 'fan-out-fan-in', 'debate'].filter((one) =>
    fits(scenario, one),
  );
  const [runs, tasksPerSample] = tasks === 1 ? [60, 8] : [8, 1];
  const effort = { seed: 'shown', runs, precision: null, only, samples: 2, tasksPerSample };
  return decide(scenario, effort, executor);
}

const seen = { rows: 0, perhaps: 0, shown: 0, beyond: 0 };

describe.each(NAMES)('%s', (name) => {
  const found = decided(name);

  it('has labels that say what the whiskers beside them do', async () => {
    const { comparison } = await found;
    const rows = rowsOf(comparison, comparison.objectives[0]!);
    const best = rows.find(({ verdict }) => verdict === 'best')!;
    const rivals = rivalsOf(comparison, comparison.ranking);
    if (rivals !== null) {
      const spec = differencesToBest(comparison, rivals);
      for (const { pattern, verdict, low, high } of dataWith(spec, 'difference', 'verdict')) {
        if (pattern === best.pattern || verdict === '') continue;
        const isBeyond = Number(low) > 0 || Number(high) < 0;
        expect(['better', 'worse'].includes(String(verdict)), `${pattern} is ${verdict} from ${low} to ${high}`).toBe(
          isBeyond,
        );
        expect(verdict).toBe(verdictText(rows.find((row) => row.pattern === pattern)!));
        seen.rows++;
        if (String(verdict).startsWith('perhaps')) seen.perhaps++;
        if (isBeyond) seen.shown++;
      }
    }
  });

  it('has verdicts on every measure that say what their intervals do', async () => {
    const { comparison } = await found;
    for (const { verdict, shown, vsBest } of comparison.summary) {
      if (shown === null || vsBest === null) continue;
      expect(excludesZero(shown)).toBe(verdict === 'worse' || verdict === 'better');
      expect(excludesZero(vsBest) && !excludesZero(shown)).toBe(verdict === 'perhaps');
    }
  });

  it('has a first sentence that names as tied whoever is not shown to be behind', async () => {
    const { comparison } = await found;
    const id = comparison.objectives[0]!;
    expect(measureOf(comparison, id)).toBeDefined();
    const ties = rowsOf(comparison, id).filter(isTied);
    const [who] = answer(comparison);
    for (const { pattern } of ties) expect(who).toContain(pattern);
    if (ties.length === 0) expect(who).not.toMatch(/no difference/i);
    else expect(who).toMatch(/no difference/i);
  });

  it('does not say that nothing changes the answer beside a whisker wholly beyond the line', async () => {
    const decision = await found;
    if (decision.answer === null || decision.sensitivities.length === 0) return;
    const sentences = flipSentences(decision);
    const data = dataWith(flipsChart(decision), 'parameter', 'answer');
    for (const [i, { parameter, flips, looks }] of decision.sensitivities.entries()) {
      const mine = data.filter((datum) => datum.parameter === parameter.path);
      const beyond = mine.filter(({ answer: here }) => here === 'changes');
      expect(flips.length > 0, sentences[i]).toBe(looks.some(({ holds }) => !holds));
      if (beyond.length > 0) {
        seen.beyond++;
        expect(flips.length, sentences[i]).toBeGreaterThan(0);
        expect(sentences.join('\n')).not.toContain(`${parameter.path}: nothing from`);
      }
    }
  });
});

it('had something to say of each kind', () => {
  for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(0);
});
