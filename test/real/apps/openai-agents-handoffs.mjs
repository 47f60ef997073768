import { Agent, run, setTracingDisabled } from '@openai/agents';
import { team } from '../teams.mjs';

setTracingDisabled(true);
const agents = team.agents.map(({ name, prompt }) => new Agent({ name, instructions: prompt, model: 'gpt-4o' }));
for (const agent of agents) agent.handoffs = agents.filter((other) => other !== agent);

export default async function app({ task }) {
  const { finalOutput } = await run(agents[0], task);
  return finalOutput;
}
