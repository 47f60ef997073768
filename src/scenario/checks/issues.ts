import type * as z from 'zod';
import { type KeyPath, show, valueAt } from '../plain-data.js';
import { scenarioSchema } from '../schema/schema.js';
import { got } from '../schema/units.js';
import { keysOf, schemaAt } from '../schema/walk.js';
import type { Source } from '../text/source.js';
import type { Problem } from './problem.js';
import { suggest } from './words.js';

type Issue = z.core.$ZodIssue;

const WORDS: Readonly<Record<string, string>> = { object: 'a map of keys', record: 'a map of keys', array: 'a list' };

/** Everything that the schema has against the data, in our words. */
export function schemaProblems(raw: unknown, issues: readonly Issue[], source: Source): Problem[] {
  return meaningful(issues).flatMap((issue) => translate(raw, issue, [], source));
}

/** Where a key is unknown, what the rest of the keys do not add up to is only its consequence. */
function meaningful(issues: readonly Issue[]): readonly Issue[] {
  const misspelt = issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => path.join('.'));
  return issues.filter(({ code, path }) => code !== 'custom' || !misspelt.includes(path.join('.')));
}

function translate(raw: unknown, issue: Issue, prefix: KeyPath, source: Source): Problem[] {
  const path: KeyPath = [...prefix, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const value = valueAt(raw, path);
  if (value === undefined && path.length > 0) return [missing(path, source)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], source));
  }
  if (issue.code === 'invalid_union') {
    return meaningful(branch(issue.errors, value)).flatMap((inner) => translate(raw, inner, path, source));
  }
  if (issue.code === 'custom' && issue.params?.final === true) {
    return [source.problemAt(path, issue.message, String(issue.params.next))];
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') return [wrongLength(path, value, issue, source)];
  const expected = issue.code === 'invalid_type' ? WORDS[issue.expected] : undefined;
  const next = `Write ${expected ?? 'what belongs here'}${keyHint(path)}.`;
  return [source.problemAt(path, `expected ${expected ?? 'something else'}, got ${got(value)}`, next)];
}

/** Of a union's branches the one that the writer meant: that which did not already refuse the whole value. */
function branch(errors: readonly (readonly Issue[])[], value: unknown): readonly Issue[] {
  const atRoot = (issues: readonly Issue[]): boolean =>
    issues.every(({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'custom'));
  const scalar = typeof value !== 'object' || value === null;
  const meant = scalar ? undefined : errors.find((issues) => !atRoot(issues));
  const worded = errors.filter((issues) => issues.some(({ code }) => code === 'custom'));
  // The branch with keys stands last: what it says of a map is more to the point than "got a map".
  return meant ?? worded.at(scalar || Array.isArray(value) ? 0 : -1) ?? errors[0] ?? [];
}

function missing(path: KeyPath, source: Source): Problem {
  const about = schemaAt(scenarioSchema, path)?.meta()?.description;
  const key = path.at(-1);
  const next = about === undefined ? `Add the key ${key}.` : `Add ${key}: ${lowered(about)}`;
  return source.problemAt(path, `'${key}' is missing in ${show(path.slice(0, -1))}`, next);
}

const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

function unknownKey(path: KeyPath, source: Source): Problem {
  const key = String(path.at(-1));
  const allowed = keysOf(schemaAt(scenarioSchema, path.slice(0, -1)));
  return source.problemAt(path, `unknown key '${key}' in ${show(path.slice(0, -1))}`, suggest(key, allowed), 'key');
}

function wrongLength(path: KeyPath, value: unknown, issue: Issue, source: Source): Problem {
  const items = Array.isArray(value) ? value.length : 0;
  const least = issue.code === 'too_small' ? Number(issue.minimum) : 0;
  const most = issue.code === 'too_big' ? Number(issue.maximum) : 0;
  const bound = issue.code === 'too_small' ? `at least ${least}` : `at most ${most}`;
  const plural = (least === 0 ? most : least) === 1 ? 'item' : 'items';
  return source.problemAt(
    path,
    `expected a list of ${bound} ${plural}, got ${items}`,
    'Change the length of the list.',
  );
}

function keyHint(path: KeyPath): string {
  const keys = keysOf(schemaAt(scenarioSchema, path));
  return keys.length === 0 ? '' : ` such as ${keys.slice(0, 3).join(', ')}`;
}
