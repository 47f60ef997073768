import { entries, isMap, type KeyPath } from '../plain-data.js';
import type { Check } from './check.js';
import { suggest } from './words.js';

/** A team names known roles, each once, and each part of it one pattern. */
export function checkTeams(check: Check): void {
  const { raw, report } = check;
  for (const [name, node] of entries(raw, 'teams')) {
    const seen = new Set<string>();
    checkNode(check, ['teams', name], node, seen);
    if (seen.has(name)) {
      report(['teams', name], `the team '${name}' has the name of one of its members`, 'Rename the team.', 'key');
    }
  }
}

function checkNode(check: Check, path: KeyPath, node: unknown, seen: Set<string>): void {
  const { report, roles } = check;
  if (!isMap(node)) return;
  const patterns = entries(node).filter(([key]) => key !== 'with');
  if (patterns.length !== 1) {
    const found = patterns.length === 0 ? 'none' : patterns.map(([pattern]) => pattern).join(' and ');
    report(path, `a team has exactly one pattern, got ${found}`, 'Write for example { pipeline: [writer, editor] }.');
  }
  for (const [pattern, members] of patterns) {
    if (!Array.isArray(members)) continue;
    for (const [index, member] of members.entries()) {
      const place = [...path, pattern, index];
      if (typeof member !== 'string') {
        checkNode(check, place, member, seen);
        continue;
      }
      if (!roles.includes(member)) {
        report(place, `there is no role '${member}'`, suggest(member, roles));
      } else if (seen.has(member)) {
        report(place, `the role '${member}' is in this team twice`, 'Keep it in one place.');
      }
      seen.add(member);
    }
  }
}
