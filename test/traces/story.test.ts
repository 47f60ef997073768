import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStories } from '../../src/playground/engine/reading.js';
import { clockOf } from '../../src/playground/scene/clock.js';
import { sceneAt } from '../../src/playground/scene/scene.js';
import { sentencesOf } from '../../src/playground/scene/words.js';
import { otlpTraces } from '../../src/report/exporters/traces/otlp.js';
import { TraceProblem } from '../../src/traces/problem.js';
import { readTrace } from '../../src/traces/read.js';
import { storyOfTask } from '../../src/traces/story.js';
import { traceFor } from '../report/run-traces.js';

const DATA = new URL('../data/traces/', import.meta.url).pathname;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'story-'));
});
afterAll(() => rm(dir, { recursive: true }));

it('plays a real trace: who worked when, who handed what to whom, and no word on what is right', async () => {
  const { tasks } = await readTrace(join(DATA, 'otlp/openinference-langchain--lg-supervisor.otlp.json'));
  const story = storyOfTask(tasks[0]!, 'lg', 0);
  expect(readStories(JSON.stringify(story))).toEqual([story]);
  expect(story.participants.map(({ name, kind }) => `${name} ${kind}`)).toContain('supervisor coordinator');
  expect(story.calls.map(({ participant }) => participant).slice(0, 3)).toEqual([
    'supervisor',
    'summariser',
    'supervisor',
  ]);
  const passed = story.letters.map(({ from, to }) => `${from} > ${to}`);
  expect(passed.slice(0, 3)).toEqual(['user > supervisor', 'supervisor > summariser', 'summariser > supervisor']);
  const clock = clockOf([story], 60);
  expect(sceneAt(story, clock, clock.length).outcome).toBe('observed');
  const sentences = sentencesOf(story).map(({ text }) => text);
  expect(sentences.at(-1)).toBe('The run ends. Whether its result is right is not in the trace.');
  expect(sentences.join(' ')).not.toMatch(/false claim|correct/);
});

it('tells a run of our own from its trace as it was: calls, waits, causes and letters between agents', async () => {
  const told = traceFor({
    scenario: 'support',
    pattern: 'supervisor',
    replication: 0,
    task: 20,
    set: ['coordinator.capacity=1', 'workload.arrivals.poisson=300/h'],
  });
  expect(told.calls.some(({ queued }) => queued > 0)).toBe(true);
  const path = join(dir, 'own.otlp.json');
  await writeFile(path, otlpTraces([told]));
  const { tasks } = await readTrace(path);
  const story = storyOfTask(tasks[0]!, 'own', 0);
  const facts = (calls: typeof told.calls) =>
    calls
      .map(({ participant, requestedAt, endedAt, inputTokens, outputTokens, queued }) =>
        [participant, requestedAt.toFixed(5), endedAt!.toFixed(5), inputTokens, outputTokens, queued.toFixed(5)].join(
          ' ',
        ),
      )
      .sort();
  expect(facts(story.calls)).toEqual(facts(told.calls));
  const causes = (calls: typeof told.calls) =>
    calls.map(({ cause }) => (cause === null ? null : calls[cause]!.participant));
  expect(causes(story.calls)).toEqual(causes(told.calls));
  for (const { from, to } of told.letters) {
    if (from !== 'user') expect(story.letters.some((letter) => letter.from === from && letter.to === to)).toBe(true);
  }
});

it('refuses a trace without times', async () => {
  const { tasks } = await readTrace(join(DATA, 'tracelab/multi_session_large.csv'));
  expect(() => storyOfTask(tasks[0]!, 'rounds.csv', 0)).toThrow(TraceProblem);
});
