import type { AgentSpec, Scenario, Tools } from '../scenario/scenario.js';
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
  found.push(...hedgeAdvice(scenario), ...fallbackAdvice(scenario), ...siblingAdvice(scenario));
  found.push(...scenario.task.steps.flatMap(strategyAdvice));
  return [...found, ...scenario.task.steps.filter(neverFails).map(textless)];
}

function hedgeAdvice({ client }: Scenario): StudyWarning[] {
  if (client.hedge === Number.POSITIVE_INFINITY || client.hedge < client.timeout) return [];
  return [
    {
      message: `The client gives a request up after ${client.timeout} s (client.timeout), before it would send a second one (client.hedge): that has no effect.`,
      next: 'Make client.hedge shorter than client.timeout.',
    },
  ];
}

function fallbackAdvice(scenario: Scenario): StudyWarning[] {
  const { agents, coordinator, generalist } = scenario;
  const models = new Map([...agents, coordinator, generalist].map(({ model }) => [model.name, model]));
  const names = [...models.values()].filter(({ fallback }) => fallback !== null).map(({ name }) => name);
  if (names.length === 0 || canFail(scenario)) return [];
  return [
    {
      message: `No request fails, so that nothing ever turns to the fallback of ${names.join(', ')}.`,
      next: 'Set agents.defaults.failure, limits of a model, or client.timeout.',
    },
  ];
}

/** Where no branch can fail, it makes no difference what becomes of the others. */
function siblingAdvice(scenario: Scenario): StudyWarning[] {
  const { policies, agents, task } = scenario;
  const toolsFail = task.steps.some(({ tools }) => tools !== null && tools.errors === 'fail' && !isSound(tools));
  const isCut = policies.timeout < Number.POSITIVE_INFINITY || agents.some(({ malformed }) => malformed > 0);
  if (policies.siblings === 'cancelled' || isCut || toolsFail || canFail(scenario)) return [];
  return [
    {
      message: 'policies.siblings is run-on, and no branch fails: it has no effect.',
      next: 'Set agents.defaults.failure, limits of a model, or a timeout.',
    },
  ];
}

function strategyAdvice({ name, tools }: Step): StudyWarning[] {
  if (tools === null || (tools.strategies === 1 && tools.persistence === 0)) return [];
  const place = `task.steps.${name}.tools`;
  if (tools.errors === 'fail' || tools.attempts === 1) {
    return [
      {
        message: `${place} has strategies or persistence, and no call of the tool is made again: they have no effect.`,
        next: `Set ${place}.errors to text, and ${place}.attempts to 2 or more.`,
      },
    ];
  }
  if (tools.persistence > 0) return [];
  return [
    {
      message: `${place}.strategies is ${tools.strategies}, and a way that failed is as good as any other: it has no effect.`,
      next: `Set ${place}.persistence.`,
    },
  ];
}

function canFail({ agents, coordinator, client }: Scenario): boolean {
  const isLimited = ({ model }: AgentSpec): boolean => model.limits !== null;
  const all = [...agents, coordinator];
  return client.timeout < Number.POSITIVE_INFINITY || all.some((one) => one.failure > 0 || isLimited(one));
}

type Step = Scenario['task']['steps'][number];

/** A tool that never fails. A shared one can be down. */
const isSound = ({ use, failure, hang, timeout }: Tools): boolean =>
  use === null && failure === 0 && hang === 0 && timeout === Number.POSITIVE_INFINITY;

/** Errors of its tool are texts, and there are none. */
const neverFails = ({ tools }: Step): boolean => tools !== null && tools.errors === 'text' && isSound(tools);

const textless = ({ name }: Step): StudyWarning => ({
  message: `task.steps.${name}.tools.errors is text, and the tool never fails: it has no effect.`,
  next: `Set task.steps.${name}.tools.failure, hang or timeout.`,
});
