import { type Chosen, choice, count, flag, offAtZero, probability, tokens } from '../pattern.js';

export const chatOptions = {
  selector: choice(
    ['round-robin', 'llm'],
    'round-robin',
    'what gives the floor: code, in turn, or a manager that decides',
  ),
  maxTurns: count(1000, 1, 'turns after which the meeting is closed'),
  onLimit: choice(['fail', 'empty', 'partial'], 'fail', 'the outcome of the task then'),
  repeats: flag(
    true,
    'the manager may name the last speaker again; if not, the only one left speaks without being named',
  ),
  transcript: choice(['messages', 'joined'], 'messages', 'what the manager reads: messages, or one with all of them'),
  memory: flag(false, 'the manager sees its earlier instructions and decisions too'),
  silence: offAtZero(
    probability(0, 'that a decision names no speaker, in which case the manager is asked again'),
    'every decision names a speaker',
  ),
  attempts: count(3, 1, 'decisions without a name after which the last speaker speaks again'),
};

export const chatWording = {
  label: tokens(0, 'tokens that name the speaker of each message that the manager reads'),
  rosterBase: tokens(15, "tokens of the speakers in the manager's prompt, once"),
  rosterPerMember: tokens(16, "tokens of the speakers in the manager's prompt, each"),
  rosterNames: count(0, 0, "how often the manager's prompt writes each speaker's name, beside that"),
  rolesPerMember: tokens(
    0,
    "tokens of each speaker's role in the manager's prompt, also of those that it may not name",
  ),
  rolesNames: count(0, 0, "how often that writes each speaker's name, beside that"),
  instruction: tokens(0, 'with memory, tokens of the instruction before each decision, framing included'),
  instructionPerMember: tokens(0, 'with memory, tokens of that instruction, each speaker'),
  instructionNames: count(0, 0, "how often that instruction writes each speaker's name, beside that"),
  decided: tokens(8, 'with memory, tokens of a decision, framing included, without the name, which it holds twice'),
  askAgain: tokens(30, 'tokens that each further attempt finds in the prompt'),
};

export type ChatChoices = Chosen<typeof chatOptions, typeof chatWording>;
