// Mastra 0.24 takes models of AI SDK 5.

import { Agent } from '@mastra/core/agent';
import { openai } from 'ai-sdk-openai-2';
import { team, toolName } from '../teams.mjs';

const model = openai('gpt-4o');
const agents = Object.fromEntries(
  team.agents.map(({ name, prompt }) => [
    toolName(name),
    new Agent({ name, description: `Does the work of the ${name}.`, instructions: prompt, model }),
  ]),
);
const coordinator = new Agent({ name: 'coordinator', instructions: team.lead, model, agents });

export default async function app({ task }) {
  return (await coordinator.generate(task)).text;
}
