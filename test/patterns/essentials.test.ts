import { describe, expect, it } from 'vitest';
import { defaultedEssentials, withEssentialRanges } from '../../src/patterns/essentials.js';
import { patterns } from '../../src/patterns/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import { essentialAt } from '../../src/scenario/essential.js';
import { pathOf } from '../../src/scenario/plain-data.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { vary } from '../../src/scenario/variants.js';
import { advice } from '../../src/study/check.js';
import { chain, scenarioOf, yaml } from '../sim/helper.js';

const bare = (settings: readonly string[] = [], more = ''): Scenario => scenarioOf(yaml(chain(more)), settings);

const defaulted = (scenario: Scenario, name: string): [string, number][] =>
  defaultedEssentials(scenario, plansFor(scenario, [name]).plans).map(({ path, value }) => [path, value]);

describe('what a pattern lives by', () => {
  const variants = patterns.flatMap((pattern) => [
    { pattern, written: {} },
    ...(pattern.name === 'debate' ? [{ pattern, written: { judge: true } }] : []),
    ...(pattern.name === 'group-chat' ? [{ pattern, written: { selector: 'llm' } }] : []),
  ]);

  it.each(variants)('$pattern.name $written names keys that say where they plausibly lie', ({ pattern, written }) => {
    const { essentials, slots } = pattern.withOptions({ ...written, slots: {} });
    for (const essential of essentials) {
      const [first, ...rest] = essential.split('.');
      const isSlot = slots.some(({ slot }) => slot === first);
      const path = first === 'agents' ? ['agents', 'defaults', ...rest] : isSlot ? ['coordinator', ...rest] : null;
      const facts = essentialAt(path ?? pathOf(essential));
      expect([essential, facts === null]).toEqual([essential, false]);
      expect(facts!.range[0]).toBeLessThan(facts!.range[1]);
    }
  });

  it('is the detection of whoever checks', () => {
    const detection = (scenario: Scenario) =>
      defaulted(scenario, 'maker-checker').filter(([path]) => path.endsWith('.detection'));
    expect(detection(bare())).toEqual([['coordinator.detection', 0]]);
    expect(detection(bare(['task.steps.b.checks=true']))).toEqual([['agents.b.detection', 0]]);
    expect(detection(bare(['patterns.maker-checker.checker=c']))).toEqual([['agents.c.detection', 0]]);
  });

  it('is given where the file says it, also by a default or by what the key follows', () => {
    const isLeft = (settings: readonly string[], name: string): boolean => defaulted(bare(settings), name).length > 0;
    expect(isLeft(['coordinator.detection=0', 'coordinator.falseAlarm=0'], 'maker-checker')).toBe(false);
    expect(isLeft(['agents.defaults.detection=0', 'agents.defaults.falseAlarm=0'], 'maker-checker')).toBe(false);
    expect(isLeft([], 'handoff')).toBe(true);
    expect(isLeft(['agents.defaults.hallucination=0.1'], 'handoff')).toBe(false);
    expect(isLeft(['agents.b.misroute=0.1'], 'handoff')).toBe(false);
    // The coordinator does not take its rate of wrong decisions from the agents.
    const silent = scenarioOf(yaml(chain()).replace(', hallucination: 0, misroute: 0', ''));
    expect(defaulted(silent, 'supervisor')).toEqual([['coordinator.misroute', 0]]);
    expect(defaulted(vary(silent, { 'agents.defaults.misroute': 0.2 }), 'supervisor')).toHaveLength(1);
    expect(defaulted(vary(silent, { 'coordinator.hallucination': 0.2 }), 'supervisor')).toEqual([]);
  });

  it('is told by check in one sentence, for all patterns that live by it', () => {
    const told = advice(bare()).map(({ message }) => message);
    expect(told).toContain(
      'maker-checker and trunk-and-meshes live by coordinator.detection, which is left at 0: nothing is ever caught.',
    );
    const one = advice(bare(['patterns.only=[maker-checker]'])).map(({ message }) => message);
    expect(one).toContain('maker-checker lives by coordinator.detection, which is left at 0: nothing is ever caught.');
    const set = advice(bare(['coordinator.detection=0.5'])).map(({ message }) => message);
    expect(set.filter((message) => message.includes('coordinator.detection'))).toEqual([]);
  });
});

describe('a decision', () => {
  const uncertain = (scenario: Scenario, names: readonly string[]) =>
    withEssentialRanges(scenario, names).decision.uncertain.map(({ path, low, high, base }) => [path, low, high, base]);

  it('varies what is left at its default over the range of the key', () => {
    expect(uncertain(bare(), ['maker-checker'])).toEqual([
      ['coordinator.detection', 0.3, 0.9, 0],
      ['coordinator.falseAlarm', 0, 0.15, 0],
    ]);
    expect(uncertain(bare(), ['pipeline'])).toEqual([]);
  });

  it('keeps the ranges of the file, also one of the default that the value comes from', () => {
    const own = bare(['coordinator.detection=0.2'], 'decision: { uncertain: { coordinator.detection: [0.1, 0.4] } }');
    expect(uncertain(own, ['maker-checker'])[0]).toEqual(['coordinator.detection', 0.1, 0.4, 0.2]);
    const left = bare([], 'decision: { uncertain: { coordinator.detection: [0, 0.4] } }');
    expect(uncertain(left, ['maker-checker'])).toEqual([
      ['coordinator.detection', 0, 0.4, 0],
      ['coordinator.falseAlarm', 0, 0.15, 0],
    ]);
    const common = bare([], 'decision: { uncertain: { agents.defaults.detection: [0, 0.4] } }');
    expect(uncertain(common, ['maker-checker']).map(([path]) => path)).toEqual([
      'agents.defaults.detection',
      'coordinator.falseAlarm',
    ]);
  });

  it('can still be varied by its paths', () => {
    const wider = withEssentialRanges(bare(), ['maker-checker', 'handoff', 'overseer', 'single-agent', 'choreography']);
    for (const { path, low, high } of wider.decision.uncertain) {
      for (const value of [low, high]) expect(() => vary(wider, { [path]: value })).not.toThrow();
    }
    expect(vary(wider, { 'coordinator.detection': 0.9 }).coordinator.detection).toBe(0.9);
  });
});
