import { entries, isMap, list, text } from '../plain-data.js';
import type { Check } from './check.js';
import { suggest } from './words.js';

/** How far shares may miss 1, for what decimal fractions cannot say. */
const ROUNDING = 1e-9;

/** Shares that add up, steps of known topics, and no step that needs what only another topic's tasks have. */
export function checkTopics(check: Check): void {
  const { raw, report } = check;
  const topics = entries(raw, 'task', 'topics');
  const names = topics.map(([name]) => name);
  const shares = topics.map(([, share]) => share);
  const sum = shares.reduce<number>((total, share) => total + (typeof share === 'number' ? share : Number.NaN), 0);
  if (topics.length > 0 && Math.abs(sum - 1) > ROUNDING) {
    const added = Number(sum.toPrecision(6));
    report(['task', 'topics'], `the shares of the topics add up to ${added}, not to 1`, 'Change the shares.');
  }
  const shift = new Map(entries(raw, 'task')).get('shift');
  if (typeof shift === 'number' && shift > 0 && isMap(raw, 'task') && topics.length < 2) {
    report(['task', 'shift'], 'there is no other topic to turn to', 'Name two topics or more, or remove shift.');
  }
  for (const [name] of entries(raw, 'task', 'steps')) {
    const topic = text(raw, 'task', 'steps', name, 'topic');
    if (topic === null || names.includes(topic)) continue;
    const next = names.length === 0 ? `Add task.topics, such as { ${topic}: 1 }.` : suggest(topic, names);
    report(['task', 'steps', name, 'topic'], `there is no topic '${topic}'`, next);
  }
  checkMixtures(check);
}

/** A task need not be of both topics: a step of one cannot wait for a step of the other. */
function checkMixtures({ raw, report }: Check): void {
  const topicOf = (step: string): string | null => text(raw, 'task', 'steps', step, 'topic');
  const before = new Map(entries(raw, 'task', 'steps').map(([name, step]) => [name, list(step, 'after')]));
  for (const name of before.keys()) {
    const topic = topicOf(name);
    if (topic === null) continue;
    const met = new Set<unknown>([name]);
    for (const step of met) {
      if (typeof step !== 'string') continue;
      const other = topicOf(step);
      if (other !== null && other !== topic) {
        const message = `'${name}' is about ${topic} and needs '${step}', which only tasks about ${other} have`;
        report(['task', 'steps', name, 'after'], message, 'Give both the same topic, or none to one of them.');
        break;
      }
      for (const earlier of before.get(step) ?? []) met.add(earlier);
    }
  }
}
