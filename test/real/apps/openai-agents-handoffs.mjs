import { Agent, run, setTracingDisabled } from '@openai/agents';
import { delivered, team } from '../teams.mjs';

setTracingDisabled(true);
const agents = team.agents.map(({ name, prompt }) => new Agent({ name, instructions: prompt, model: 'gpt-4o' }));
for (const agent of agents) agent.handoffs = agents.filter((other) => other !== agent);

export default async function app({ task }) {
  const { newItems } = await run(agents[0], task);
  const messages = newItems.filter(({ type }) => type === 'message_output_item');
  return delivered(new Map(messages.map(({ agent, content }) => [agent.name, content])));
}
