import { JsonMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { expect, it } from 'vitest';
import { otlpMetrics } from '../../src/report/exporters/traces/otlp-metrics.js';
import { traceFor } from './run-traces.js';

interface Point {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly count: string;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly bucketCounts: readonly string[];
  readonly explicitBounds: readonly number[];
}

interface Metric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly histogram: { readonly aggregationTemporality: number; readonly dataPoints: readonly Point[] };
}

const research = { scenario: 'research', pattern: 'supervisor' };
const stories = [0, 1].map((replication) => traceFor({ ...research, replication }));
const written = JSON.parse(otlpMetrics(stories)) as {
  resourceMetrics: { scopeMetrics: { metrics: Metric[]; schemaUrl: string }[] }[];
};
const { metrics, schemaUrl } = written.resourceMetrics[0]!.scopeMetrics[0]!;
const named = (name: string): Metric => metrics.find((metric) => metric.name === name)!;
const points = (name: string): readonly Point[] => named(name).histogram.dataPoints;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function hrTime(nanos: string): [number, number] {
  return [Number(BigInt(nanos) / 1_000_000_000n), Number(BigInt(nanos) % 1_000_000_000n)];
}

it('adds up to the calls, the tools and the tasks', () => {
  const calls = sum(stories.map((story) => story.calls.length));
  expect(sum(points('gen_ai.invoke_agent.inference_calls').map((p) => p.sum))).toBe(calls);
  expect(sum(points('gen_ai.invoke_workflow.inference_calls').map((p) => p.sum))).toBe(calls);
  const rounds = sum(stories.map((story) => story.calls.filter(({ tool }) => tool > 0).length));
  expect(sum(points('gen_ai.execute_tool.duration').map((p) => Number(p.count)))).toBe(rounds);
  const tools = sum(points('gen_ai.invoke_workflow.tool_calls').map((p) => p.sum));
  expect(sum(points('gen_ai.invoke_agent.tool_calls').map((p) => p.sum))).toBe(tools);
  // A supervisor hands over by tools, too.
  expect(tools).toBeGreaterThan(rounds);
  const [duration] = points('gen_ai.invoke_workflow.duration');
  expect(duration!.count).toBe('2');
  expect(duration!.sum).toBeCloseTo(sum(stories.map((story) => story.endedAt!)), 9);
});

it('puts each value into the bucket of the first bound that it does not exceed', () => {
  for (const { histogram } of metrics) {
    for (const { count, bucketCounts, explicitBounds, min, max } of histogram.dataPoints) {
      expect(bucketCounts).toHaveLength(explicitBounds.length + 1);
      expect(sum(bucketCounts.map(Number))).toBe(Number(count));
      const first = bucketCounts.findIndex((n) => n !== '0');
      const last = bucketCounts.findLastIndex((n) => n !== '0');
      expect(min).toBeGreaterThan(first === 0 ? Number.NEGATIVE_INFINITY : explicitBounds[first - 1]!);
      expect(max).toBeLessThanOrEqual(explicitBounds[last] ?? Number.POSITIVE_INFINITY);
    }
  }
});

it("is what OpenTelemetry's own exporter writes of the same histograms", () => {
  const sdk = {
    resource: { attributes: { 'service.name': 'dress-rehearsal' } },
    scopeMetrics: [
      {
        scope: { name: 'dress-rehearsal', schemaUrl },
        metrics: metrics.map(({ name, description, unit, histogram }) => ({
          descriptor: { name, description, unit, valueType: 1, advice: {} },
          aggregationTemporality: 1,
          dataPointType: 0,
          dataPoints: histogram.dataPoints.map((p) => ({
            startTime: hrTime(p.startTimeUnixNano),
            endTime: hrTime(p.timeUnixNano),
            attributes: Object.fromEntries(p.attributes.map(({ key, value }) => [key, value.stringValue])),
            value: {
              count: Number(p.count),
              sum: p.sum,
              min: p.min,
              max: p.max,
              buckets: { boundaries: p.explicitBounds, counts: p.bucketCounts.map(Number) },
            },
          })),
        })),
      },
    ],
  };
  const own = JSON.parse(
    new TextDecoder().decode(
      JsonMetricsSerializer.serializeRequest(
        sdk as unknown as Parameters<typeof JsonMetricsSerializer.serializeRequest>[0],
      )!,
    ),
  ) as unknown;
  // Both may write 64-bit integers as text or as numbers.
  const alike = (json: unknown): unknown =>
    JSON.parse(JSON.stringify(json), (key, value: unknown) => {
      if (/^dropped.*Count$/.test(key) || key === 'flags') return undefined;
      if (key === 'count') return Number(value);
      return key === 'bucketCounts' ? (value as unknown[]).map(Number) : value;
    });
  expect(alike(written)).toEqual(alike(own));
});
