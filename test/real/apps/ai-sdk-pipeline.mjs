import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { delivered, team } from '../teams.mjs';

const model = openai('gpt-4o');

export default async function app({ task }) {
  const results = new Map();
  let content = task;
  for (const { name, prompt } of team.agents) {
    content = (await generateText({ model, system: prompt, prompt: content })).text;
    results.set(name, content);
  }
  return delivered(results);
}
