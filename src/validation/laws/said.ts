import { defaultedEssentials, withEssentialRanges } from '../../patterns/essentials.js';
import { fairChanges, inequalityOf } from '../../patterns/fairness.js';
import { patternNamed } from '../../patterns/index.js';
import { plansFor } from '../../patterns/plan.js';
import type { Scenario } from '../../scenario/scenario.js';
import { scenarioFrom, vary } from '../../scenario/variants.js';
import type { Chooser } from './chooser.js';
import { type Law, NOTHING_COMPARED } from './law.js';

/** Written as a user would, with nothing said of skills or budgets. */
function silent(more: Readonly<Record<string, unknown>> = {}): Scenario {
  return scenarioFrom({
    scenario: 'silent',
    question: 'What is left unsaid?',
    task: {
      brief: { tokens: 100 },
      steps: { write: { role: 'writer', claims: 2 }, review: { role: 'reviewer', after: ['write'] } },
    },
    agents: { defaults: { model: 'small', output: 100 }, writer: {}, reviewer: {} },
    coordinator: { model: 'large', output: 100 },
    generalist: { model: 'large' },
    ...more,
  });
}

/** A value that a user could have meant. */
const SAID = 0.3;

export const noSilentZero: Law = {
  name: 'No silent zero',
  says: 'what a pattern lives by and the scenario leaves at its default is named and varied; once said, it is neither',
  examine({ pairing }) {
    const { outer, inner } = pairing;
    const lives = patternNamed(outer)!.withOptions({}).essentials;
    if (inner !== null || lives.length === 0) return NOTHING_COMPARED;
    const scenario = silent();
    const named = (one: Scenario): string[] =>
      defaultedEssentials(one, plansFor(one, [outer]).plans).map(({ path }) => path);
    const left = named(scenario);
    const varied = new Set(withEssentialRanges(scenario, [outer]).decision.uncertain.map(({ path }) => path));
    const said = vary(scenario, Object.fromEntries(left.map((path) => [path, SAID])));
    const broken = [
      ...(left.length < lives.length ? [`names ${left.join(', ')} of what it lives by: ${lives.join(', ')}`] : []),
      ...left.filter((path) => !varied.has(path)).map((path) => `${path} is not varied`),
      ...named(said).map((path) => `${path} is named though the scenario says it`),
    ];
    return { compared: left.length, broken };
  },
};

export const budgetsAreEqual: Law = {
  name: 'Budgets are equal, or the study says so',
  says: 'attempts of callers and deliveries on the bus that differ are found, and are none after the changes of a fair comparison',
  examine({ pairing, choose }) {
    if (pairing.inner !== null) return NOTHING_COMPARED;
    const names = ['workflow', 'choreography'];
    const [callers, deliveries] = [choose.whole(1, 4), choose.whole(1, 4)];
    const scenario = silent({ policies: policiesOf(callers, deliveries, choose) });
    const { attempts } = inequalityOf(scenario, names);
    const said = attempts !== null;
    const broken: string[] = [];
    if (said !== (callers !== deliveries)) broken.push(`${callers} attempts, ${deliveries} deliveries: ${said}`);
    const changes = fairChanges(scenario, names);
    const fair = vary(scenario, Object.fromEntries(changes.map(({ path, to }) => [path, to])));
    if (inequalityOf(fair, names).attempts !== null) broken.push('attempts that differ after the changes');
    return { compared: 1, broken };
  },
};

function policiesOf(callers: number, deliveries: number, choose: Chooser): Record<string, unknown> {
  const timeout = `${choose.whole(20, 60)}s`;
  return {
    timeout,
    retry: { attempts: callers },
    ...(deliveries > 1 ? { redelivery: { attempts: deliveries, idle: timeout } } : {}),
  };
}
