import { entries, text, valueAt } from '../plain-data.js';
import type { Check } from './check.js';
import { suggest } from './words.js';

/** What a step may say of a tool that others use, too. */
const OWN = ['use', 'roundTrips', 'explore'];
const SHARED = ['definition', 'call', 'result', 'latency', 'failure', 'hang'];

/** Shared tools that there are, and that something uses. */
export function checkTools({ raw, report, warn }: Check): void {
  const names = entries(raw, 'tools').map(([name]) => name);
  const used = new Set<string>();
  for (const [name, step] of entries(raw, 'task', 'steps')) {
    const path = ['task', 'steps', name, 'tools'];
    const use = text(step, 'tools', 'use');
    if (use === null) continue;
    used.add(use);
    if (!names.includes(use)) {
      const next =
        names.length === 0 ? `Add it at the top of the file: tools: { ${use}: { latency: 2s } }.` : suggest(use, names);
      report([...path, 'use'], `there is no shared tool '${use}'`, next);
    }
    for (const [key] of entries(step, 'tools')) {
      if (OWN.includes(key) || !SHARED.includes(key)) continue;
      const next = `Set tools.${use}.${key}, which holds for all that use it, or remove 'use'.`;
      warn([...path, key], `'${key}' has no effect: the step '${name}' uses the shared tool '${use}'`, next, 'key');
    }
  }
  for (const name of names) {
    if (used.has(name)) continue;
    const next = `Let a step use it, as in tools: { use: ${name}, roundTrips: 2 }, or remove it.`;
    warn(['tools', name], `no step uses the tool '${name}'`, next, 'key');
  }
  for (const name of names) {
    const hasWait = ['latency', 'hang', 'outage'].some((key) => valueAt(raw, ['tools', name, key]) !== undefined);
    if (valueAt(raw, ['tools', name, 'capacity']) === undefined || hasWait) continue;
    const message = `'capacity' has no effect: a call to '${name}' takes no time`;
    warn(['tools', name, 'capacity'], message, `Add tools.${name}.latency.`, 'key');
  }
}
