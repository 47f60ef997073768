import { type Chosen, choice, count, flag, probability, tokens } from '../pattern.js';

export const magenticOptions = {
  maxRounds: count(1000, 1, 'progress ledgers'),
  maxStalls: count(3, 1, 'rounds without progress that make it plan anew'),
  factsKeep: probability(0.5, 'that a result stands in the facts when they are written anew; the others are lost'),
  onLimit: choice(
    ['fail', 'empty', 'partial'],
    'fail',
    'the outcome at the limit of rounds; partial: it answers with the results that are there',
  ),
  stallsStay: flag(
    false,
    'a new plan does not clear the count of stalls: each further round without progress plans anew',
  ),
  sees: choice(['all', 'instruction'], 'all', 'what a member sees: all earlier messages, or only its instruction'),
  clears: choice(
    ['after', 'before'],
    'after',
    'whether the thread is cleared after the new facts are written or before',
  ),
  opensWithTask: flag(false, "the task opens the lead's own conversation, too, until that is cleared"),
};

export const magenticWording = {
  facts: tokens(150, 'tokens of the facts', 1),
  plan: tokens(120, 'tokens of the plan', 1),
  progress: tokens(68, "tokens of a progress ledger, without the next member's name and the instruction"),
  instruction: tokens(25, 'tokens of an instruction', 1),
  rosterBase: tokens(0, "tokens of the team's description, once"),
  rosterPerMember: tokens(8, "tokens of the team's description, each member"),
  rosterNames: count(0, 0, "how often it writes each member's name, beside that"),
  factsPrompt: tokens(286, 'tokens of the request for facts, without the task'),
  planPrompt: tokens(65, 'tokens of the request for a plan, without the team'),
  ledgerText: tokens(46, 'tokens of the task ledger around task, team, facts and plan'),
  progressPrompt: tokens(374, 'tokens of the request for a progress ledger, without task, team and names'),
  progressPerMember: tokens(6, "tokens of a member's name in that request"),
  progressNames: count(0, 0, 'how often that request writes each name, beside that'),
  finalPrompt: tokens(60, 'tokens of the request for the answer, without the task'),
  factsUpdate: tokens(145, 'tokens of the request for new facts, without the task and the old ones'),
  planUpdate: tokens(84, 'tokens of the request for a new plan, without the team'),
};

export type MagenticChoices = Chosen<typeof magenticOptions, typeof magenticWording>;
