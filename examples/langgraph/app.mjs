import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';

const llm = new ChatOpenAI({ model: 'gpt-4o' });

const Desk = Annotation.Root({
  task: Annotation,
  summary: Annotation,
  findings: Annotation,
  citations: Annotation,
  tags: Annotation,
});

/** An agent reads all that there is on the desk when it begins, and puts its own sheet there. */
function agent(sheet, prompt) {
  return async ({ task, summary, findings, citations }) => {
    const sheets = [task, summary, findings, citations].filter((text) => text !== undefined);
    const messages = sheets.map((content) => ({ role: 'user', content }));
    const { content } = await llm.invoke([{ role: 'system', content: prompt }, ...messages]);
    return { [sheet]: content };
  };
}

const newsroom = new StateGraph(Desk)
  .addNode('summarise', agent('summary', 'You are the summariser. Summarise the article.'))
  .addNode('check', agent('findings', 'You are the fact-checker. Check the facts of the summary.'))
  .addNode('cite', agent('citations', 'You are the citation-finder. Find citations.'))
  .addNode('tag', agent('tags', 'You are the tagger. Put tags on what there is.'))
  .addEdge(START, 'summarise')
  .addEdge('summarise', 'check')
  .addEdge('check', 'cite')
  .addEdge('cite', END)
  .addEdge('summarise', 'tag') // Meant to come last: .addEdge('cite', 'tag')
  .addEdge('tag', END)
  .compile();

export default async function app({ task }) {
  const { citations, tags } = await newsroom.invoke({ task });
  return `${citations}\n\n${tags}`;
}
