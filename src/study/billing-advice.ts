import { listedModels, listingText } from '../scenario/models/listed.js';
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
    ...workers.flatMap((agent) => [...waitAdvice(scenario, agent), ...lengthAdvice(agent)]),
  ];
}

function waitAdvice({ policies }: Scenario, { role, model }: AgentSpec): StudyWarning[] {
  const { wait, name, longest } = model.tier;
  const seconds = wait === null ? 0 : Math.min(longest, mean(wait));
  if (seconds <= policies.timeout) return [];
  const message = `Calls of '${role}' in the ${name} tier wait ${Math.round(seconds)} s on average, longer than the timeout of ${policies.timeout} s.`;
  return [{ message, next: 'Raise policies.timeout, or choose another tier.' }];
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
