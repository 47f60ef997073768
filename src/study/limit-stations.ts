import type { Station } from '../measures/run-totals.js';
import type { ModelSpec, ProviderLimits } from '../scenario/scenario.js';
import type { CallColumns } from '../sim/record/record.js';

/** A limit of the provider on one model, and for how many seconds a call that was admitted takes it up. */
export interface LimitStation {
  readonly station: Station;
  readonly take: (calls: CallColumns, call: number) => number;
}

const MINUTE = 60;

/** By participant (null: it calls no model): the limits on its model, which all who call that model share. */
export function limitStationsOf(models: readonly (ModelSpec | null)[]): (readonly LimitStation[])[] {
  const known = new Map<string, readonly LimitStation[]>();
  return models.map((model) => {
    if (model === null || model.limits === null) return [];
    const some = known.get(model.name) ?? stationsOf(model.name, model.limits);
    known.set(model.name, some);
    return some;
  });
}

function stationsOf(model: string, limits: ProviderLimits): LimitStation[] {
  const { requests, input, output, tokens, concurrent, cachedCounts } = limits;
  const read = (c: CallColumns, call: number): number =>
    c.inputTokens[call]! - (cachedCounts ? 0 : c.cachedTokens[call]!);
  const rate = (what: string, perMinute: number, amount: LimitStation['take']): LimitStation[] =>
    Number.isFinite(perMinute)
      ? [
          {
            station: { name: `the limit of ${what} on ${model}`, slots: 1, busySeconds: 0 },
            take: (c, call) => (MINUTE * amount(c, call)) / perMinute,
          },
        ]
      : [];
  const places: LimitStation[] = Number.isFinite(concurrent)
    ? [
        {
          station: { name: `the limit of calls at once on ${model}`, slots: concurrent, busySeconds: 0 },
          take: (c, call) => c.service[call]!,
        },
      ]
    : [];
  return [
    ...rate('requests', requests, () => 1),
    ...rate('input tokens', input, read),
    ...rate('output tokens', output, (c, call) => c.outputTokens[call]!),
    ...rate('tokens', tokens, (c, call) => read(c, call) + c.outputTokens[call]!),
    ...places,
  ];
}
