/** Attributes of a span as plain values, whatever encoding they came in. */
export type Attributes = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** OTLP's list of keys and values. */
export function fromKeyValues(list: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  if (!Array.isArray(list)) return isRecord(list) ? { ...list } : found;
  for (const entry of list) {
    if (isRecord(entry) && typeof entry.key === 'string') found[entry.key] = plainValue(entry.value);
  }
  return found;
}

/** One `AnyValue` of OTLP in JSON. */
function plainValue(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if ('stringValue' in value) return value.stringValue;
  if ('intValue' in value) return Number(value.intValue);
  if ('doubleValue' in value) return Number(value.doubleValue);
  if ('boolValue' in value) return value.boolValue;
  if ('arrayValue' in value) {
    const { arrayValue } = value;
    return isRecord(arrayValue) && Array.isArray(arrayValue.values) ? arrayValue.values.map(plainValue) : [];
  }
  if ('kvlistValue' in value) return fromKeyValues(isRecord(value.kvlistValue) ? value.kvlistValue.values : []);
  return undefined;
}

/** A count or a time; numbers often come as text. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** JSON that came as text, or the value itself; undefined where a text looks like JSON and is none (cut, most often). */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const first = value.trimStart()[0];
  if (first !== '{' && first !== '[' && first !== '"') return value;
  try {
    const inner: unknown = JSON.parse(value);
    // Some exporters encode twice.
    return typeof inner === 'string' && inner !== value ? parsed(inner) : inner;
  } catch {
    return first === '"' ? value : undefined;
  }
}

/** The items of a list that may come as text, as JSON, or as one value. */
export function textsIn(value: unknown): string[] {
  const list = parsed(value);
  if (Array.isArray(list)) return list.filter((item) => typeof item === 'string');
  return typeof list === 'string' && list !== '' ? [list] : [];
}
