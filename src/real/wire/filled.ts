import { isObject, type JsonObject, listOf } from './question.js';

/** How deep a schema is followed: one that refers to itself ends somewhere. */
const DEEPEST = 12;

/**
 * The least value that fits a JSON Schema, with `text` in its first string. Only what is required is there, and the field that
 * takes the text. Returns whether the text found a place, too.
 */
export function filled(schema: JsonObject, text: string): { readonly value: unknown; readonly isPlaced: boolean } {
  const filling = new Filling(schema, text);
  const value = filling.fill(schema, 0);
  return { value, isPlaced: filling.isPlaced };
}

class Filling {
  isPlaced = false;

  constructor(
    private readonly root: JsonObject,
    private readonly text: string,
  ) {}

  fill(raw: JsonObject, depth: number): unknown {
    const schema = this.resolved(raw);
    if (depth > DEEPEST) return null;
    if ('const' in schema) return schema.const;
    const options = listOf(schema.enum);
    if (options.length > 0) return options[0];
    const choices = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].filter(isObject);
    const best = choices.find((one) => this.typeOf(one) !== 'null') ?? choices[0];
    if (best !== undefined) return this.fill(best, depth + 1);
    const all = listOf(schema.allOf).filter(isObject);
    if (all.length > 0 && schema.type === undefined) return this.fill(all[0]!, depth + 1);
    switch (this.typeOf(schema)) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.list(schema, depth);
      case 'string':
        return this.string();
      case 'integer':
      case 'number':
        return typeof schema.minimum === 'number' ? schema.minimum : 0;
      case 'boolean':
        return false;
      default:
        return null;
    }
  }

  private object(schema: JsonObject, depth: number): JsonObject {
    const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
    if (properties.length === 0) return this.isPlaced ? {} : { answer: this.string() };
    const required = new Set(listOf(schema.required));
    const first = this.isPlaced
      ? undefined
      : properties.find(([, inner]) => isObject(inner) && this.isText(inner))?.[0];
    const wanted = properties.filter(([name]) => required.has(name) || name === first);
    // A field of its own takes the text before one that lies deeper does.
    const values = new Map<string, unknown>();
    const order = [...wanted].sort(([a], [b]) => Number(b === first) - Number(a === first));
    for (const [name, inner] of order) values.set(name, isObject(inner) ? this.fill(inner, depth + 1) : null);
    return Object.fromEntries(wanted.map(([name]) => [name, values.get(name)]));
  }

  private list(schema: JsonObject, depth: number): unknown[] {
    const inner = isObject(schema.items) ? schema.items : {};
    const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
    const count = Math.max(least, this.isPlaced ? 0 : 1);
    return Array.from({ length: count }, () => this.fill(inner, depth + 1));
  }

  private string(): string {
    if (this.isPlaced) return '-';
    this.isPlaced = true;
    return this.text;
  }

  private isText(raw: JsonObject): boolean {
    const schema = this.resolved(raw);
    return this.typeOf(schema) === 'string' && listOf(schema.enum).length === 0 && !('const' in schema);
  }

  private typeOf({ type, properties, items }: JsonObject): unknown {
    if (Array.isArray(type)) return type.find((one) => one !== 'null') ?? 'null';
    return type ?? (properties === undefined ? (items === undefined ? undefined : 'array') : 'object');
  }

  /** What a reference within the schema stands for. */
  private resolved(schema: JsonObject): JsonObject {
    if (typeof schema.$ref !== 'string') return schema;
    const path = schema.$ref
      .replace(/^#\/?/, '')
      .split('/')
      .filter((part) => part !== '');
    let found: unknown = this.root;
    for (const part of path)
      found = isObject(found) ? found[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
    return isObject(found) ? found : {};
  }
}
