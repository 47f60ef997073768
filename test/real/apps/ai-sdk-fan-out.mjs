import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { team } from '../teams.mjs';

const model = openai('gpt-4o');

export default async function app({ task }) {
  const parts = await Promise.all(
    team.agents.map(async ({ prompt }) => (await generateText({ model, system: prompt, prompt: task })).text),
  );
  const { text } = await generateText({ model, system: team.lead, prompt: [task, ...parts].join('\n\n') });
  return text;
}
