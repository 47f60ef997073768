import { Agent, run, setTracingDisabled } from '@openai/agents';
import { team, toolName } from '../teams.mjs';

setTracingDisabled(true);
const tools = team.agents.map(({ name, prompt }) =>
  new Agent({ name, instructions: prompt, model: 'gpt-4o' }).asTool({
    toolName: toolName(name),
    toolDescription: `Ask the ${name}.`,
  }),
);
const coordinator = new Agent({ name: 'coordinator', instructions: team.lead, model: 'gpt-4o', tools });

export default async function app({ task }) {
  const { finalOutput } = await run(coordinator, task);
  return finalOutput;
}
