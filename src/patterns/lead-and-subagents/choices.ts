import { type Chosen, choice, count, flag, offAtZero, probability, tokens } from '../pattern.js';

export const leadAgentOptions = {
  mode: choice(['parallel', 'serial'], 'parallel', 'all ready steps in one call of the lead, or one step per call'),
  brief: choice(
    ['needed', 'reference', 'value'],
    'needed',
    'a short brief that also tells the claims that the step needs, one that does not grow with them, or one that writes out the whole task too',
  ),
  briefLoss: probability(0, 'that a brief leaves a claim out'),
  limit: count(1000, 1, 'calls of the lead'),
  onLimit: choice(
    ['fail', 'empty', 'partial', 'answer'],
    'fail',
    'the outcome of the task at the limit; answer: one call more, which can give out nothing, answers',
  ),
  onFailure: choice(
    ['raise', 'text'],
    'raise',
    "the outcome of a member's failure: the task fails, or the lead reads that it failed and goes on",
  ),
  opens: offAtZero(
    count(0, 0, 'tokens of a first call that reads the task and decides nothing (a title)'),
    'there is no such call',
  ),
  confirms: flag(false, 'after each round a call of the lead says whether all is done; if so, that is the answer'),
  reemits: flag(false, 'code names the steps; the lead writes each report again in a call of its own; no last answer'),
  repeatsTask: flag(false, 'each request to the lead repeats the task'),
  repeatsWork: flag(false, 'each brief and its report stand twice in what the lead reads from then on'),
};

export const leadAgentWording = {
  briefTokens: tokens(25, 'tokens of a short brief'),
  assignment: tokens(7, "tokens of a call that gives work, without the member's name and the brief"),
  wrapping: tokens(0, 'tokens that wrap each report on its way back'),
  rosterBase: tokens(12, 'tokens of the sub-agents as tools in the prompt, once'),
  rosterPerMember: tokens(24, 'tokens of the sub-agents as tools in the prompt, each'),
  rosterNames: count(0, 0, "how often each of these tools writes its sub-agent's name, beside that"),
  template: tokens(0, "tokens around each sub-agent's own prompt"),
  confirmBase: tokens(170, 'with confirms, tokens in the prompt of that call, in place of rosterBase, without reports'),
  verdict: tokens(17, 'with confirms, tokens of such a call that finds something left to do'),
  errorText: tokens(25, 'with onFailure: text, tokens of the text that says that a member failed'),
};

export type LeadAgentChoices = Chosen<typeof leadAgentOptions, typeof leadAgentWording>;

/** Tokens of a brief, where the task has `task` tokens. */
export function briefTokens({ brief, wording }: LeadAgentChoices, task: number): number {
  const short = wording.briefTokens;
  return brief !== 'value' ? short : task + (short > 0 ? short + 1 : 0);
}
