import { isBuiltIn } from '../models.js';
import { entries, isMap, text, valueAt } from '../plain-data.js';
import type { Check } from './check.js';

/** Servers that nothing runs on, and keys of them that change nothing. */
export function checkServers({ raw, warn }: Check): void {
  const users = [...entries(raw, 'agents').map(([role]) => ['agents', role]), ['coordinator'], ['generalist']];
  const used = new Set(users.map((path) => text(raw, ...path, 'model')));
  for (const [name, form] of entries(raw, 'models')) {
    const server = valueAt(form, ['server']);
    if (!isMap(server)) continue;
    const path = ['models', name, 'server'];
    const isBase = entries(raw, 'models').some(
      ([, other]) => text(other, 'like') === name || text(other, 'fallback') === name,
    );
    if (!used.has(name) && !isBase && !isBuiltIn(name)) {
      warn(
        path,
        `no agent calls the model '${name}', so nothing runs on its server`,
        `Set model: ${name} on an agent.`,
      );
    }
    const given = (key: string): boolean => valueAt(server, [key]) !== undefined;
    const isSlow = (Number(valueAt(server, ['slowdown'])) || 0) !== 0 || given('halfSpeed');
    if (!isSlow && !given('maxBatch') && !given('kvTokens') && valueAt(server, ['prefill']) === 'shared') {
      const message = `the server of '${name}' has no effect: its calls neither slow each other down nor wait`;
      warn(path, message, 'Add slowdown, halfSpeed, maxBatch or kvTokens, or remove it.');
    }
    const [batch, window] = [valueAt(server, ['maxBatch']), valueAt(form, ['contextWindow'])];
    const kv = valueAt(server, ['kvTokens']);
    if (typeof kv === 'number' && typeof batch === 'number' && typeof window === 'number' && kv >= batch * window) {
      const message = `kvTokens has no effect: ${batch} calls of ${window} tokens fit into ${kv}`;
      warn([...path, 'kvTokens'], message, 'Lower it, or raise maxBatch.');
    }
  }
}
