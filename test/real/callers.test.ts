/** Who makes a request: told by a header, a model's name, a system prompt, or by the tools that it holds. */
import { describe, expect, it } from 'vitest';
import type { MockProvider } from '../../src/real/mock-provider.js';
import { providerOf } from './clients.js';

interface Asked {
  readonly system?: string;
  readonly model?: string;
  readonly header?: string;
  readonly tools?: readonly string[];
}

async function ask(provider: MockProvider, { system, model = 'gpt-4o', header, tools = [] }: Asked): Promise<Response> {
  const head = system === undefined ? [] : [{ role: 'system', content: system }];
  const body = {
    model,
    messages: [...head, { role: 'user', content: provider.task }],
    tools: tools.map((name) => ({
      type: 'function',
      function: { name, parameters: { type: 'object', properties: {} } },
    })),
  };
  return await provider.handle(
    new Request('http://127.0.0.1/r/0/v1/chat/completions', {
      method: 'POST',
      headers: header === undefined ? {} : { 'x-rehearse-agent': header },
      body: JSON.stringify(body),
    }),
  );
}

async function agentOf(asked: Asked, overrides: readonly string[] = []): Promise<readonly [string, string]> {
  const provider = providerOf(overrides);
  const response = await ask(provider, asked);
  expect(response.status, await response.clone().text()).toBe(200);
  const { agent, knownBy } = provider.run(0).calls[0]!;
  return [agent, knownBy];
}

const OTHERS = ['transfer_to_fact_checker', 'transfer_to_citation_finder', 'transfer_to_tagger'];

describe('a caller is known by', () => {
  it.each<readonly [Asked, string, string]>([
    [{ header: 'fact-checker', model: 'rehearse/tagger' }, 'fact-checker', 'header'],
    [{ header: 'tagger-2' }, 'tagger-2', 'header'],
    [{ model: 'rehearse/citation-finder', system: 'You are the tagger.' }, 'citation-finder', 'model'],
    [{ system: 'You are the fact checker of a newspaper. The summariser works before you.' }, 'fact-checker', 'prompt'],
    [{ system: 'Act as citation_finder, and hand over to the tagger.' }, 'citation-finder', 'prompt'],
    [{ system: 'You are a supervisor of a summariser, a fact-checker and others.' }, 'coordinator', 'prompt'],
    [{ tools: OTHERS }, 'summariser', 'tools'],
    [{ tools: [...OTHERS, 'ask_summariser'] }, 'coordinator', 'tools'],
  ])('%o', async (asked, agent, by) => {
    const [known, how] = await agentOf(asked);
    expect(known.replace('tagger-1', 'tagger')).toBe(agent);
    expect(how).toBe(by);
  });

  it('what the scenario says of its prompt', async () => {
    const overrides = ['real.agents.tagger.prompt=["/label[ls]/", "keywords"]'];
    expect(await agentOf({ system: 'You put labels on articles, after the summariser.' }, overrides)).toEqual([
      'tagger-1',
      'prompt',
    ]);
  });
});

describe('a request that nobody of the scenario makes', () => {
  it('is refused with its fingerprint and the line to add', async () => {
    const provider = providerOf();
    const response = await ask(provider, { system: 'You are a poet of few words.' });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toMatch(/fingerprint [0-9a-f]{12}/);
    expect(error.message).toContain('real: { agents: { ROLE: { prompt: ["You are a poet of few words."] } } }');
    const { unknown, calls } = provider.run(0);
    expect(unknown).toMatchObject([{ times: 1, message: error.message }]);
    expect(calls).toHaveLength(0);
  });

  it('is answered and not recorded where the scenario says to ignore it', async () => {
    const provider = providerOf(['real.ignore=["a title for"]']);
    const response = await ask(provider, { system: 'Find a title for this conversation.' });
    expect(response.status).toBe(200);
    expect(provider.run(0)).toMatchObject({ ignored: 1, calls: [], unknown: [] });
  });
});

it("takes the scenario's own text for the task, and leaves the rest of a message to its tokens", async () => {
  const text = 'Write about bridges.';
  const provider = providerOf([`real.task=${text}`]);
  expect(provider.task).toBe(text);
  const answer = await ask(provider, { system: 'You are the summariser.' });
  expect(await answer.text()).toContain('[c:brief.');
  expect(provider.run(0).calls[0]!.markers).toContain('brief.12');
});

it('takes a first message without any mark for the task', async () => {
  const provider = providerOf();
  const body = {
    model: 'rehearse/summariser',
    messages: [{ role: 'user', content: 'Summarise the article on bridges.' }],
  };
  const response = await provider.handle(
    new Request('http://127.0.0.1/v1/chat/completions', { method: 'POST', body: JSON.stringify(body) }),
  );
  expect(await response.text()).toContain('[c:brief.');
});

it('notes marks that nobody of the replication wrote, and claims that were left out on the way', async () => {
  const provider = providerOf();
  const ask2 = async (system: string, content: string): Promise<string> => {
    const response = await provider.handle(
      new Request('http://127.0.0.1/r/0/v1/chat/completions', {
        method: 'POST',
        body: JSON.stringify({
          model: 'm',
          messages: [
            { role: 'system', content: system },
            { role: 'user', content },
          ],
        }),
      }),
    );
    return ((await response.json()) as { choices: { message: { content: string } }[] }).choices[0]!.message.content;
  };
  const summary = await ask2('You are the summariser.', provider.task);
  const cut = summary.replace(/\[c:summarise\.[2-5]\] /g, '');
  const checked = await ask2('You are the fact-checker.', `${cut} [a:elsewhere] [c:other.1] [/a]`);
  expect(checked).not.toContain('[c:summarise.2]');
  expect(provider.run(0).notes.join(' ')).toMatch(/\[a:elsewhere\].*\[c:other\.1\]/);
});
