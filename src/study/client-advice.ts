import type { AgentSpec, Scenario } from '../scenario/scenario.js';
import type { StudyWarning } from './warning.js';

/** What is said of clients and of tools that cannot have the effect that is meant. */
export function clientAdvice(scenario: Scenario): StudyWarning[] {
  const { client, policies } = scenario;
  const found: StudyWarning[] = [];
  if (client.attempts > 1 && !canFail(scenario)) {
    found.push({
      message: `client.attempts is ${client.attempts}, and no request fails: it has no effect.`,
      next: 'Set agents.defaults.failure, limits of a model, or client.timeout.',
    });
  }
  if (client.timeout < Number.POSITIVE_INFINITY && client.timeout >= policies.timeout) {
    found.push({
      message: `client.timeout is ${client.timeout} s, no shorter than policies.timeout of ${policies.timeout} s: where a caller waits, it has no effect.`,
      next: 'Shorten client.timeout, or raise policies.timeout.',
    });
  }
  return [...found, ...scenario.task.steps.filter(neverFails).map(textless)];
}

function canFail({ agents, coordinator, client }: Scenario): boolean {
  const isLimited = ({ model }: AgentSpec): boolean => model.limits !== null;
  const all = [...agents, coordinator];
  return client.timeout < Number.POSITIVE_INFINITY || all.some((one) => one.failure > 0 || isLimited(one));
}

type Step = Scenario['task']['steps'][number];

/** Errors of its tool are texts, and there are none. A shared tool can be down. */
const neverFails = ({ tools }: Step): boolean =>
  tools !== null &&
  tools.errors === 'text' &&
  tools.use === null &&
  tools.failure === 0 &&
  tools.hang === 0 &&
  tools.timeout === Number.POSITIVE_INFINITY;

const textless = ({ name }: Step): StudyWarning => ({
  message: `task.steps.${name}.tools.errors is text, and the tool never fails: it has no effect.`,
  next: `Set task.steps.${name}.tools.failure, hang or timeout.`,
});
