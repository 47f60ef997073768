import { ask } from './newsroom.mjs';

export default async function pipeline({ task }) {
  const summary = await ask('summariser', [task]);
  const findings = await ask('fact-checker', [task, summary]);
  const citations = await ask('citation-finder', [task, summary, findings]);
  const tags = await ask('tagger', [task, summary, findings, citations]);
  return `${citations}\n\n${tags}`;
}
