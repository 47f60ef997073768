import { openai } from '@ai-sdk/openai';
import { stepCountIs, ToolLoopAgent, tool } from 'ai';
import { z } from 'zod';
import { team, toolName } from '../teams.mjs';

const model = openai('gpt-4o');
const tools = Object.fromEntries(
  team.agents.map(({ name, prompt }) => {
    const agent = new ToolLoopAgent({ model, instructions: prompt });
    const ask = tool({
      description: `Ask the ${name}.`,
      inputSchema: z.object({ request: z.string() }),
      execute: async ({ request }) => (await agent.generate({ prompt: request })).text,
    });
    return [toolName(name), ask];
  }),
);
const coordinator = new ToolLoopAgent({ model, instructions: team.lead, tools, stopWhen: stepCountIs(20) });

export default async function app({ task }) {
  return (await coordinator.generate({ prompt: task })).text;
}
