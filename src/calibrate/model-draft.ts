import { REAL_MODEL_NAMES, realModel } from '../scenario/models/real.js';
import type { Interval } from '../statistics/estimates.js';
import { type ScenarioDraft, written } from './draft.js';
import { fitText, valueText } from './fit-text.js';
import type { ModelFit } from './fits.js';
import { keyOf } from './work.js';

const CLASSES = ['large', 'medium', 'small'];

/** A model: its speed where the traces tell it, the rest from the price list or a class. */
export function writeModel(draft: ScenarioDraft, { model, service, rate, calls }: ModelFit): void {
  const key = model === '' ? 'medium' : keyOf(model);
  const path = ['models', key];
  const listed = REAL_MODEL_NAMES.find(
    (name) => name === model || name.endsWith(`/${model}`) || datedName(model, name),
  );
  if (listed !== undefined && realModel(listed) !== null)
    draft.set(
      [...path, 'like'],
      listed,
      'seen',
      'prices of the list; window and accuracy in long contexts are assumed',
    );
  else if (!CLASSES.includes(key))
    draft.set(
      [...path, 'like'],
      'medium',
      'assumed',
      'its price, window and accuracy in long contexts are in no trace',
    );
  if (service === null) {
    // An entry without a value of its own would be none.
    if (listed === undefined && CLASSES.includes(key))
      draft.set([...path, 'ttft'], { lognormal: { median: 0.9, p95: 2.5 } }, 'assumed', `${calls} calls tell no times`);
    return;
  }
  const said = (name: string): string => {
    const one = service.values.find((value) => value.name === name);
    return one === undefined ? '' : `${service.n} calls, ${valueText(one)}`;
  };
  const intervalOf = (name: string): Interval | null => service.values.find((value) => value.name === name) ?? null;
  const p95 = Math.exp(service.mu + 1.644_853_626_951_472_2 * service.sigma);
  draft.set(
    [...path, 'ttft'],
    service.sigma < 1e-4 ? Math.exp(service.mu) : { lognormal: { median: Math.exp(service.mu), p95 } },
    'fitted',
    `seconds, ${said('median')}, ${service.values
      .filter(({ name }) => name === 'p95')
      .map(valueText)
      .join('')}`,
  );
  draft.set(
    [...path, 'inputRate'],
    service.inputRate ?? Number.POSITIVE_INFINITY,
    'fitted',
    said('inputRate') || 'longer prompts took no longer',
    intervalOf('inputRate'),
  );
  if (rate !== null)
    draft.set([...path, 'outputRate'], written(rate.distribution), 'fitted', `tokens per second, ${fitText(rate)}`);
  else
    draft.set(
      [...path, 'outputRate'],
      service.outputRate ?? 1e6,
      'fitted',
      said('outputRate') || 'longer answers took no longer',
      intervalOf('outputRate'),
    );
}

/** gpt-4o-2024-08-06 is openai/gpt-4o. */
const datedName = (model: string, listed: string): boolean =>
  model.replace(/[-@]\d{4}-?\d{2}-?\d{2}$/, '') === listed.slice(listed.indexOf('/') + 1);
