import * as z from 'zod';
import { declare, group, item, key } from './key.js';
import { FLAG, NAME_PATTERN, oneOf, TEXT } from './kinds.js';

const texts = z.array(item(TEXT, 'A piece of the text, or /a regular expression/'));

const caller = z
  .strictObject({
    prompt: declare(texts, {
      means: 'Pieces of its system prompt by which it is known, each of them enough',
      default: [],
      otherwise: 'its name',
    }),
    tools: declare(z.array(item(TEXT, 'The name of a tool')), {
      means: 'Names of the tools with which others call it, or hand over to it',
      default: [],
      otherwise: 'tools whose name holds its own',
    }),
    atOnce: key(FLAG, {
      means:
        'It is called several times at once, with contents of which none is the first: its luck goes by a hash of the content, in place of the order',
      default: false,
    }),
  })
  .meta({ description: 'How an agent of the application is recognised.' });

const tool = z
  .strictObject({
    arguments: key(TEXT, {
      means: 'The JSON text with which the mock model calls it',
      otherwise: 'the least that its parameters ask for',
    }),
  })
  .meta({ description: 'A tool of the application.' });

/** A real application under the scenario: what the commands serve and measure need to know of it; no simulation reads it. */
export const real = group(
  z.strictObject({
    task: key(TEXT, {
      means: "The task's text as the application sends it: where it stands in a prompt, the brief is seen",
      otherwise: 'a text with the claims of the brief as markers',
    }),
    agents: declare(z.record(z.string(), caller).meta({ propertyNames: { pattern: NAME_PATTERN } }), {
      means: 'How agents are recognised, by role; `coordinator` for whatever leads them',
      default: {},
      otherwise:
        'by the header x-rehearse-agent, the name of the model, the system prompt, or the tools that they hold',
    }),
    tools: declare(z.record(z.string(), tool).meta({ propertyNames: { pattern: NAME_PATTERN } }), {
      means: 'Tools of the application, by name',
      default: {},
      otherwise: 'none',
    }),
    results: key(oneOf(['scenario', 'counted']), {
      means: 'Length of what tools return: as the scenario says, or the tokens of the text that came back',
      default: 'scenario',
    }),
    failure: key(oneOf(['error', 'rate-limit', 'overloaded', 'mid-stream', 'empty', 'disconnect']), {
      means:
        'What a failed call looks like: an error of the server (500), of its limits (429) or of its load (529), an answer that breaks off (500 where it is not streamed), an answer without content, or a connection that is closed',
      default: 'error',
    }),
    malformed: key(oneOf(['arguments', 'text']), {
      means:
        'What cannot be read of a malformed answer: the arguments of its tool calls, or its text where that is to be JSON',
      default: 'arguments',
    }),
    ignore: declare(texts, {
      means:
        'Pieces of the system prompts of calls that are no part of the task, such as titles: they are answered with a word, and are not recorded',
      default: [],
      otherwise: 'none',
    }),
  }),
  'How a real application stands to the scenario, for `serve` and `measure`; ignored by the simulation',
);
