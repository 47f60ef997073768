/**
 * The teams that the applications are made of: agents in the order of their work, as an author of such an application would
 * write them down. `reads` names what an agent works on; none: the task itself.
 */
export const article = {
  lead: 'You are the coordinator. Have the article worked on by your team, then answer with all that the reader needs.',
  agents: [
    { name: 'summariser', prompt: 'You are the summariser. Summarise the article.', reads: [] },
    {
      name: 'fact-checker',
      prompt: 'You are the fact-checker. Check the facts of the summary.',
      reads: ['summariser'],
    },
    { name: 'citation-finder', prompt: 'You are the citation-finder. Find citations.', reads: ['fact-checker'] },
    { name: 'tagger', prompt: 'You are the tagger. Put tags on the summary.', reads: ['summariser'] },
  ],
};

export const letter = {
  lead: 'You are the coordinator. Have the letter answered by your team, then write the final reply.',
  agents: [
    { name: 'reader', prompt: 'You are the reader. Say what the customer wants.', reads: [] },
    { name: 'clerk', prompt: 'You are the clerk. Look up what the contract says.', reads: ['reader'] },
    { name: 'reviewer', prompt: 'You are the reviewer. Check what was found.', reads: ['clerk'] },
  ],
};

/** The team of the scenario at hand. */
export const team = process.env.TEAM === 'letter' ? letter : article;

/** What is handed over in the end: of the agents that worked, by name, the results that none of the others went on from. */
export function delivered(results) {
  const worked = team.agents.filter(({ name }) => results.has(name));
  const isRead = (name) => worked.some(({ reads }) => reads.includes(name));
  return worked
    .filter(({ name }) => !isRead(name))
    .map(({ name }) => results.get(name))
    .join('\n\n');
}

/** A name that a tool may have. */
export const toolName = (name) => name.replaceAll('-', '_');
