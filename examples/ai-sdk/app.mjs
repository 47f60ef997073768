import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';

const model = openai('gpt-4o');
const ask = async (agent, ...texts) =>
  (await generateText({ model, system: `You are the ${agent}.`, prompt: texts.join('\n\n') })).text;

/** What depends on nothing but the summary is done at once. */
export default async function app({ task }) {
  const summary = await ask('summariser', task);
  const [citations, tags] = await Promise.all([
    ask('fact-checker', task, summary).then((findings) => ask('citation-finder', task, summary, findings)),
    ask('tagger', task, summary),
  ]);
  return `${citations}\n\n${tags}`;
}
