/** The same content gets the same answer, whenever and in whatever order it comes. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mockProvider } from '../../src/real/provider.js';
import { ScaledClock } from '../../src/real/scaled-clock.js';
import { type RunningServer, served } from '../../src/real/server.js';
import { viewOf } from '../../src/real/view.js';
import { builtin, scenarioOf } from '../sim/helper.js';
import { times } from '../thorough.js';
import { type App, fanOut, pipeline, race, subAgents, supervisor } from './apps.js';
import { providerOf } from './clients.js';
import { stageOf, VirtualClock } from './harness.js';
import { ask, type Send, user } from './loop.js';

/** Everything that a replication says, but for when. */
function logOf(view: ReturnType<typeof viewOf>): string {
  const calls = view.calls.map(
    ({ agent, step, visit, attempt, hash, inputTokens, outputTokens, born, called, status }) =>
      JSON.stringify({ agent, step, visit, attempt, hash, inputTokens, outputTokens, born, called, status }),
  );
  return [...calls.sort(), view.outcome, ...(view.delivered ?? [])].join('\n');
}

const APPS: Readonly<Record<string, App>> = { fanOut, pipeline, race, subAgents, supervisor };

async function virtually(app: App, replication: number): Promise<{ readonly log: string; readonly bytes: string }> {
  const clock = new VirtualClock();
  const provider = mockProvider({ scenario: QUICK, seed: 'test', clock });
  provider.reset(replication);
  const said = createHash('sha256');
  const stage = stageOf(provider, clock, replication);
  const send: Send = async (body, agent) => {
    const response = await stage.send(body, agent);
    said.update(await response.clone().text());
    return response;
  };
  const text = await clock.until(app({ ...stage, send }, provider.task));
  await clock.until(provider.rest(replication));
  provider.answer(replication, text);
  return { log: logOf(viewOf(provider.run(replication))), bytes: said.digest('hex') };
}

/** Nothing hangs or fails for good, and a call takes some milliseconds. */
const QUICK = scenarioOf(builtin('article'), [
  'agents.defaults.latency={ uniform: [0.002, 0.012] }',
  'coordinator.latency=0.003',
  'agents.citation-finder.hang=0',
  'agents.citation-finder.failure=0',
]);

describe.each(Object.entries(APPS))('%s', (_, app) => {
  it('says the same to the byte when it runs twice in virtual time', async () => {
    for (const replication of [0, 7]) {
      expect(await virtually(app, replication)).toEqual(await virtually(app, replication));
    }
  });
});

/** Over HTTP, with up to 25 ms between what an application does and when it arrives. */
async function overHttp(server: RunningServer, task: string, app: App, replication: number): Promise<void> {
  const jitter = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
  const at = `http://127.0.0.1:${server.port}`;
  const send: Send = async (body) => {
    await jitter();
    return await fetch(`${at}/r/${replication}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
  };
  const text = await app({ send, wait: jitter }, task);
  await fetch(`${at}/rehearse/r/${replication}/answer`, { method: 'POST', body: text });
}

it('makes the same calls over HTTP, with jitter and eight applications at once', async () => {
  const provider = mockProvider({ scenario: QUICK, seed: 'test', clock: new ScaledClock(1) });
  const server = await served({ provider, port: 0, view: viewOf });
  const replications = Array.from({ length: times(16, 200) }, (_, i) => i);
  const apps = Object.values(APPS);
  const appOf = (replication: number): App => apps[replication % apps.length]!;
  const left = [...replications];
  const one = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await overHttp(server, provider.task, appOf(next), next);
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  await server.close();
  for (const replication of replications) {
    const { log } = await virtually(appOf(replication), replication);
    expect(logOf(viewOf(provider.run(replication))), `replication ${replication}`).toBe(log);
  }
});

it('repeats five equal roles that are asked different things at once, in whatever order they come', async () => {
  const scenario = scenarioOf(builtin('article'), [
    'real.agents.summariser.atOnce=true',
    'agents.defaults.latency=0.01',
  ]);
  const said = async (order: readonly number[]): Promise<string[]> => {
    const clock = new VirtualClock();
    const provider = mockProvider({ scenario, seed: 'test', clock });
    const { send, wait } = stageOf(provider, clock, 1);
    const answers = order.map(async (part) => {
      const { content } = await ask(send, wait, 'summariser', [user(`${provider.task} Part ${part}.`)]);
      return `${part}: ${content}`;
    });
    const all = await clock.until(Promise.all(answers));
    expect(provider.run(1).unrepeatable).toEqual([]);
    return all.sort();
  };
  const first = await said([1, 2, 3, 4, 5]);
  for (const order of [
    [5, 4, 3, 2, 1],
    [3, 1, 5, 2, 4],
  ])
    expect(await said(order)).toEqual(first);
});

it('says where the order of arrival decided, and which line makes it repeat', async () => {
  const clock = new VirtualClock();
  const provider = mockProvider({ scenario: scenarioOf(builtin('article')), seed: 'test', clock });
  const { send, wait } = stageOf(provider, clock, 1);
  const asked = [1, 2].map((part) => ask(send, wait, 'summariser', [user(`${provider.task} Part ${part}.`)]));
  await clock.until(Promise.all(asked));
  expect(provider.run(1).unrepeatable.join()).toContain('real: { agents: { summariser: { atOnce: true } } }');
});

it('takes no notice of what is volatile: ids and times', async () => {
  const provider = providerOf();
  const asked = async (text: string): Promise<string> => {
    const body = { model: 'rehearse/summariser', messages: [{ role: 'user', content: `${provider.task} ${text}` }] };
    const response = await provider.handle(
      new Request('http://127.0.0.1/r/0/v1/chat/completions', { method: 'POST', body: JSON.stringify(body) }),
    );
    return ((await response.json()) as { choices: { message: { content: string } }[] }).choices[0]!.message.content;
  };
  const first = await asked('Run 0f8fad5b-d9cb-469f-a165-70867728950e at 2026-12-01T08:00:00Z.');
  const second = await asked('Run 7c9e6679-7425-40de-944b-e07fc1f90ae7 at 2026-12-02T09:30:00Z.');
  expect(second).toBe(first);
  expect(provider.run(0).calls.map(({ visit, attempt }) => [visit, attempt])).toEqual([
    [0, 0],
    [0, 1],
  ]);
});
