import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/browser.js';
import { comparing } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { differenceBetween } from '../../src/compare/summary-rows.js';
import { Desk } from '../../src/playground/engine/desk.js';
import { Port, RefusedByEngine, type Wire } from '../../src/playground/engine/port.js';
import type { Answer, Request, Setting, StudyPicture, StudyWish } from '../../src/playground/engine/protocol.js';
import { Session } from '../../src/playground/engine/session.js';
import { Studies } from '../../src/playground/engine/study.js';
import { texts } from '../../src/playground/engine/texts.js';
import { jsonTrace } from '../../src/report/exporters/traces/json.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { settingsFrom, vary } from '../../src/scenario/variants.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { taskValues } from '../../src/study/pattern-runs.js';

/** A worker without a thread: what it answers comes when `run` lets it work on. */
function engine(): { port: Port; run: () => void; asked: Request[]; answered: Answer[] } {
  const session = new Session(texts);
  let now = 0;
  const waiting: (() => void)[] = [];
  const asked: Request[] = [];
  const answered: Answer[] = [];
  let hear: (answer: Answer) => void = () => undefined;
  const desk = new Desk(
    session,
    // Each look at the clock is 6 ms after the one before, however loaded the machine is.
    new Studies(session, () => (now += 6)),
    // As a worker does: what is posted is a copy.
    (answer) => {
      const copy = structuredClone(answer);
      answered.push(copy);
      hear(copy);
    },
    (work) => waiting.push(work),
  );
  const wire: Wire = {
    post: (request) => {
      asked.push(request);
      queueMicrotask(() => desk.ask(structuredClone(request)));
    },
    listen: (listener) => {
      hear = listener;
    },
  };
  return { port: new Port(wire), run: () => waiting.shift()?.(), asked, answered };
}

const setting = (builtIn: string, set: readonly string[] = []): Setting => ({ source: { builtIn }, set });
const wish = (
  patterns: readonly string[],
  until: number,
  measures: readonly string[] = ['latency', 'cost'],
): StudyWish => ({
  ...{ patterns, until, measures },
  seed: 'rehearsal',
});

/** All pictures of a study. */
function pictures(of: Setting, asked: StudyWish): StudyPicture[] {
  const study = new Studies(new Session(texts)).study(of, asked);
  return [...study].filter((picture) => picture !== null);
}

const MEASURES = ['latency', 'cost', 'inputTokens', 'escaped', 'tokenTax', 'lostUpdates'];

/** Scenarios with the patterns that are compared there. */
const COMPARED: readonly (readonly [string, readonly [string, string], number, readonly string[]])[] = [
  ['article', ['pipeline', 'choreography'], 120, []],
  ['article', ['workflow', 'choreography'], 100, ['policies.writes=overwrite', 'agents.fact-checker.detection=0.95']],
  ['announce', ['fan-out', 'supervisor'], 60, []],
  ['payments', ['workflow', 'choreography'], 60, ['faults.messages.loss=0.05']],
  ['scraping', ['overseer', 'supervisor'], 40, []],
  ['coding', ['workflow', 'maker-checker'], 30, []],
  ['research', ['single-agent', 'lead-and-subagents'], 30, []],
  ['growth', ['mesh', 'supervisor'], 30, []],
  ['debate', ['single-agent', 'debate'], 4, []],
  ['content', ['pipeline', 'choreography'], 6, ['policies.timeout=30s']],
  ['support', ['supervisor', 'router'], 3, ['workload.arrivals.poisson=180/h']],
  ['shipment', ['workflow', 'critical-path-hybrid'], 2, []],
];

/** What `rehearse compare` gives for these patterns: its replications alone, without growth and knock-outs. */
async function compared(scenario: Scenario, patterns: readonly string[], runs: number): Promise<Comparison> {
  const effort = { seed: 'rehearsal', runs, precision: null, only: patterns };
  const { jobs, comparison } = comparing({ ...scenario, growth: null }, effort);
  const monitor = { progress: () => undefined, pause: async () => false };
  await new LocalExecutor(monitor).work(jobs.filter(({ assignment }) => assignment.kind === 'replicate'));
  return comparison(false);
}

describe('a study gives the same figures as rehearse compare', () => {
  it.each(COMPARED)('%s: %s', async (scenario, patterns, runs, set) => {
    const last = pictures(setting(scenario, set), wish(patterns, runs, MEASURES)).at(-1)!;
    const built = loadScenario({ text: texts[scenario]! });
    const comparison = await compared(vary(built, settingsFrom(set)), patterns, runs);
    for (const { name, values, estimates } of last.patterns) {
      const expected = comparison.patterns.find((one) => one.name === name)!;
      for (const id of ['correct', 'wrong', 'failed', 'stalled', 'late', ...MEASURES]) {
        const column = taskValues(expected, id);
        expect(`${id}: ${values[id]!.length}`).toBe(`${id}: ${column.length}`);
        const differs = values[id]!.findIndex((value, i) => !Object.is(value, column[i]));
        expect(`${id}: ${differs}`).toBe(`${id}: -1`);
        const { n, mean, low, high } = comparison.summary.find((one) => one.pattern === name && one.measure.id === id)!;
        expect(estimates[id]).toEqual({ n, mean, low, high });
      }
    }
    const [a, b] = patterns;
    expect(last.differences.correct).toEqual(differenceBetween(comparison, 'correct', b, a));
  });
});

it('draws early and then twice as often as before, in steps that take a breath', () => {
  const drawn = pictures(setting('article'), wish(['pipeline', 'choreography'], 500));
  expect(drawn.map(({ done }) => done)).toEqual([50, 100, 200, 400, 500]);
  expect(drawn.map(({ isLast }) => isLast)).toEqual([false, false, false, false, true]);
  expect(pictures(setting('support'), wish(['router', 'choreography'], 12)).map(({ done }) => done)).toEqual([
    5, 10, 12,
  ]);
});

it('takes no more at a time than fits into 16 ms, once it knows how long a replication takes', () => {
  // A clock on which each look costs what the replications since cost: 2 ms each, two looks a batch.
  let now = 0;
  let before = 0;
  const studies = new Studies(new Session(texts), () => now);
  const sizes: number[] = [];
  const counted = { ...setting('article') };
  const study = studies.study(counted, wish(['pipeline'], 120));
  for (let step = study.next(); step.done !== true; step = study.next()) {
    const done = step.value?.done;
    sizes.push(1);
    now += 2;
    if (done !== undefined) before = done;
  }
  expect(before).toBe(120);
  expect(sizes.length).toBeGreaterThan(3);
});

describe('the port', () => {
  it('draws a drag as it goes: the first picture of the running study, then the latest wish; the last one in full', async () => {
    const { port, run, asked, answered } = engine();
    const drawn = new Map<number, number>();
    const last: StudyPicture[] = [];
    for (let move = 0; move < 40; move++) {
      port.study({
        wish: {
          ...setting('article', [`agents.summariser.hallucination=${move / 100}`]),
          ...wish(['pipeline', 'choreography'], 200),
        },
        see: (picture) => {
          drawn.set(move, picture.done);
          if (move === 39) last.push(picture);
        },
        refuse: () => expect.unreachable(),
      });
      // A move every 16 ms: two steps of the worker fit between two, and a first picture takes three.
      for (let step = 0; step < 2; step++) {
        run();
        await Promise.resolve();
      }
    }
    for (let step = 0; step < 400; step++) {
      run();
      await Promise.resolve();
    }
    expect(drawn.size).toBeGreaterThanOrEqual(20);
    expect(drawn.size).toBeLessThan(40);
    expect(last.at(-1)).toMatchObject({ done: 200, isLast: true });
    // Each study was finished, or stopped and not worked on any more.
    const studies = asked.filter(({ kind }) => kind === 'study');
    const stopped = asked.filter(({ kind }) => kind === 'stop').length;
    const finished = answered.filter((answer) => answer.kind === 'partial' && answer.picture.isLast).length;
    expect(stopped).toBeGreaterThan(0);
    // One that was over when it was stopped is both.
    expect(finished + stopped).toBeGreaterThanOrEqual(studies.length);
    expect(answered.filter(({ kind }) => kind === 'partial').length).toBeLessThan(2 * studies.length);
  });

  it('opens, tells, finds and refuses', async () => {
    const { port, run } = engine();
    const working = setInterval(run, 0);
    const opened = await port.opened(setting('article'));
    expect(opened.patterns.map(({ name }) => name)).toContain('newsroom');
    expect(opened.knobs.map(({ path }) => path)).toContain('agents.fact-checker.detection');
    const luck = { seed: 'rehearsal', replication: 0, task: 0 };
    const pair = ['pipeline', 'choreography'] as const;
    const { replication } = await port.found(setting('article'), pair, luck);
    const stories = await Promise.all(
      pair.map((pattern) => port.story(setting('article'), pattern, { ...luck, replication: replication! })),
    );
    expect(stories[0]!.outcome).not.toBe(stories[1]!.outcome);
    for (const text of [jsonTrace(stories[0]!), JSON.stringify(stories)]) {
      expect((await port.stories(text))[0]).toEqual(stories[0]);
    }
    await expect(port.stories('{"scenario": 1}')).rejects.toThrow(/no run of this version/);
    await expect(port.stories('nonsense')).rejects.toThrow('The file is not JSON.');
    const broken = { source: { text: 'scenario: x\ntasks: {}\n' }, set: [] };
    const refusal = await port.opened(broken).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedByEngine);
    expect((refusal as RefusedByEngine).problems[0]).toMatchObject({ place: { line: expect.any(Number) } });
    await expect(port.opened(setting('nowhere'))).rejects.toThrow("There is no scenario 'nowhere' here.");
    await expect(port.story(setting('article'), 'pipelin', luck)).rejects.toThrow(
      "There is no pattern or team 'pipelin'.",
    );
    clearInterval(working);
  });

  it('names the knobs that change nothing', async () => {
    const { port, run } = engine();
    const working = setInterval(run, 0);
    const { knobs } = await port.opened(setting('article'));
    const useless = {
      path: 'agents.defaults.hallucination',
      low: 0,
      high: 0.3,
      base: 0,
      unit: '',
      scale: 'linear',
      isWhole: false,
    } as const;
    const idle = await port.effects(setting('article'), ['pipeline', 'choreography'], [...knobs, useless]);
    expect(idle).toContain('agents.defaults.hallucination');
    expect(idle).toContain('generalist.penalty');
    expect(idle).not.toContain('agents.fact-checker.detection');
    clearInterval(working);
  });
});
