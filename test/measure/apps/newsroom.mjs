/** A newsroom on the plain client of OpenAI: each agent reads the texts that it is given, in their order. */
import OpenAI from 'openai';

const PROMPTS = {
  summariser: 'You are the summariser. Summarise the article.',
  'fact-checker': 'You are the fact-checker. Check the facts of the summary.',
  'citation-finder': 'You are the citation-finder. Find citations.',
  tagger: 'You are the tagger. Put tags on what there is.',
};

export async function ask(agent, texts) {
  const messages = [
    { role: 'system', content: PROMPTS[agent] },
    ...texts.map((content) => ({ role: 'user', content })),
  ];
  const { choices } = await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages });
  return choices[0].message.content;
}
