import { Agent, run, setTracingDisabled } from '@openai/agents';

// Traces would be sent to OpenAI.
setTracingDisabled(true);

const specialist = (name, work) =>
  new Agent({ name, instructions: `You are the ${name}. ${work}`, model: 'gpt-4o' }).asTool({
    toolName: name.replaceAll('-', '_'),
    toolDescription: `Ask the ${name}.`,
  });

const coordinator = new Agent({
  name: 'coordinator',
  instructions:
    'You are the coordinator. Have the article worked on by your team, then answer with all that the reader needs.',
  model: 'gpt-4o',
  tools: [
    specialist('summariser', 'Summarise the article.'),
    specialist('fact-checker', 'Check the facts of the summary.'),
    specialist('citation-finder', 'Find citations.'),
    specialist('tagger', 'Put tags on the summary.'),
  ],
});

export default async function app({ task }) {
  return (await run(coordinator, task)).finalOutput;
}
