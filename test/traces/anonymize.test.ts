import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymize, VOCABULARY } from '../../src/traces/anonymize.js';
import type { ObservedTrace } from '../../src/traces/observed.js';
import { readTrace } from '../../src/traces/read.js';
import { observedLines } from '../../src/traces/readers/observed.js';
import { COUNTED } from './expected.js';

const DATA = new URL('../data/traces/', import.meta.url).pathname;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'anonymize-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function readBack(lines: string): Promise<ObservedTrace> {
  const path = join(dir, 'shared.jsonl');
  await writeFile(path, lines);
  return readTrace(path);
}

/** All strings in a JSON value, those within JSON that is a string, and keys that are no words of a format. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    try {
      const inner: unknown = JSON.parse(value);
      if (typeof inner === 'object' && inner !== null) return stringsIn(inner);
    } catch {
      // It is a text.
    }
    return [value];
  }
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Words of the format itself, beside the vocabulary. */
const FORMAT = observedLines({
  dialect: 'gen_ai langfuse inspect csv lmcache tracelab traceloop openinference ai-sdk',
  source: '',
  gaps: [
    'calls have no agent. model. start. end. time to first token. input tokens. output tokens. count of tokens read from a cache. count of reasoning tokens. messages of its prompt. do not say whether they failed. Every call is a trace of its own: which calls belong to one task is not told.',
  ],
  tasks: [
    {
      id: 'task-1',
      start: 0,
      end: 0,
      failed: false,
      spans: [],
      calls: [
        {
          ...{
            id: '',
            parent: '',
            agent: '',
            model: '',
            provider: '',
            start: 0,
            end: 0,
            firstToken: 0,
            input: 0,
            cacheRead: 0,
          },
          ...{
            cacheWrite: 0,
            output: 0,
            reasoning: 0,
            error: '',
            finish: [],
            asksFor: [],
            links: [],
            answer: { characters: 0, hash: '' },
          },
          prompt: [{ role: '', characters: 0, hash: '' }],
        },
      ],
      tools: [
        { id: '', parent: '', agent: '', name: '', start: 0, end: 0, error: '', transfer: undefined, target: '' },
      ],
    },
  ],
});

const isKnown = (text: string): boolean =>
  FORMAT.includes(text) || VOCABULARY.some((word) => word.includes(text)) || /^[\d.:-]+$/.test(text);

/** Strings of four or more characters that are still there. */
function leaksOf(original: readonly string[], shared: string): string[] {
  return original.filter((text) => text.length >= 4 && !isKnown(text) && shared.includes(text));
}

const numbersOf = ({ tasks }: ObservedTrace) =>
  tasks.map(({ calls, tools, spans, start, end, failed }) => ({
    ...{ start, end, failed, spans: spans.map((span) => [span.kind, span.start, span.end]) },
    calls: calls.map(
      ({ input, output, cacheRead, cacheWrite, reasoning, firstToken, start: from, end: to, error, prompt }) => [
        ...[input, output, cacheRead, cacheWrite, reasoning, firstToken, from, to, error !== undefined],
        prompt?.map(({ characters }) => characters),
      ],
    ),
    tools: tools.map((tool) => [tool.start, tool.end, tool.transfer, tool.error !== undefined]),
  }));

/** Which names are the same as which: by the place of the first of them. */
const samenessOf = (names: readonly (string | undefined)[]): number[] => names.map((name) => names.indexOf(name));
const namesOf = ({ tasks }: ObservedTrace): (string | undefined)[] =>
  tasks.flatMap(({ calls, tools }) => [
    ...calls.map(({ agent }) => agent),
    ...tools.map(({ agent }) => agent),
    ...tools.map(({ target }) => target),
  ]);
const linesOf = ({ tasks }: ObservedTrace): (string | undefined)[] =>
  tasks.flatMap((task) =>
    [...task.spans, ...task.calls, ...task.tools].flatMap(({ id, parent }) => [
      `${task.id}/${id}`,
      parent && `${task.id}/${parent}`,
    ]),
  );
const hashesOf = ({ tasks }: ObservedTrace): (string | undefined)[] =>
  tasks.flatMap(({ calls }) =>
    calls.flatMap(({ prompt, answer }) => [...(prompt ?? []).map(({ hash }) => hash), answer?.hash]),
  );

describe.each(COUNTED)('$file', ({ file }) => {
  it('is read back with the same numbers, the same who is who, and none of its words', async () => {
    const trace = await readTrace(join(DATA, file));
    const lines = observedLines(anonymize(trace));
    const back = await readBack(lines);
    expect(back.dialect).toBe(trace.dialect);
    expect(numbersOf(back)).toEqual(numbersOf(trace));
    for (const names of [namesOf, linesOf, hashesOf]) expect(samenessOf(names(back))).toEqual(samenessOf(names(trace)));
    const raw = await readFile(join(DATA, file), 'utf8');
    const documents = file.endsWith('.csv')
      ? [raw.split(/[\n,]/)]
      : file.endsWith('.jsonl')
        ? raw.trimEnd().split('\n')
        : [raw];
    expect(leaksOf(documents.flatMap(stringsIn), lines)).toEqual([]);
  });
});

it('keeps names where it is asked to, and still no text, id or hash', async () => {
  const trace = await readTrace(join(DATA, 'otlp/ai-sdk--ai-lead.otlp.json'));
  const kept = anonymize(trace, { keepNames: true });
  expect(namesOf(kept)).toEqual(namesOf(trace));
  const lines = observedLines(kept);
  for (const { calls } of trace.tasks) for (const { id } of calls) expect(lines).not.toContain(id);
  expect(lines).not.toContain('1ad4a607c5a68fce64341b766cdab79a');
});

it('lets no word of any trace through', async () => {
  const word = fc.string({ minLength: 4, maxLength: 12 }).filter((text) => !isKnown(text) && text.trim() !== '');
  const words = fc.record({
    trace: word,
    id: word,
    name: word,
    agent: word,
    model: word,
    provider: word,
    tool: word,
    prompt: word,
    answer: word,
    error: word,
    finish: word,
    conversation: word,
    scope: word,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 3 }), async (spans) => {
      const request = {
        resourceSpans: [
          {
            resource: { attributes: [{ key: 'service.name', value: { stringValue: spans[0]!.scope } }] },
            scopeSpans: spans.map((said, i) => ({
              scope: { name: said.scope },
              spans: [
                {
                  ...{
                    traceId: said.trace,
                    spanId: `${said.id}${i}`,
                    name: said.name,
                    status: { code: 2, message: said.error },
                  },
                  ...{ startTimeUnixNano: '1700000000000000000', endTimeUnixNano: '1700000001000000000' },
                  attributes: Object.entries({
                    ...{
                      'gen_ai.operation.name': 'chat',
                      'gen_ai.agent.name': said.agent,
                      'gen_ai.request.model': said.model,
                    },
                    ...{
                      'gen_ai.provider.name': said.provider,
                      'gen_ai.conversation.id': said.conversation,
                      'error.type': said.error,
                    },
                    'gen_ai.input.messages': JSON.stringify([
                      { role: said.tool, parts: [{ type: 'text', content: said.prompt }] },
                    ]),
                    'gen_ai.output.messages': JSON.stringify([
                      {
                        role: 'assistant',
                        parts: [
                          { type: 'tool_call', name: said.tool },
                          { type: 'text', content: said.answer },
                        ],
                      },
                    ]),
                    'gen_ai.response.finish_reasons': said.finish,
                  }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
                },
              ],
            })),
          },
        ],
      };
      const path = join(dir, 'any.json');
      await writeFile(path, JSON.stringify(request));
      const lines = observedLines(anonymize(await readTrace(path)));
      expect(
        leaksOf(
          spans.flatMap((said) => Object.values(said)),
          lines,
        ),
      ).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
