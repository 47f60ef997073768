import { entries, isMap, list, text, valueAt } from '../plain-data.js';
import { replicasOf } from '../replicas.js';
import type { Check } from './check.js';
import { suggest } from './words.js';

/** Work goes back to an earlier step, by a step that checks; neither stands for several. */
export function checkSendBack({ raw, report, warn }: Check): void {
  const steps = new Map(entries(raw, 'task', 'steps'));
  for (const [name, step] of steps) {
    const path = ['task', 'steps', name, 'sendsBack'];
    const to = text(step, 'sendsBack', 'to');
    if (!isMap(step, 'sendsBack') || to === null) continue;
    if (valueAt(step, ['checks']) !== true) {
      warn(path, `'sendsBack' has no effect: the step '${name}' does not check`, 'Add checks: true.', 'key');
    }
    if (!steps.has(to)) {
      report([...path, 'to'], `there is no step '${to}'`, suggest(to, [...steps.keys()]));
    } else if (!comesAfter(steps, name, to)) {
      const next = `Name a step that '${name}' comes after, by its after or by theirs.`;
      report([...path, 'to'], `'${name}' sends work back to '${to}', which it does not come after`, next);
    }
    const several = [name, to].find((one) => replicasOf(steps.get(one)) !== null);
    if (several === undefined) continue;
    const message = `'${several}' has replicas, and work goes back from one step to one step`;
    report(path, message, `Remove the replicas of '${several}', or sendsBack.`);
  }
}

function comesAfter(steps: ReadonlyMap<string, unknown>, later: string, earlier: string): boolean {
  const met = new Set([later]);
  for (const step of met) {
    for (const before of list(steps.get(step), 'after')) if (typeof before === 'string') met.add(before);
  }
  return later !== earlier && met.has(earlier);
}
