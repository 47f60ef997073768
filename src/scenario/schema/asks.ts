import * as z from 'zod';
import { type Asks, QUESTION_KINDS } from '../asks.js';
import type { Growth } from '../scenario.js';
import { declare, item, key } from './key.js';
import { NAME, oneOf, TEXT } from './kinds.js';

const KIND = oneOf(QUESTION_KINDS);

/** Which kind of question the scenario asks: a word, or a word and what it is about. */
export const asks = declare(
  z.union([
    item(KIND, 'The kind of the question'),
    z.strictObject({
      kind: key(KIND, {
        means:
          'Its kind, which is choose: which pattern is best, and at what price; threshold: up to which size of the growth something holds; growth: how things grow with it; what-if: what changes when it reaches its last size; mechanism: what happens, and through what',
        required: true,
      }),
      patterns: declare(z.array(item(NAME, 'A pattern or a team')).min(1), {
        means: 'Patterns and teams that the question is about, the first one foremost',
        range: 'list of names',
        otherwise: 'those that the results single out',
      }),
      measures: declare(z.array(item(NAME, 'A measure')).min(1), {
        means: 'Measures that the question is about, the first one foremost',
        range: 'list of names',
        otherwise: 'the objectives',
      }),
      if: key(TEXT, {
        means: "Of a what-if: what holds at the last size of the growth, in words such as 'every post needs a digest'",
        otherwise: "the growth's label, and the size",
      }),
    }),
  ]),
  {
    means: "The kind of the question, which decides a report's first sentence, its figures and its first chart",
    range: 'a kind, or a map with a kind and what the question is about',
    otherwise: 'threshold where the growth varies the workload, growth where it varies a count, else choose',
  },
);

export type AsksForm = z.output<typeof asks>;

/** With what the file leaves out. */
export function asksOf(form: AsksForm, growth: Growth | null): Asks {
  const nothing = { patterns: [], measures: [], condition: null };
  if (form === undefined) return { kind: kindFor(growth), ...nothing };
  if (typeof form === 'string') return { kind: form, ...nothing };
  const { kind, patterns = [], measures = [], if: condition = null } = form;
  return { kind, patterns, measures, condition };
}

/** Load that rises is asked for its limit, a team that becomes larger for its growth. */
function kindFor(growth: Growth | null): Asks['kind'] {
  const paths = growth?.paths ?? [];
  if (paths.some((path) => path.startsWith('workload.'))) return 'threshold';
  return paths.some((path) => /\.(replicas|instances)$/.test(path)) ? 'growth' : 'choose';
}
