import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { delivered, team } from '../teams.mjs';

const llm = new ChatOpenAI({ model: 'gpt-4o' });
let graph = new StateGraph(MessagesAnnotation);
let before = START;
for (const { name, prompt } of team.agents) {
  graph = graph.addNode(name, async ({ messages }) => ({
    messages: [await llm.invoke([{ role: 'system', content: prompt }, ...messages])],
  }));
  graph = graph.addEdge(before, name);
  before = name;
}
const pipeline = graph.addEdge(before, END).compile();

export default async function app({ task }) {
  const { messages } = await pipeline.invoke({ messages: [{ role: 'user', content: task }] });
  const results = messages.slice(1).map(({ content }, i) => [team.agents[i].name, content]);
  return delivered(new Map(results));
}
