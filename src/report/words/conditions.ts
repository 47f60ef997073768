import type { Comparison } from '../../compare/comparison.js';
import { defaultedEssentials } from '../../patterns/essentials.js';
import type { Capacities, Inequality, ModelsInUse } from '../../patterns/fairness.js';
import { inequalityOf } from '../../patterns/fairness.js';
import { plansFor } from '../../patterns/plan.js';
import { examinersOf } from '../../patterns/who-checks.js';
import type { Scenario } from '../../scenario/scenario.js';
import { formatValue, listed } from './format.js';

/** Who checks under the compared patterns, and what is not equal between them. */
export function comparisonConditions({ scenario, patterns }: Pick<Comparison, 'scenario' | 'patterns'>): string[] {
  const names = patterns.map(({ name }) => name);
  return [...whoChecks(scenario, names), ...unequalBudgets(scenario, names)];
}

/** Who checks beside the steps that check, and how well, in one sentence; none where nobody does. */
export function whoChecks(scenario: Scenario, names: readonly string[]): string[] {
  const examiners = examinersOf(scenario, names);
  if (examiners.length === 0) return [];
  const told = examiners.map(({ role, detection, falseAlarm, patterns }) => {
    const rates = `detection ${formatValue('share', detection)}, false alarm ${formatValue('share', falseAlarm)}`;
    return `the ${role ?? 'coordinator'} (${rates}) under ${listed(patterns)}`;
  });
  return [`Beside the steps that check, results are checked by ${listed(told)}.`];
}

/** Each value that the patterns and teams of these names live by and the scenario leaves at its default. */
export function leftAtDefault(scenario: Scenario, names: readonly string[]): string[] {
  const { plans } = plansFor(scenario, names);
  return defaultedEssentials(scenario, plans).map(
    ({ path, value, left, patterns }) => `${path}: ${value}, so ${left} (${listed(patterns)})`,
  );
}

/** What is not equal between the compared patterns, in two sentences at most. */
export function unequalBudgets(scenario: Scenario, names: readonly string[]): string[] {
  const inequality = inequalityOf(scenario, names);
  const budgets = budgetsOf(inequality);
  const rest = [
    ...(inequality.models === null ? [] : [modelsText(inequality.models)]),
    ...(inequality.checks.length === 0 ? [] : [checksText(inequality.checks)]),
  ];
  const first = budgets.length === 0 ? [] : [`The budgets are not equal: ${budgets.join('; ')}.`];
  const lead =
    budgets.length === 0 ? 'The patterns are not given the same' : 'Nor are they the same in everything else';
  return rest.length === 0 ? first : [...first, `${lead}: ${rest.join('; ')}.`];
}

function budgetsOf({ attempts, timeouts, capacity }: Inequality): string[] {
  const said: string[] = [];
  if (attempts !== null) {
    const more = attempts.operator ? ', and an operator once more' : '';
    said.push(`a caller tries ${times(attempts.callers)}, the bus delivers ${times(attempts.deliveries)}${more}`);
  }
  if (timeouts !== null) {
    const caller = isForever(timeouts.callers)
      ? 'a caller never gives up'
      : `a caller gives an attempt up after ${seconds(timeouts.callers)}`;
    const bus = isForever(timeouts.bus)
      ? 'the bus never delivers an event again'
      : `the bus delivers an event again after ${seconds(timeouts.bus)}`;
    said.push(`${caller}, ${bus}`);
  }
  if (capacity !== null) said.push(capacityText(capacity));
  return said;
}

function capacityText({ single, roles, coordinator }: Capacities): string {
  const [least, most] = [Math.min(...roles), Math.max(...roles)];
  const range = least === most ? atOnce(least) : `${atOnce(least)} to ${atOnce(most)}`;
  const parts = [
    ...(single === null
      ? []
      : [
          `the single agent serves ${isForever(single) ? 'any number of' : single} ${single === 1 ? 'call' : 'calls'} at once`,
        ]),
    ...(roles.length === 0 ? [] : [`an agent of a team ${range}`]),
    ...(coordinator === null ? [] : [`the coordinator ${atOnce(coordinator)}`]),
  ];
  return parts.join(', ');
}

const atOnce = (calls: number): string => (isForever(calls) ? 'any number' : String(calls));

function modelsText({ single, roles, coordinator }: ModelsInUse): string {
  const parts = [
    ...(coordinator === null ? [] : [`the coordinator runs on ${coordinator}`]),
    ...(roles.length === 0 ? [] : [`the roles on ${listed([...new Set(roles)])}`]),
    ...(single === null ? [] : [`the single agent on ${single}`]),
  ];
  return parts.join(', ');
}

const checksText = (names: readonly string[]): string =>
  `${listed(names)} ${names.length === 1 ? 'checks' : 'check'} once more`;

const TIMES = ['never', 'once', 'twice', 'three times', 'four times', 'five times'];

const times = (count: number): string => TIMES[count] ?? `${count} times`;
const isForever = (value: number): boolean => value === Number.POSITIVE_INFINITY;
const seconds = (value: number): string => formatValue('s', value);
