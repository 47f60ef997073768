import type { FaultKeys } from '../faults/fault.js';
import { AGENT_FAULTS } from '../faults/index.js';
import { entries, text } from '../plain-data.js';
import type { Check } from './check.js';
import { suggest } from './words.js';

/** Who stands in for whom, and what happens to whom. */
export function checkFaults(check: Check): void {
  checkFallbacks(check);
  checkAgentFaults(check);
}

function checkFallbacks({ raw, roles, report }: Check): void {
  for (const [name, step] of entries(raw, 'task', 'steps')) {
    const other = text(step, 'fallback');
    if (other === null) continue;
    const path = ['task', 'steps', name, 'fallback'];
    if (!roles.includes(other)) report(path, `the role '${other}' has no agent`, suggest(other, roles));
    else if (other === text(step, 'role')) {
      report(path, `the fallback '${other}' is the step's own role`, 'Name another role, or set policies.retry.');
    }
  }
}

function checkAgentFaults({ raw, roles, report }: Check): void {
  const agents = new Map(entries(raw, 'agents'));
  const common = new Map(entries(agents.get('defaults'))).get('instances');
  const checks = new Map(Object.entries<FaultKeys[string]>(AGENT_FAULTS).map(([name, { check }]) => [name, check]));
  for (const [role, faults] of entries(raw, 'faults', 'agents')) {
    const path = ['faults', 'agents', role];
    if (role !== 'defaults' && !roles.includes(role)) {
      report(path, `there is no role '${role}'`, suggest(role, [...roles, 'defaults']), 'key');
      continue;
    }
    const instances = new Map(entries(agents.get(role))).get('instances') ?? common ?? 1;
    if (role === 'defaults' || typeof instances !== 'number') continue;
    for (const [name, form] of entries(faults)) {
      checks.get(name)?.({ form, path: [...path, name], role, instances, report });
    }
  }
}
