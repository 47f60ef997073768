import { entries, isMap, text, valueAt } from '../plain-data.js';
import type { Check } from './check.js';

/** What is said of models, which people are not; and what people need that a file may leave out. */
const OF_MODELS = ['model', 'prompt', 'failure', 'hang'];

/** People who can be reached, and steps that they can do. */
export function checkPeople(check: Check): void {
  const { raw, roles, warn } = check;
  const people = roles.filter((role) => isMap(raw, 'agents', role, 'person'));
  for (const role of people) {
    checkHours(check, role);
    checkDeadline(check, role);
    checkWork(check, role);
    for (const key of OF_MODELS) {
      if (valueAt(raw, ['agents', role, key]) === undefined) continue;
      warn(['agents', role, key], `'${key}' has no effect: people fill the role '${role}'`, `Remove ${key}.`, 'key');
    }
  }
  const keepsHours = people.some((role) => valueAt(raw, ['agents', role, 'person', 'hours']) !== undefined);
  if (valueAt(raw, ['workload', 'begins']) !== undefined && !keepsHours) {
    const next = 'Give people working hours, such as person: { hours: {} }, or remove begins.';
    warn(['workload', 'begins'], "'begins' has no effect: no one works in hours", next, 'key');
  }
  checkVerdicts(check, people);
}

function checkHours({ raw, report }: Check, role: string): void {
  const hours = new Map(entries(raw, 'agents', role, 'person', 'hours'));
  const [from = '9h', to = '17h'] = [hours.get('from'), hours.get('to')];
  const ends = [from, to].map(hourOf);
  if (!(ends[0]! >= ends[1]!)) return;
  const message = `the working day of '${role}' ends at ${String(to)} before it begins at ${String(from)}`;
  report(['agents', role, 'person', 'hours'], message, 'Swap from and to; a night shift is not known.');
}

/** Hours after midnight; NaN where the schema says what is wrong. */
function hourOf(raw: unknown): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(String(raw)) ?? [];
  if (hours !== undefined) return Number(hours) + Number(minutes) / 60;
  const [, count, unit] = /^([\d.]+) ?(m|h|s)?$/.exec(String(raw)) ?? [];
  return Number(count) / (unit === 'h' ? 1 : unit === 'm' ? 60 : 3600);
}

function checkDeadline({ raw, report, warn }: Check, role: string): void {
  const path = ['agents', role, 'person', 'onDeadline'];
  const onDeadline = text(raw, ...path);
  const deadline = valueAt(raw, ['agents', role, 'person', 'deadline']);
  if (onDeadline === null) return;
  if (deadline === undefined || deadline === Number.POSITIVE_INFINITY) {
    warn(path, `'onDeadline' has no effect: '${role}' has no deadline`, 'Add a deadline, such as 4h.', 'key');
  }
  if (onDeadline !== 'escalate') return;
  for (const [name, step] of entries(raw, 'task', 'steps')) {
    if (text(step, 'role') !== role || text(step, 'fallback') !== null) continue;
    const next = `Add task.steps.${name}.fallback, the role that does it then.`;
    report(path, `'${role}' escalates at the deadline, and the step '${name}' has no fallback`, next);
  }
}

function checkWork({ raw, report, warn }: Check, role: string): void {
  const path = ['agents', role];
  const lasts = valueAt(raw, [...path, 'latency']);
  if (valueAt(raw, [...path, 'person', 'wage']) !== undefined && (lasts === undefined || lasts === 0)) {
    const next = `Add agents.${role}.latency, the work of one answer, such as 5m.`;
    warn([...path, 'person', 'wage'], `'wage' has no effect: the work of '${role}' takes no time`, next, 'key');
  }
  if (valueAt(raw, [...path, 'output']) !== undefined) return;
  for (const [name, step] of entries(raw, 'task', 'steps')) {
    const isTheirs = text(step, 'role') === role && valueAt(step, ['output']) === undefined;
    if (!isTheirs || valueAt(step, ['checks']) === true) continue;
    const message = `'${role}' writes the step '${name}', and how much is not said`;
    report(path, message, `Add agents.${role}.output, or let the step check (checks: true).`);
  }
}

function checkVerdicts({ raw, warn }: Check, people: readonly string[]): void {
  for (const [name, step] of entries(raw, 'task', 'steps')) {
    const path = ['task', 'steps', name];
    if (valueAt(step, ['verdict']) !== undefined && valueAt(step, ['checks']) !== true) {
      warn(
        [...path, 'verdict'],
        `'verdict' has no effect: the step '${name}' does not check`,
        'Add checks: true.',
        'key',
      );
    }
    const role = text(step, 'role');
    if (valueAt(step, ['tools']) === undefined || role === null || !people.includes(role)) continue;
    warn([...path, 'tools'], `'tools' has no effect: people do the step '${name}'`, 'Remove tools.', 'key');
  }
}
