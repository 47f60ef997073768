/** Applications of the commonest kinds, written by hand; each takes the task's text and gives the answer's. */
import { ask, type Message, type Send, tool, user } from './loop.js';

export interface Stage {
  readonly send: Send;
  readonly wait: (seconds: number) => Promise<void>;
}
export type App = (stage: Stage, task: string) => Promise<string>;

const LINE = ['summariser', 'fact-checker', 'citation-finder', 'tagger'];
const transfers = (to: readonly string[]): object[] => to.map((name) => tool(`transfer_to_${name}`));
const targetOf = (name: string): string => name.replace('transfer_to_', '');

/** The article, with its citations or its checks, and the tags; where there are not both, what was said last. */
function outcome(results: ReadonlyMap<string, string>, last: string): string {
  const article = ['citation-finder', 'fact-checker'].find((agent) => results.has(agent));
  if (article === undefined || !results.has('tagger')) return last;
  return `${results.get(article)}\n${results.get('tagger')}`;
}

/** Each agent works on what the one before it wrote. */
export const pipeline: App = async ({ send, wait }, task) => {
  const results = new Map<string, string>();
  let text = task;
  for (const agent of LINE) {
    text = (await ask(send, wait, agent, [user(text)])).content!;
    results.set(agent, text);
  }
  return outcome(results, text);
};

/** Meant as a pipeline; but tags are put on the summary while its facts are checked. */
export const race: App = async ({ send, wait }, task) => {
  const said = async (agent: string, ...texts: readonly string[]): Promise<string> =>
    (await ask(send, wait, agent, texts.map(user))).content!;
  const summary = await said('summariser', task);
  const [article, tags] = await Promise.all([
    said('fact-checker', task, summary).then((checked) => said('citation-finder', checked)),
    said('tagger', summary),
  ]);
  return `${article}\n${tags}`;
};

/** All at once, each on the task; then one who puts it together. */
export const fanOut: App = async ({ send, wait }, task) => {
  const agents = ['summariser', 'fact-checker', 'citation-finder', 'tagger'];
  const results = await Promise.all(agents.map((agent) => ask(send, wait, agent, [user(task)])));
  const told = [task, ...results.map(({ content }) => content)].join('\n');
  return (await ask(send, wait, 'coordinator', [user(told)])).content!;
};

/** A supervisor names who is next, sees what came of it, and answers in the end. */
export const supervisor: App = async ({ send, wait }, task) => {
  const transcript: Message[] = [user(task)];
  for (let turn = 1; turn <= 12; turn += 2) {
    const said = await ask(send, wait, 'coordinator', transcript, transfers(LINE));
    const call = said.tool_calls?.[0];
    if (call === undefined) return said.content!;
    const agent = targetOf(call.function.name);
    transcript.push(said, { role: 'tool', content: `Successfully transferred to ${agent}`, tool_call_id: call.id });
    const result = await ask(send, wait, agent, transcript);
    transcript.push({ role: 'assistant', content: result.content });
  }
  throw new Error('too many turns');
};

/** Whoever is active works, and hands the whole conversation on. */
export const handoffs: App = async ({ send, wait }, task) => {
  const transcript: Message[] = [user(task)];
  const results = new Map<string, string>();
  let active = LINE[0]!;
  for (let turn = 0; turn < 1000; turn++) {
    const others = LINE.filter((agent) => agent !== active);
    const said = await ask(send, wait, active, transcript, transfers(others));
    transcript.push(said);
    results.set(active, said.content!);
    const call = said.tool_calls?.[0];
    if (call === undefined) return outcome(results, said.content!);
    active = targetOf(call.function.name);
    transcript.push({ role: 'tool', content: `Handed to ${active}`, tool_call_id: call.id });
  }
  throw new Error('too many handoffs');
};

/** A lead writes briefs for sub-agents, which work at once and see nothing else. */
export const subAgents: App = async ({ send, wait }, task) => {
  const tools = LINE.map((agent) => tool(`ask_${agent}`, { input: { type: 'string' } }));
  const transcript: Message[] = [user(task)];
  for (let turn = 0; turn < 20; turn++) {
    const said = await ask(send, wait, 'coordinator', transcript, tools);
    if (said.tool_calls === undefined) return said.content!;
    const reports = await Promise.all(
      said.tool_calls.map(async ({ id, function: { name, arguments: written } }): Promise<Message> => {
        const { input } = JSON.parse(written) as { input: string };
        const result = await ask(send, wait, name.replace('ask_', ''), [user(input)]);
        return { role: 'tool', content: result.content, tool_call_id: id };
      }),
    );
    transcript.push(said, ...reports);
  }
  throw new Error('too many turns');
};
