import { isPlain } from '../scenario/models/cache.js';
import { listedModels, listingText } from '../scenario/models/listed.js';
import type { ServiceTier } from '../scenario/models/service-tiers.js';
import type { AgentSpec, Scenario } from '../scenario/scenario.js';
import { mean } from '../sim/luck/distributions.js';
import type { StudyWarning } from './warning.js';

/** What is assumed of models on the market, and which prices, tiers and lengths cannot have the effect that is meant. */
export function billingAdvice(scenario: Scenario): StudyWarning[] {
  const workers = [...scenario.agents, scenario.coordinator];
  return [
    ...listedModels(scenario).map((listed) => ({
      message: `${listed.name}: ${listingText(listed)}.`,
      next: 'Nothing to change where that fits; else declare a model that is like it, with values of its own.',
    })),
    ...waitAdvice(scenario, workers),
    ...cacheAdvice(scenario, workers),
    ...workers.flatMap(lengthAdvice),
  ];
}

function waitAdvice({ policies }: Scenario, workers: readonly AgentSpec[]): StudyWarning[] {
  const late = workers.filter(({ model: { tier } }) => secondsOf(tier) > policies.timeout);
  const [first] = late;
  if (first === undefined) return [];
  const who = late.map(({ role }) => role).join(', ');
  const seconds = Math.round(secondsOf(first.model.tier));
  return [
    {
      message: `Calls of ${who} in the ${first.model.tier.name} tier wait ${seconds} s on average, longer than the timeout of ${policies.timeout} s.`,
      next: 'Raise policies.timeout, or choose another tier.',
    },
  ];
}

const secondsOf = ({ wait, longest }: ServiceTier): number => (wait === null ? 0 : Math.min(longest, mean(wait)));

function cacheAdvice({ provider }: Scenario, workers: readonly AgentSpec[]): StudyWarning[] {
  if (!provider.promptCache || workers.some(({ model }) => model.cache !== null && isPlain(model.cache))) return [];
  return [
    {
      message: 'provider.promptCache has no effect: every model has cache rules of its own.',
      next: 'Remove it, or the rules under models.',
    },
  ];
}

function lengthAdvice({ role, model, prompt, compactAt, reasoning }: AgentSpec): StudyWarning[] {
  const { contextWindow } = model;
  const found: StudyWarning[] = [];
  const say = (message: string, next: string): void => void found.push({ message, next });
  if (prompt >= compactAt) {
    say(
      `The prompt of '${role}' alone is longer than its compactAt of ${compactAt} tokens: it compacts before each call.`,
      'Raise compactAt, or shorten the prompt and its tools.',
    );
  } else if (compactAt >= contextWindow && compactAt < Number.POSITIVE_INFINITY) {
    say(
      `'${role}' never compacts: its compactAt of ${compactAt} tokens is not below the window of ${contextWindow}, where provider.overflow applies.`,
      'Lower compactAt, or leave it out.',
    );
  }
  if (prompt + mean(reasoning) >= contextWindow) {
    say(
      `The prompt and the reasoning of '${role}' fill its context window of ${contextWindow} tokens.`,
      'Use a model with a larger contextWindow, fewer tools, or less reasoning.',
    );
  }
  return found;
}
