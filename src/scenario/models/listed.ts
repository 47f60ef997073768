import type { Scenario } from '../scenario.js';
import { PRICE_SOURCE } from './prices.js';
import type { PriceListing } from './real.js';

/** The price lists that the models of a scenario's agents come from, each once. */
export function listedModels({ agents, coordinator, generalist }: Scenario): PriceListing[] {
  const found = new Map<string, PriceListing>();
  for (const { model } of [...agents, coordinator, generalist]) {
    if (model.listed !== null) found.set(model.listed.name, model.listed);
  }
  return [...found.values()];
}

/** What of such a model is known, and what is assumed, as a sentence without capital and full stop. */
export function listingText({ date, class: like }: PriceListing): string {
  return `prices of ${date} (${PRICE_SOURCE}); its speed, window and accuracy in long contexts are assumed to be those of ${like}, where the scenario does not say otherwise`;
}
