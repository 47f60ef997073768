import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { team } from '../teams.mjs';

const model = openai('gpt-4o');

export default async function app({ task }) {
  let content = task;
  for (const { prompt } of team.agents) {
    content = (await generateText({ model, system: prompt, prompt: content })).text;
  }
  return content;
}
