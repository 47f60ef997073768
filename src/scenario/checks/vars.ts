import { entries, type KeyPath } from '../plain-data.js';
import { type VarUse, varNames } from '../vars.js';
import type { Check } from './check.js';
import { suggest } from './words.js';

/** Names that stand for a shared value which there is, and shared values that something uses. Returns the places where there is none. */
export function checkVars({ raw, report, warn }: Check, uses: readonly VarUse[]): KeyPath[] {
  const lost: KeyPath[] = [];
  const names = varNames(raw);
  for (const { name, path } of uses) {
    if (names.includes(name)) continue;
    const next = names.length === 0 ? `Add it at the top of the file: vars: { ${name}: 0.05 }.` : suggest(name, names);
    report(path, `there is no shared value '${name}'`, next);
    lost.push(path);
  }
  for (const [name] of entries(raw, 'vars')) {
    if (uses.some((use) => use.name === name)) continue;
    warn(
      ['vars', name],
      `nothing uses the shared value '${name}'`,
      `Write $${name} where it belongs, or remove it.`,
      'key',
    );
  }
  return lost;
}
