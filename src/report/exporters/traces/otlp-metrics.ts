import type { Story } from '../../../sim/record/story.js';
import { horizonOf } from './horizon.js';
import { basesOf } from './otlp.js';
import { DEFAULT_EPOCH, type KeyValue, text, unixNano } from './otlp-encoding.js';
import { errorOf, PROVIDER, SCHEMA_URL } from './otlp-words.js';
import { type Work, workOf } from './otlp-work.js';

/** A metric of the conventions, with the bounds of its histogram that they advise. */
interface MetricWords {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly bounds: readonly number[];
}

const AGENT_SECONDS = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6];
const WORKFLOW_SECONDS = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200];
const TOOL_SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const COUNTS = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

const METRICS = {
  agentDuration: {
    name: 'gen_ai.invoke_agent.duration',
    unit: 's',
    description: 'Duration of agent invocations.',
    bounds: AGENT_SECONDS,
  },
  agentCalls: {
    name: 'gen_ai.invoke_agent.inference_calls',
    unit: '{inference_call}',
    description: 'The number of inference (model) calls a GenAI agent makes during a single invocation.',
    bounds: COUNTS,
  },
  agentTools: {
    name: 'gen_ai.invoke_agent.tool_calls',
    unit: '{tool_call}',
    description: 'The number of tool calls a GenAI agent makes during a single invocation.',
    bounds: COUNTS,
  },
  toolDuration: {
    name: 'gen_ai.execute_tool.duration',
    unit: 's',
    description: 'Duration of tool executions.',
    bounds: TOOL_SECONDS,
  },
  workflowDuration: {
    name: 'gen_ai.invoke_workflow.duration',
    unit: 's',
    description: 'Duration of workflow invocations.',
    bounds: WORKFLOW_SECONDS,
  },
  workflowCalls: {
    name: 'gen_ai.invoke_workflow.inference_calls',
    unit: '{inference_call}',
    description: 'The number of inference (model) calls made during a single GenAI workflow execution.',
    bounds: COUNTS,
  },
  workflowTools: {
    name: 'gen_ai.invoke_workflow.tool_calls',
    unit: '{tool_call}',
    description: 'The number of tool calls made during a single GenAI workflow execution.',
    bounds: COUNTS,
  },
} as const satisfies Readonly<Record<string, MetricWords>>;

type MetricKey = keyof typeof METRICS;

/** What was measured under one metric, by its attributes. */
type Series = Map<string, { readonly attributes: readonly KeyValue[]; readonly values: number[] }>;

/**
 * The metrics of all stories as one OTLP request in JSON, as collectors take it at /v1/metrics: histograms over everything from the
 * beginning of the first run to the end of the last. `at` as for traces.
 */
export function otlpMetrics(stories: readonly Story[], at: number = DEFAULT_EPOCH): string {
  const measured = new Map<MetricKey, Series>();
  for (const story of stories) measure(story, measured);
  const bases = basesOf(stories, at);
  const end = Math.max(...stories.map((story, i) => bases[i]! + horizonOf(story)));
  const span = { startTimeUnixNano: unixNano(0, Math.min(...bases)), timeUnixNano: unixNano(0, end) };
  const metrics = [...measured].map(([key, series]) => {
    const { name, unit, description, bounds } = METRICS[key];
    const dataPoints = [...series.values()].map(({ attributes, values }) => ({
      attributes,
      ...span,
      ...histogramOf(values, bounds),
    }));
    // 2: cumulative.
    return { name, description, unit, histogram: { aggregationTemporality: 2, dataPoints } };
  });
  const resource = { attributes: [text('service.name', PROVIDER)] };
  const request = {
    resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: PROVIDER }, metrics, schemaUrl: SCHEMA_URL }] }],
  };
  return `${JSON.stringify(request, null, 1)}\n`;
}

function measure(story: Story, measured: Map<MetricKey, Series>): void {
  const add = (key: MetricKey, attributes: readonly KeyValue[], value: number): void => {
    const series: Series = measured.get(key) ?? new Map();
    measured.set(key, series);
    const at = JSON.stringify(attributes);
    const point = series.get(at) ?? { attributes, values: [] };
    series.set(at, point);
    point.values.push(value);
  };
  const works = workOf(story);
  for (const work of works) measureAgent(work, horizonOf(story), add);
  const named = [text('gen_ai.workflow.name', story.pattern)];
  const isBad = story.outcome === 'failed' || story.outcome === 'stalled';
  add(
    'workflowDuration',
    isBad ? [...named, text('error.type', story.outcome)] : named,
    story.endedAt ?? horizonOf(story),
  );
  add('workflowCalls', named, story.calls.length);
  add(
    'workflowTools',
    named,
    works.reduce((sum, { rounds, transfers }) => sum + rounds.length + transfers.length, 0),
  );
}

function measureAgent(
  { participant, calls, rounds, transfers, start, end }: Work,
  horizon: number,
  add: (key: MetricKey, attributes: readonly KeyValue[], value: number) => void,
): void {
  const named = [text('gen_ai.agent.name', participant)];
  add('agentDuration', [...named, ...errorOf(calls.at(-1)!)], (end ?? horizon) - start);
  add('agentCalls', named, calls.length);
  add('agentTools', named, rounds.length + transfers.length);
  for (const { before, after } of rounds)
    add(
      'toolDuration',
      [text('gen_ai.tool.name', 'tool'), ...named],
      Math.min(after.requestedAt - before.endedAt!, after.tool),
    );
}

/** A value belongs to the first bound that it does not exceed. */
function histogramOf(values: readonly number[], bounds: readonly number[]) {
  const buckets = new Array<number>(bounds.length + 1).fill(0);
  for (const value of values) {
    const bucket = bounds.findIndex((bound) => value <= bound);
    buckets[bucket < 0 ? bounds.length : bucket]!++;
  }
  return {
    count: String(values.length),
    sum: values.reduce((a, b) => a + b, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    bucketCounts: buckets.map(String),
    explicitBounds: bounds,
  };
}
