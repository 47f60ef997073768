import { listedModels, listingText } from '../scenario/models/listed.js';
import type { AgentSpec, Scenario } from '../scenario/scenario.js';
import { mean } from '../sim/luck/distributions.js';
import type { StudyWarning } from './warning.js';

/** What is assumed of models on the market, and what of prices, caches and tiers cannot have the effect that is meant. */
export function billingAdvice(scenario: Scenario): StudyWarning[] {
  const workers = [...scenario.agents, scenario.coordinator];
  return [
    ...listedModels(scenario).map((listed) => ({
      message: `${listed.name}: ${listingText(listed)}.`,
      next: 'Nothing to change where that fits; else declare a model that is like it, with values of its own.',
    })),
    ...workers.flatMap((agent) => waitAdvice(scenario, agent)),
  ];
}

function waitAdvice({ policies }: Scenario, { role, model }: AgentSpec): StudyWarning[] {
  const { wait, name, longest } = model.tier;
  const seconds = wait === null ? 0 : Math.min(longest, mean(wait));
  if (seconds <= policies.timeout) return [];
  const message = `Calls of '${role}' in the ${name} tier wait ${Math.round(seconds)} s on average, longer than the timeout of ${policies.timeout} s.`;
  return [{ message, next: 'Raise policies.timeout, or choose another tier.' }];
}
