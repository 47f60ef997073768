import { entries, list, pathOf, text } from '../plain-data.js';
import { isName, NAME_NEXT } from '../schema/kinds.js';
import { splitStatistic } from '../schema/limits.js';
import { splitThreshold } from '../schema/thresholds.js';
import type { Check } from './check.js';

/** Participants that the file describes under keys of their own. */
const RESERVED = ['coordinator', 'generalist'];

/** The names that a file gives to its things. */
export function checkNames({ raw, roles, report }: Check): void {
  const named: readonly (readonly string[])[] = [
    ['vars'],
    ['task', 'steps'],
    ['task', 'topics'],
    ['agents'],
    ['tools'],
    ['models'],
    ['teams'],
    ['patterns'],
  ];
  for (const path of named) {
    for (const [name] of entries(raw, ...path)) {
      if (!isName(name)) report([...path, name], `'${name}' is not a name`, NAME_NEXT, 'key');
    }
  }
  for (const role of roles) {
    if (!RESERVED.includes(role)) continue;
    const message = `'${role}' cannot be a role, it is described by the key ${role} at the top of the file`;
    report(['agents', role], message, 'Choose another name for the role.', 'key');
  }
  const objectives = entries(raw, 'decision', 'objectives');
  if (objectives.length === 0 && raw !== null && entries(raw, 'decision').some(([key]) => key === 'objectives')) {
    report(['decision', 'objectives'], 'there is no objective', 'Name a measure, such as correct: { weight: 1 }.');
  }
  const only = list(raw, 'patterns', 'only');
  for (const [index, name] of only.entries()) {
    if (only.indexOf(name) < index) {
      report(['patterns', 'only', index], `'${String(name)}' is named twice`, 'Keep one of the two.');
    }
  }
}

export function checkThresholds({ raw, report }: Check): void {
  for (const [key] of entries(raw, 'thresholds')) {
    if (splitThreshold(key) !== null) continue;
    const next = "Write the pattern, a dot and the measure, such as pipeline.correct: '>= 0.6'.";
    report(['thresholds', key], `'${key}' does not name a pattern and a measure`, next, 'key');
  }
}

export function checkLimits({ raw, report }: Check): void {
  for (const under of ['objectives', 'limits']) {
    for (const [key] of entries(raw, 'decision', under)) {
      if (splitStatistic(key) !== null) continue;
      const next =
        'Write the measure, and where its mean is not meant .p50, .p95, .p99, .cvar95 or .cv behind it, such as latency.p95.';
      report(['decision', under, key], `'${key}' does not name a measure, or a statistic of one`, next, 'key');
    }
  }
}

/** Paths that exist, and sizes that they take. */
export function checkGrowth(check: Check): void {
  const { raw, report } = check;
  const sizes = list(raw, 'growth', 'sizes');
  const unordered = sizes.findIndex((size, i) => i > 0 && Number(size) <= Number(sizes[i - 1]));
  if (unordered > 0) {
    report(['growth', 'sizes', unordered], 'the sizes must increase', 'Sort them, each one once.');
  }
  const range = new Map(entries(raw, 'growth', 'sizes'));
  const [from, to] = [range.get('from'), range.get('to')];
  if (typeof from === 'number' && typeof to === 'number' && from > to) {
    report(['growth', 'sizes', 'to'], `the sizes end at ${to} before they start at ${from}`, 'Swap from and to.');
  }
  for (const [index] of list(raw, 'growth', 'paths').entries()) {
    const path = text(raw, 'growth', 'paths', String(index));
    if (path === null) continue;
    const largest = sizes.at(-1) ?? to;
    const size = typeof largest === 'number' ? largest : 1;
    const unit = text(raw, 'growth', 'unit');
    const trouble = check.trial(pathOf(path), unit === null ? size : `${size}${unit}`, 'a size');
    if (trouble !== null) report(['growth', 'paths', index], trouble.message, trouble.next);
  }
}
