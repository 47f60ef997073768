import { entries, isMap, list, text } from '../plain-data.js';
import { replicasOf } from '../replicas.js';
import { MOST } from '../schema/kinds.js';
import { checkAsks } from './asks.js';
import type { Check } from './check.js';
import { checkFaults } from './faults.js';
import { checkModels } from './models.js';
import { checkGrowth, checkLimits, checkNames, checkThresholds } from './names.js';
import { checkNeeds, checkParts } from './needs.js';
import { checkPeople } from './people.js';
import { checkRanges } from './ranges.js';
import { checkSendBack } from './send-back.js';
import { checkServers } from './servers.js';
import { checkSizes } from './sizes.js';
import { checkTeams } from './teams.js';
import { checkTools } from './tools.js';
import { checkTopics } from './topics.js';
import { suggest } from './words.js';

/**
 * What no single value shows: names that refer to nothing, circles, contradictions. They read the plain data and skip
 * what has the wrong type, since the schema reports that, so that all mistakes come to light at once.
 */
export function checkStructure(check: Check): void {
  checkNames(check);
  checkAsks(check);
  checkSteps(check);
  checkOrder(check);
  checkReplicas(check);
  checkBrief(check);
  checkTopics(check);
  checkTools(check);
  checkSizes(check);
  checkSendBack(check);
  checkParts(check);
  checkNeeds(check);
  checkAgents(check);
  checkPeople(check);
  checkFaults(check);
  checkModels(check);
  checkServers(check);
  checkTeams(check);
  checkThresholds(check);
  checkGrowth(check);
  checkLimits(check);
  checkRanges(check);
}

function checkSteps(check: Check): void {
  const { raw, report } = check;
  const steps = entries(raw, 'task', 'steps');
  if (isMap(raw, 'task', 'steps') && steps.length === 0) {
    report(['task', 'steps'], 'the task has no steps', 'Add a step, such as write: { role: writer }.');
  }
  const roles = check.roles;
  const names = steps.map(([name]) => name);
  for (const [name, step] of steps) {
    const role = text(step, 'role');
    if (role !== null && roles.length > 0 && !roles.includes(role)) {
      const next = suggest(role, roles);
      report(['task', 'steps', name, 'role'], `the role '${role}' has no agent`, next);
    }
    const seen = new Set<string>();
    for (const [index, earlier] of list(step, 'after').entries()) {
      if (typeof earlier !== 'string') continue;
      const path = ['task', 'steps', name, 'after', index];
      if (!names.includes(earlier)) {
        report(path, `there is no step '${earlier}'`, suggest(earlier, names));
      } else if (seen.has(earlier)) {
        report(path, `the step '${earlier}' is named twice`, 'Keep one of the two.');
      }
      seen.add(earlier);
    }
  }
}

/** Reports each circle of steps that wait for each other once, at the step that closes it. */
function checkOrder({ raw, report }: Check): void {
  const steps = new Map(entries(raw, 'task', 'steps'));
  const done = new Set<string>();
  // A stack of its own: a long chain must not end the page's.
  for (const start of steps.keys()) {
    const path: { name: string; next: number }[] = [{ name: start, next: 0 }];
    if (done.has(start)) continue;
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      const after = list(steps.get(top.name), 'after');
      if (top.next >= after.length) {
        done.add(top.name);
        path.pop();
        continue;
      }
      const index = top.next++;
      const earlier = after[index];
      if (typeof earlier !== 'string' || !steps.has(earlier) || done.has(earlier)) continue;
      const from = path.findIndex(({ name }) => name === earlier);
      if (from < 0) {
        path.push({ name: earlier, next: 0 });
        continue;
      }
      const circle = path.slice(from).map(({ name }) => name);
      // From the first to the last: each needs the result of the next.
      const message = `these steps wait for each other: ${[...circle, earlier].join(' -> ')}`;
      report(['task', 'steps', top.name, 'after', index], message, 'Remove one of these from the after of another.');
    }
  }
}

function checkReplicas({ raw, report }: Check): void {
  const steps = entries(raw, 'task', 'steps');
  const names = new Set(steps.map(([name]) => name));
  for (const [name, step] of steps) {
    const count = replicasOf(step);
    if (count === null || count > MOST) continue;
    const clash = Array.from({ length: count }, (_, i) => `${name}-${i + 1}`).find((replica) => names.has(replica));
    if (clash !== undefined) {
      const message = `a replica of '${name}' has the name of the step '${clash}'`;
      report(['task', 'steps', name, 'replicas'], message, 'Rename one of the two steps.');
    }
  }
}

function checkBrief({ raw, report }: Check): void {
  const brief = new Map(entries(raw, 'task', 'brief'));
  const claims = brief.get('claims') ?? 0;
  const wrong = brief.get('falseClaims');
  if (typeof claims === 'number' && typeof wrong === 'number' && wrong > claims) {
    const message = `the brief has ${wrong} false claims and only ${claims} claims`;
    report(['task', 'brief', 'falseClaims'], message, 'Raise claims or lower falseClaims.');
  }
}

function checkAgents({ raw, roles, report, warn }: Check): void {
  const agents = new Map(entries(raw, 'agents'));
  if (isMap(raw, 'agents') && roles.length === 0) {
    report(['agents'], 'there is no agent', 'Add one by its role, such as writer: { output: 200 }.');
  }
  const common = agents.get('defaults');
  const used = new Set(
    entries(raw, 'task', 'steps').flatMap(([, step]) => [text(step, 'role'), text(step, 'fallback')]),
  );
  for (const role of roles) {
    const own = new Map(entries(agents.get(role)));
    if (
      !own.has('output') &&
      !new Map(entries(common)).has('output') &&
      isMap(agents.get(role)) &&
      !own.has('person')
    ) {
      const message = `'output' is missing in agents.${role}, and agents.defaults has none`;
      report(['agents', role], message, 'Add the tokens of an answer, such as output: 200.');
    }
    if (!used.has(role)) {
      warn(['agents', role], `no step has the role '${role}'`, 'Give a step this role, or remove the agent.', 'key');
    }
  }
  for (const [index, role] of list(raw, 'generalist', 'masters').entries()) {
    if (typeof role !== 'string' || roles.includes(role)) continue;
    report(['generalist', 'masters', index], `there is no role '${role}'`, suggest(role, roles));
  }
}
