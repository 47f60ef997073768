import { describe, expect, it } from 'vitest';
import { measureNamed } from '../../src/measures/index.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { stepsAdded } from '../../src/study/change-impact.js';
import { knockOuts } from '../../src/study/knock-out.js';
import { chain, planFor, scenarioOf, yaml } from '../sim/helper.js';

const lostIn = (pattern: string, text = yaml(chain())): Map<string, number> => {
  const scenario = scenarioOf(text);
  const all = knockOuts(scenario, planFor(scenario, pattern), 1, 600);
  const share = (lost: Float64Array): number => lost.reduce((sum, value) => sum + value, 0) / lost.length;
  return new Map(all.map(({ participant, lost }) => [participant, share(lost)]));
};

const changed = (scenario: Scenario, pattern: string, id: string): number =>
  measureNamed(id)!.readDisturbed!({ knockOuts: [], stepsAdded: stepsAdded(scenario, pattern, 1) }, 0);

const changeImpact = (scenario: Scenario, pattern: string): number => changed(scenario, pattern, 'changeImpact');

describe('knocking a participant out for good at a random moment', () => {
  it('loses the task as long as that one has work before it: a third, two thirds, all of the time', () => {
    const lost = lostIn('choreography');
    expect([...lost.keys()]).toEqual(['c', 'b', 'a']);
    expect(Math.abs(lost.get('a')! - 1 / 3)).toBeLessThan(0.075);
    expect(Math.abs(lost.get('b')! - 2 / 3)).toBeLessThan(0.075);
    expect(lost.get('c')).toBe(1);
  });

  it('always loses it with whoever holds the control flow', () => {
    expect(lostIn('single-agent').get('generalist')).toBe(1);
    expect(lostIn('workflow').get('engine')).toBe(1);
    expect(lostIn('supervisor').get('coordinator')).toBe(1);
  });

  it('loses only what is in hand where another instance takes over, and nothing where it is tried again', () => {
    const two = yaml(chain()).replaceAll(/^ {2}([abc]): \{\}$/gm, '  $1: { instances: 2 }');
    const lost = lostIn('workflow', two);
    expect(Math.abs(lost.get('b-1')! - 1 / 3)).toBeLessThan(0.075);
    expect(lost.get('b-2')).toBe(0);
    const again = `${two}policies: { retry: { attempts: 2 } }\n`;
    expect(lostIn('workflow', again).get('b-1')).toBe(0);
  });

  it('counts a task that is delivered without a step as lost, too', () => {
    const scenario = scenarioOf(yaml(chain()).replaceAll(/, after: \[.\]/g, ''));
    const [worst] = knockOuts(scenario, planFor(scenario, 'fan-out'), 1, 50);
    expect(worst!.lost.every((value) => value === 1)).toBe(true);
  });
});

describe('adding a step with an agent of its own', () => {
  it.each([
    ['single-agent', 0],
    ['supervisor', 1],
    ['workflow', 1],
    ['choreography', 1],
    ['mesh', 3],
  ])('changes the neighbours of who is there already under %s: %i', (pattern, changed) => {
    expect(changeImpact(scenarioOf(yaml(chain())), pattern)).toBe(changed);
  });

  it.each([
    ['single-agent', 1],
    ['workflow', 1],
    ['pipeline', 1],
    ['supervisor', 1],
    ['router', 1],
    ['magentic', 1],
    ['choreography', 0],
    ['blackboard', 0],
    ['overseer', 1],
    ['mesh', 3],
    ['handoff', 3],
  ])('has this many places edited under %s: %i', (pattern, edited) => {
    expect(changed(scenarioOf(yaml(chain())), pattern, 'placesEdited')).toBe(edited);
  });

  it('edits the code of a hybrid for critical steps and what they need, and nothing for the others', () => {
    const without = (...steps: readonly string[]): Scenario =>
      scenarioOf(
        yaml(chain()).replaceAll(/\{ role: (\w)/g, (all, step) =>
          steps.includes(step) ? `${all}, critical: false` : all,
        ),
      );
    const edited = (scenario: Scenario): number => changed(scenario, 'critical-path-hybrid', 'placesEdited');
    expect(edited(without())).toBe(1);
    expect(edited(without('a', 'b', 'c'))).toBe(0);
    // What is added is as critical as a. The engine takes over what it needs: nothing, then b, then b and c.
    expect(edited(without('b', 'c'))).toBe((1 + 2 + 3) / 3);
  });

  it('under a pipeline changes one at the end of the line, and two in the middle', () => {
    const parallel = chain().replace('after: [b]', 'after: [a]');
    const [line, split] = [chain(), parallel].map(yaml).map((text) => changeImpact(scenarioOf(text), 'pipeline'));
    expect(line).toBe(1);
    expect(split).toBe(1);
  });
});
