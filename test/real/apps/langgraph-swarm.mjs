import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { createHandoffTool, createSwarm } from '@langchain/langgraph-swarm';
import { ChatOpenAI } from '@langchain/openai';
import { delivered, team } from '../teams.mjs';

const llm = new ChatOpenAI({ model: 'gpt-4o' });
const names = team.agents.map(({ name }) => name);
const agents = team.agents.map(({ name, prompt }) => {
  const tools = names.filter((other) => other !== name).map((agentName) => createHandoffTool({ agentName }));
  return createReactAgent({ llm, tools, name, prompt });
});
const graph = createSwarm({ agents, defaultActiveAgent: names[0] }).compile();

export default async function app({ task }) {
  const { messages } = await graph.invoke({ messages: [{ role: 'user', content: task }] });
  const results = messages.filter(({ content }) => content !== '').map(({ name, content }) => [name, content]);
  return delivered(new Map(results));
}
