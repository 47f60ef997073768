import { entries, wordingEntries } from './declared.js';
import type { Option } from './options.js';
import type { Pattern } from './pattern.js';
import { fillingText, slotEntries } from './slots.js';

/** The JSON Schema of scenarios, with every pattern's options and wording by name, for editors. */
export function withPatternOptions<Schema extends ObjectSchema>(
  scenario: Schema,
  patterns: readonly Pattern[],
): Schema {
  const place = scenario.properties?.patterns;
  if (typeof place !== 'object') throw new Error('the schema of scenarios has no key for patterns');
  const known = Object.fromEntries(patterns.map((pattern) => [pattern.name, schemaOf(pattern)]));
  const filled = { ...place, properties: { ...place.properties, ...known } };
  return { ...scenario, properties: { ...scenario.properties, patterns: filled } };
}

/** The part of a JSON Schema that has keys. */
interface ObjectSchema {
  readonly properties?: Readonly<Record<string, ObjectSchema | boolean>>;
}

function schemaOf(pattern: Pattern): object {
  const { name, card } = pattern;
  const wording = {
    type: 'object',
    description: `Lengths of the texts of ${name}, in tokens.`,
    properties: properties(wordingEntries(pattern)),
    additionalProperties: false,
  };
  return {
    type: 'object',
    description: card.what,
    properties: {
      ...properties(entries(pattern)),
      ...slotProperties(pattern),
      ...(wordingEntries(pattern).length > 0 ? { wording } : {}),
    },
    additionalProperties: false,
  };
}

const properties = (declared: readonly [string, Option<unknown>][]): object =>
  Object.fromEntries(declared.map(([name, option]) => [name, propertyOf(option)]));

/** Slots take the name of a role; where an option has the same name, its values too. */
function slotProperties(pattern: Pattern): object {
  return Object.fromEntries(
    slotEntries(pattern).map(([slot, facts]) => {
      const role = { type: 'string', description: `The role that ${facts.does} (${fillingText(slot)}).` };
      const option = pattern.options[slot];
      return [slot, option === undefined ? role : { anyOf: [propertyOf(option), role] }];
    }),
  );
}

/** Values are described, not checked: the tool itself says what is wrong, and where. */
function propertyOf({ about, allowed, initial, off }: Option<unknown>): object {
  const offText = off === undefined ? '' : `; ${String(off.value)}: ${off.means}`;
  const values = allowed.split(' | ');
  const choices = values.length > 1 ? { enum: typeof initial === 'boolean' ? [true, false] : values } : {};
  return {
    description: `${about.slice(0, 1).toUpperCase()}${about.slice(1)}${offText} (${allowed}).`,
    default: initial,
    ...choices,
  };
}
