import { isObject, type JsonObject } from './question.js';

/**
 * What OpenAI's responses store: some clients (the AI SDK among them) send an earlier item of an answer by its id only. The
 * model reads the whole of it, and its tokens are billed.
 */
export class StoredItems {
  private readonly items = new Map<string, JsonObject>();

  /** Keeps what an answer consists of. */
  keep(output: unknown): void {
    if (!Array.isArray(output)) return;
    for (const item of output) if (isObject(item) && typeof item.id === 'string') this.items.set(item.id, item);
  }

  /** A request with whole items in place of references; a reference that leads nowhere stays. */
  resolve(raw: JsonObject): JsonObject {
    if (!Array.isArray(raw.input)) return raw;
    const input = raw.input.map((item: unknown) => {
      if (!isObject(item) || item.type !== 'item_reference' || typeof item.id !== 'string') return item;
      return this.items.get(item.id) ?? item;
    });
    return { ...raw, input };
  }
}
