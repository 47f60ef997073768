import { measureNamed } from '../measures/index.js';
import { patterns } from '../patterns/index.js';
import { objections } from '../patterns/objections.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Problem } from '../scenario/checks/problem.js';
import { didYouMean, suggest } from '../scenario/checks/words.js';
import type { Scenario, StepSpec } from '../scenario/scenario.js';
import type { Source } from '../scenario/text/source.js';
import { mean } from '../sim/luck/distributions.js';
import { BASELINE } from './baseline.js';
import { billingAdvice } from './billing-advice.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import { decisionProblems } from './check-decision.js';
import { clientAdvice } from './client-advice.js';
import { essentialNotes } from './essential-notes.js';
import { limitsAdvice, replicaAdvice } from './limits-advice.js';
import { loopNotes } from './loop-notes.js';
import { loadAdvice } from './offered-load.js';
import { policyAdvice } from './policy-advice.js';
import type { StudyWarning } from './warning.js';

/** Names in a scenario that only the catalogues of patterns and measures can judge, each with its place. */
export function nameProblems(
  scenario: Scenario,
  source: Source,
  { patterns, measures }: Catalogue = builtInCatalogue,
): Problem[] {
  const ids = measures.map((measure) => measure.id);
  const names = comparable(scenario, patterns);
  const problems = objections(scenario, patterns).map(({ path, message, candidates, next = 'Change it.' }) =>
    source.problemAt(path, message, candidates.length === 0 ? next : suggest(path.at(-1)!, candidates), 'key'),
  );
  problems.push(...decisionProblems(scenario, source, measures));
  for (const [i, name] of scenario.asks.patterns.entries()) {
    if (names.includes(name)) continue;
    const path = ['asks', 'patterns', String(i)];
    problems.push(source.problemAt(path, `unknown pattern '${name}'`, suggest(name, names)));
  }
  for (const [i, name] of scenario.asks.measures.entries()) {
    if (measureNamed(name, measures) !== undefined) continue;
    const path = ['asks', 'measures', String(i)];
    problems.push(source.problemAt(path, `unknown measure '${name}'`, suggest(name, ids)));
  }
  for (const [i, { measure, pattern, against }] of scenario.published.entries()) {
    const path = ['published', String(i)];
    for (const [key, name] of Object.entries({ pattern, against })) {
      if (names.includes(name)) continue;
      problems.push(source.problemAt([...path, key], `unknown pattern '${name}'`, suggest(name, names)));
    }
    if (measureNamed(measure, measures) !== undefined) continue;
    problems.push(source.problemAt([...path, 'measure'], `unknown measure '${measure}'`, suggest(measure, ids)));
  }
  for (const { pattern, measure } of scenario.thresholds) {
    const path = ['thresholds', `${pattern}.${measure}`];
    if (!names.includes(pattern)) {
      problems.push(source.problemAt(path, `unknown pattern '${pattern}'`, suggest(pattern, names), 'key'));
    }
    if (measureNamed(measure, measures) === undefined) {
      problems.push(source.problemAt(path, `unknown measure '${measure}'`, suggest(measure, ids), 'key'));
    }
  }
  return problems;
}

/** Of names that a user gave: a sentence and the next step for each that is neither pattern nor team. */
export function unknownNames(
  scenario: Scenario,
  names: readonly string[],
  all: readonly Pattern[] = patterns,
): string[] {
  const known = comparable(scenario, all);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = didYouMean(name, known);
      const next = meant === null ? `Choose from ${known.join(', ')}.` : `Did you mean '${meant}'?`;
      return `there is no pattern or team '${name}'.\n  ${next}`;
    });
}

function comparable(scenario: Scenario, patterns: readonly Pattern[]): string[] {
  return [...patterns.map((pattern) => pattern.name), ...scenario.teams.map((team) => team.name)];
}

/** What can be known to go wrong before anything runs. */
export function advice(scenario: Scenario): StudyWarning[] {
  const { policies, task } = scenario;
  const found: StudyWarning[] = [];
  const say = (message: string, next: string): void => void found.push({ message, next });
  for (const step of task.steps) stepAdvice(scenario, step, say);
  const hangs = scenario.agents.filter((agent) => agent.hang > 0).map((agent) => agent.role);
  if (hangs.length > 0 && policies.timeout === Number.POSITIVE_INFINITY) {
    say(`Calls of ${hangs.join(', ')} can hang, and there is no timeout: such tasks stall.`, 'Set policies.timeout.');
  }
  if (policies.budget.cost < Number.POSITIVE_INFINITY && isFree(scenario)) {
    say(
      'policies.budget.cost has no effect: nothing costs anything.',
      'Give the models a price, or set policies.budget.tokens.',
    );
  }
  found.push(...policyAdvice(scenario), ...limitsAdvice(scenario), ...replicaAdvice(scenario));
  if (task.steps.some((step) => step.foreseen < 1)) {
    const blind = patterns.filter((pattern) => pattern.notices !== true).map((pattern) => pattern.name);
    say(
      `Some steps are not always foreseen: ${blind.join(', ')} never run such a step.`,
      'Nothing to change: the comparison measures this.',
    );
  }
  const { only } = scenario.patterns;
  const { plans } = plansFor(scenario, only === null ? null : [BASELINE, ...only]);
  return [
    ...found,
    ...clientAdvice(scenario),
    ...loopNotes(scenario, plans),
    ...billingAdvice(scenario),
    ...essentialNotes(scenario, plans),
    ...loadAdvice(scenario),
  ];
}

/** Neither tokens nor people cost anything. */
function isFree({ agents, coordinator, generalist }: Scenario): boolean {
  const models = [...agents, coordinator, generalist].map(({ model }) => model.price);
  const isUnpaid = agents.every(({ person }) => person === null || (person.wage === 0 && person.fee === 0));
  return isUnpaid && models.every(({ input, output }) => input === 0 && output === 0);
}

function stepAdvice(scenario: Scenario, step: StepSpec, say: (message: string, next: string) => void): void {
  const { policies, task, provider } = scenario;
  const agent = scenario.agents.find((candidate) => candidate.role === step.role)!;
  if (step.checks && agent.detection === 0) {
    say(`Step '${step.name}' checks, but '${agent.role}' has no detection.`, `Set agents.${agent.role}.detection.`);
  }
  const shortest = mean(agent.latency ?? agent.model.ttft);
  if (shortest > policies.timeout && agent.person === null) {
    say(
      `A call of '${agent.role}' takes ${shortest.toPrecision(2)} s on average, longer than the timeout of ${policies.timeout} s.`,
      'Raise policies.timeout.',
    );
  }
  if (task.brief.tokens + agent.prompt > agent.model.contextWindow) {
    say(
      `The brief does not fit into the context window of '${agent.role}': provider.overflow (${provider.overflow}) applies from the first call.`,
      'Use a model with a larger contextWindow, or a shorter brief.',
    );
  }
}
