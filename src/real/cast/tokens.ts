import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { isObject, type JsonObject, type OfferedTool } from '../wire/question.js';

const NOTHING_SPECIAL = { disallowedSpecial: new Set<string>() };
/** The same texts come again and again: what a framework puts around content. */
const known = new Map<string, number>();
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 2_000;

/** Tokens of a text, as OpenAI's newer models count them (o200k). */
export function tokensIn(text: string): number {
  if (text.length > LONGEST_KNOWN) return countTokens(text, NOTHING_SPECIAL);
  let count = known.get(text);
  if (count === undefined) {
    if (known.size === MOST_KNOWN) known.clear();
    count = countTokens(text, NOTHING_SPECIAL);
    known.set(text, count);
  }
  return count;
}

/** What a call of a tool takes in the transcript beside its message and its arguments: its name, and what marks it as a call. */
export const callTokens = (name: string): number => CALL + tokensIn(name);

export const argumentTokens = (written: string): number => (written === '{}' ? 0 : tokensIn(written));

const CALL = 4;

/**
 * Tokens of tools in a prompt, by the count that OpenAI's cookbook gives for gpt-4o ("How to count tokens with tiktoken",
 * 2024): 12 once, 7 a function, 3 for its properties, and 3 for each.
 */
export function toolTokens(tools: readonly OfferedTool[]): number {
  if (tools.length === 0) return 0;
  return tools.reduce(
    (sum, tool) => sum + FUNCTION + tokensIn(`${tool.name}:${trimmed(tool.description)}`) + properties(tool),
    ONCE,
  );
}

const ONCE = 12;
const FUNCTION = 7;
const PROPERTY = 3;

function properties({ parameters }: OfferedTool): number {
  const shape = isObject(parameters.properties) ? Object.entries(parameters.properties) : [];
  if (shape.length === 0) return 0;
  return shape.reduce(
    (sum, [name, given]) => sum + PROPERTY + propertyTokens(name, isObject(given) ? given : {}),
    PROPERTY,
  );
}

function propertyTokens(name: string, { type, description }: JsonObject): number {
  return tokensIn(`${name}:${typeof type === 'string' ? type : 'any'}:${trimmed(String(description ?? ''))}`);
}

const trimmed = (text: string): string => text.replace(/\.$/, '');
