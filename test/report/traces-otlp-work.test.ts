import { expect, it } from 'vitest';
import { basesOf, otlpLines, otlpTraces } from '../../src/report/exporters/traces/otlp.js';
import { workOf } from '../../src/report/exporters/traces/otlp-work.js';
import type { Story } from '../../src/sim/record/story.js';
import { operationOf, plain, request, spansOf } from './otlp-written.js';
import { ASKS, traceFor } from './run-traces.js';

const otlpTrace = (story: Story): string => otlpTraces([story]);

/** Who hands over to whom, how, and what works within. */
function transfersIn(trace: Story): string[] {
  const spans = spansOf(otlpTrace(trace));
  const transfers = spans.filter((s) => 'gen_ai.transfer.mode' in plain(s.attributes));
  return transfers.map((s) => {
    const a = plain(s.attributes);
    const within = spans.filter((other) => other.parentSpanId === s.spanId).map(({ name }) => name);
    return [a['gen_ai.agent.name'], a['gen_ai.transfer.mode'], a['gen_ai.transfer.target.name'], ...within].join(' ');
  });
}

it('tells a supervisor from a handoff by whether control returns', () => {
  const supervisor = transfersIn(traceFor({ scenario: 'article', pattern: 'supervisor', replication: 1 }));
  expect(supervisor.length).toBeGreaterThan(1);
  for (const transfer of supervisor) {
    expect(transfer).toMatch(/^coordinator return_to_caller (\S+) invoke_agent \1$/);
  }
  const handoff = transfersIn(traceFor({ scenario: 'support', pattern: 'handoff', replication: 0 }));
  expect(handoff.length).toBeGreaterThan(1);
  for (const transfer of handoff) expect(transfer).toMatch(/^(\S+) pass_control (?!\1)\S+$/);
});

it('calls no tool where code reads what a model decided, or decides itself', () => {
  for (const pattern of ['router', 'magentic', 'workflow', 'choreography', 'pipeline', 'group-chat']) {
    expect(transfersIn(traceFor({ scenario: 'article', pattern, replication: 1 })), pattern).toEqual([]);
  }
});

it('puts the work of a supervisor into one span, with all that it hands over in it', () => {
  const trace = traceFor({ scenario: 'article', pattern: 'supervisor', replication: 1 });
  const [first, ...others] = workOf(trace).filter(({ participant }) => participant === 'coordinator');
  expect(others).toEqual([]);
  expect(first!.calls).toHaveLength(trace.calls.filter(({ participant }) => participant === 'coordinator').length);
});

it('lays out plans where a coordinator decides on nobody', () => {
  const plans = (pattern: string): number => {
    const spans = spansOf(otlpTrace(traceFor({ scenario: 'article', pattern, replication: 1 })));
    return spans.filter((s) => operationOf(s) === 'plan').length;
  };
  expect(plans('magentic')).toBe(2);
  expect(plans('supervisor')).toBe(0);
});

it('writes many runs into one file: one after another, the tasks of one run at their arrivals', () => {
  const set = ['workload.arrivals.poisson=300/h'];
  const stream = [0, 1, 2].map((task) =>
    traceFor({ scenario: 'support', pattern: 'supervisor', replication: 0, task, set }),
  );
  const next = traceFor({ scenario: 'support', pattern: 'supervisor', replication: 1, task: 0, set });
  const at = Date.UTC(2026, 0, 2) / 1000;
  const bases = basesOf([...stream, next], at);
  expect(bases[0]).toBe(at);
  for (const [i, { arrivedAt }] of stream.entries())
    expect(bases[i]! - at).toBeCloseTo(arrivedAt - stream[0]!.arrivedAt, 6);
  const text = otlpTraces([...stream, next], at);
  const spans = request.parse(JSON.parse(text)).resourceSpans[0]!.scopeSpans[0]!.spans;
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(4);
  const before = spans.filter(({ traceId }) => traceId !== spansOf(otlpTraces([next]))[0]!.traceId);
  const ends = before.map((s) => Number(BigInt(s.endTimeUnixNano) / 1_000_000n) / 1000);
  expect(bases[3]! - Math.max(...ends)).toBeCloseTo(60, 2);
  const lines = otlpLines([...stream, next], at)
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(4);
  expect(lines.flatMap((line) => spansOf(line))).toEqual(spans);
});

it('holds the attempts and round trips of one piece of work in one span of its agent, and a redelivery in another', () => {
  const ask = ASKS.find((a) => a.scenario === 'payments' && a.pattern === 'choreography' && a.replication === 7)!;
  const trace = traceFor(ask);
  const again = trace.calls.find((call) => trace.calls.some((o) => o.call < call.call && o.step === call.step))!;
  expect(again, 'nothing was done twice').toBeDefined();
  const spans = spansOf(otlpTrace(trace));
  const parents = spans.filter((s) => s.name.startsWith('chat')).map((s) => s.parentSpanId);
  expect(new Set(parents).size).toBe(trace.calls.length);

  const set = ['agents.defaults.failure=0.5', 'policies.retry.attempts=4'];
  const retried = [0, 1, 2, 3].map((replication) =>
    traceFor({ scenario: 'article', pattern: 'workflow', replication, set }),
  );
  expect(retried.some(({ calls }) => calls.some(({ attempt }) => attempt > 1))).toBe(true);
  for (const trace of retried) {
    const invoked = spansOf(otlpTrace(trace)).filter((s) => s.name.startsWith('invoke_agent'));
    expect(invoked).toHaveLength(trace.calls.filter(({ attempt }) => attempt === 0).length);
  }
});
