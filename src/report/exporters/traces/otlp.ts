import type { Story } from '../../../sim/record/story.js';
import { horizonOf } from './horizon.js';
import { DEFAULT_EPOCH, type ExportTraceServiceRequest, type Span, text } from './otlp-encoding.js';
import { StorySpans } from './otlp-spans.js';
import { PROVIDER, SCHEMA_URL } from './otlp-words.js';

/** Seconds between two runs in one file: nothing of the one is near anything of the other. */
const PAUSE = 60;

/**
 * An OTLP request in JSON, as any collector takes it at /v1/traces, in the words of OpenTelemetry's conventions for generative AI: a
 * trace for each story. The task is `invoke_workflow`, each piece of work `invoke_agent`, each call of a model `chat`.
 * `at`: when the first run begins, in seconds after the Unix epoch. The tasks of one run stand at their arrivals, and each further
 * run a minute after all of the one before has ended.
 */
export function otlpTraces(stories: readonly Story[], at: number = DEFAULT_EPOCH): string {
  const bases = basesOf(stories, at);
  const spans = stories.flatMap((story, i) => new StorySpans(story, bases[i]!).spans());
  return `${JSON.stringify(requestOf(spans), null, 1)}\n`;
}

/** The same with a request for each story in a line of its own, as collectors write files. */
export function otlpLines(stories: readonly Story[], at: number = DEFAULT_EPOCH): string {
  const bases = basesOf(stories, at);
  return stories.map((story, i) => `${JSON.stringify(requestOf(new StorySpans(story, bases[i]!).spans()))}\n`).join('');
}

/** When the task of each story comes in, in seconds after the Unix epoch. */
export function basesOf(stories: readonly Story[], at: number): number[] {
  let [begin, end] = [at, at];
  let run: string | undefined;
  return stories.map((story) => {
    const { pattern, seed, replication } = story;
    const same = `${pattern}\n${seed}\n${replication}`;
    if (run !== undefined && same !== run) begin = end + PAUSE;
    run = same;
    // The first task stands where it was asked for.
    const first = stories.find(
      (other) => other.pattern === pattern && other.seed === seed && other.replication === replication,
    )!;
    const base = begin + story.arrivedAt - first.arrivedAt;
    end = Math.max(end, base + horizonOf(story));
    return base;
  });
}

function requestOf(spans: readonly Span[]): ExportTraceServiceRequest {
  return {
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', PROVIDER)] },
        scopeSpans: [{ scope: { name: PROVIDER }, spans, schemaUrl: SCHEMA_URL }],
      },
    ],
  };
}
