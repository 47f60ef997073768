/** The twin of Mastra's agent network, in which a router asks itself after each step whether the task is complete. */
import {
  average,
  bareName,
  type ChatTexts,
  FRAMING,
  type RecordedSetting,
  type TwinOf,
  team,
  total,
  twin,
} from './twin-kit.js';

// Tokens of the framework's texts, in o200k_base. The requests and the title are counted off its source, and fit the
// recorded runs; the router's prompt is what the run with one specialist has beside them, a line of the list what each
// further agent adds, the history what an iteration adds on the average.

/** The instructions for a thread's title (70), and the JSON around the message that it is for. */
const TITLE = 80;
/** The router's prompt around the agent's own instructions and the list of agents. */
const ROUTER = 384;
/** A line of that list: the name twice, once in bold. */
const LISTED = 7;
/** The request to pick the next agent, without the task that it repeats. */
const ROUTING = 352;
/** The request to say whether the task is complete, without the task, the agent's name and its report. */
const CHECKING = 157;
/** The router's choice in JSON, without the name and the prompt for the agent. */
const DECISION = 19;
/** "isComplete", with a reason and no result, in JSON; the JSON around a result. */
const INCOMPLETE = 17;
const COMPLETE = 16;
/**
 * What stays of an iteration in the thread: JSON with the name, the prompt and the report, and prompt and report once more
 * as messages with ids and dates, whose tokens differ from run to run (141 to 157 without all these).
 */
const HISTORY = 148;

export const MASTRA_NETWORK_TWINS: Readonly<Record<string, TwinOf>> = {
  'mastra-network/v0': (s) => network(s),
};

/**
 * Every call of the router sees the thread: the task and an iteration after the other; then a request with the task in it,
 * which does not stay. Only the title sees nothing but the task, with a prompt of its own: what the router's has more than
 * that one counts with the list of agents.
 */
function network(s: RecordedSetting): ReturnType<TwinOf> {
  const { countTokens, sizes } = s;
  const names = s.specialists.map(bareName);
  const listed = total(names, (name) => countTokens(name) + countTokens(` ${name}`));
  const prompt = ROUTER + sizes.coordinatorPrompt - TITLE + listed;
  const request = FRAMING.message + sizes.task;
  const wording = {
    briefTokens: sizes.brief,
    assignment: DECISION,
    // The simulator's own history: decision and report, a message each. The rest is in one message, and says both twice.
    wrapping: HISTORY - DECISION - FRAMING.message + sizes.brief + sizes.specialistOutput,
    rosterBase: prompt + request + ROUTING,
    rosterPerMember: LISTED,
    confirmBase: prompt + request + CHECKING + average(names, (name) => countTokens(` ${name}`)),
    verdict: INCOMPLETE,
  };
  // The scripted model answers the request for a title with its first decision.
  const opens = DECISION + total(names.slice(0, 1), countTokens) + sizes.brief;
  const options = { mode: 'serial', opens, confirms: true, wording };
  const chat: ChatTexts = { leadPrompt: TITLE, answer: COMPLETE + sizes.final };
  return twin(s, 'lead-and-subagents', options, chat, team(s, 'independent', chat));
}
