import { ask } from './newsroom.mjs';

/** Its author takes it for a pipeline, but the tagger works beside the check. */
export default async function race({ task }) {
  const summary = await ask('summariser', [task]);
  const tagging = ask('tagger', [task, summary]);
  const findings = await ask('fact-checker', [task, summary]);
  const citations = await ask('citation-finder', [task, summary, findings]);
  return `${citations}\n\n${await tagging}`;
}
