import * as z from 'zod';

/** The encoding as the protocol's specification has it: hexadecimal ids, 64-bit integers as text, enums as numbers. */
const traceId = z.string().regex(/^(?!0+$)[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/);
const int64 = z.string().regex(/^-?\d+$/);
const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: int64 }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ arrayValue: z.strictObject({ values: z.array(z.strictObject({ stringValue: z.string() })) }) }),
]);
const attributes = z.array(z.strictObject({ key: z.string().min(1), value }));
const span = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: int64,
  endTimeUnixNano: int64,
  attributes,
  events: z.array(z.strictObject({ timeUnixNano: int64, name: z.string(), attributes })),
  links: z.array(z.strictObject({ traceId, spanId, attributes })),
  status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
});
export const request = z.strictObject({
  resourceSpans: z
    .array(
      z.strictObject({
        resource: z.strictObject({ attributes }),
        scopeSpans: z
          .array(
            z.strictObject({
              scope: z.strictObject({ name: z.string() }),
              spans: z.array(span).min(1),
              schemaUrl: z.literal('https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev'),
            }),
          )
          .length(1),
      }),
    )
    .length(1),
});

export type WrittenSpan = z.infer<typeof span>;
export type WrittenAttributes = z.infer<typeof attributes>;

export function spansOf(text: string): WrittenSpan[] {
  return request.parse(JSON.parse(text)).resourceSpans[0]!.scopeSpans[0]!.spans;
}

/** The first word of its name: the operation. */
export const operationOf = ({ name }: WrittenSpan): string => name.split(' ')[0]!;

export function plain(list: WrittenAttributes): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(
    list.map(({ key, value: v }) => {
      if ('intValue' in v) return [key, Number(v.intValue)];
      if ('doubleValue' in v) return [key, v.doubleValue];
      if ('boolValue' in v) return [key, v.boolValue];
      if ('stringValue' in v) return [key, v.stringValue];
      return [key, v.arrayValue.values.map(({ stringValue }) => stringValue)];
    }),
  );
}
