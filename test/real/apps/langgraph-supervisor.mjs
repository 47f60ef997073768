import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { createSupervisor } from '@langchain/langgraph-supervisor';
import { ChatOpenAI } from '@langchain/openai';
import { team } from '../teams.mjs';

const llm = new ChatOpenAI({ model: 'gpt-4o' });
const agents = team.agents.map(({ name, prompt }) => createReactAgent({ llm, tools: [], name, prompt }));
const graph = createSupervisor({ agents, llm, prompt: team.lead, supervisorName: 'coordinator' }).compile();

export default async function app({ task }) {
  const { messages } = await graph.invoke({ messages: [{ role: 'user', content: task }] });
  return messages.at(-1).content;
}
