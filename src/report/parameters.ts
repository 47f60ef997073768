import {
  Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
} from 'yaml';
import type { ReportBlock, RichText } from './documents/document.js';
import { counted, listed } from './words/format.js';

/** A value of a scenario as it is written, and what the comment beside it says of where it comes from. */
export interface WrittenValue {
  /** Keys from the top of the file, joined by dots. */
  readonly path: string;
  /** As written, unit and all; null for a group of values, whose comment is about all of them. */
  readonly value: string | null;
  /** Null where there is no comment. */
  readonly comment: string | null;
  /** Of a value without a comment: the nearest group around it that has one. */
  readonly group: string | null;
}

/** What the report tells elsewhere, and no run depends on. */
const NOT_PARAMETERS = new Set(['scenario', 'question', 'asks', 'published']);

/**
 * Every value of a scenario's text (valid YAML), in the order of the file: a line each, with collections in brackets left as
 * they are written. What the file leaves out, and so has its default, is not in it.
 */
export function parametersOf(scenarioText: string): WrittenValue[] {
  const document = parseDocument(scenarioText);
  const { contents } = document;
  if (!isMap(contents)) return [];
  const told = contents.items.filter((pair) => !NOT_PARAMETERS.has(keyOf(pair)));
  const shared = contents.get('vars');
  const sharedValue = (name: string): string | null => {
    const value = isMap(shared) ? shared.get(name) : undefined;
    return value === undefined ? null : String(value);
  };
  const written = told.flatMap((pair) =>
    walk({ path: keyOf(pair), key: pair.key, value: pair.value, group: null }, { document, text: scenarioText }),
  );
  return isMap(shared) ? written.map((one) => fromShared(one, sharedValue)) : written;
}

/** A shared value is told with its name, where it is used; its source stands beside the value itself. */
function fromShared(one: WrittenValue, sharedValue: (name: string) => string | null): WrittenValue {
  if (one.value === null || one.path.startsWith('vars.')) return one;
  const name = SHARED.exec(one.value)?.[1];
  const value = one.value.replace(REFERENCES, (whole, used: string) => {
    const known = sharedValue(used);
    return known === null ? whole : `${known} (vars.${used})`;
  });
  return {
    ...one,
    value,
    comment: one.comment ?? (name === undefined || value === one.value ? null : `see vars.${name}`),
  };
}

const SHARED = /^["']?\$([A-Za-z][\w-]*)["']?$/;
const REFERENCES = /(?<=^|[\s,[:"'])\$([A-Za-z][\w-]*)/g;

/** A value with the path to it, its key (an item of a list has none), and the nearest group with a comment. */
interface Found {
  readonly path: string;
  readonly key: unknown;
  readonly value: unknown;
  readonly group: string | null;
}

/** The file, read and as it stands. */
interface Source {
  readonly document: Document;
  readonly text: string;
}

function walk({ path, key, value: written, group }: Found, source: Source): WrittenValue[] {
  // What stands elsewhere in the file is told here, too: a name for it says nothing to a reader.
  const value = isAlias(written) ? written.resolve(source.document) : written;
  const before = [isNode(key) ? key.commentBefore : null, isNode(value) ? value.commentBefore : null];
  const inner = insideOf(value);
  if (inner.length > 0) {
    const comment = joined(before);
    const own: WrittenValue[] = comment === null ? [] : [{ path, value: null, comment, group: null }];
    const around = comment === null ? group : path;
    return [
      ...own,
      ...inner.flatMap(([name, key, value]) => walk({ path: `${path}.${name}`, key, value, group: around }, source)),
    ];
  }
  const comment = joined([...before, isNode(value) ? value.comment : null]);
  return [
    {
      path,
      value: isNode(value) ? asWritten(value, source) : '',
      comment,
      group: comment === null ? group : null,
    },
  ];
}

/** What a collection holds that is written over several lines; one in brackets is a value. */
function insideOf(value: unknown): (readonly [name: string, key: unknown, value: unknown])[] {
  if (isMap(value) && value.flow !== true) return value.items.map((pair) => [keyOf(pair), pair.key, pair.value]);
  if (isSeq(value) && value.flow !== true) return value.items.map((item, index) => [String(index), null, item]);
  return [];
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

/** In one line, without comments inside. */
function asWritten({ range }: Node, { document, text }: Source): string {
  if (!range) return '';
  return text
    .slice(range[0], range[1])
    .replace(/(^|\s)#.*$/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\s,[:])\*([\w-]+)/g, (_, name: string) => inOneLine(name, document))
    .trim();
}

/** What another place of the file is called `name`, so that a reader need not look for it. */
function inOneLine(name: string, document: Document): string {
  const alias = new Alias(name);
  return stringify(alias.resolve(document)?.toJS(document), { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

function joined(comments: readonly (string | null | undefined)[]): string | null {
  const lines = comments.flatMap((comment) => (typeof comment === 'string' ? comment.split('\n') : []));
  const words = lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
  return words === '' ? null : words;
}

/** How much of the scenario is assumed, and every value of it with its source; nothing where it has no values. */
export function parameterBlocks(scenarioText: string): ReportBlock[] {
  const parameters = parametersOf(scenarioText);
  if (parameters.length === 0) return [];
  const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
  return [
    { kind: 'text', text: countsOf(parameters) },
    {
      kind: 'details',
      summary: 'Every value of the scenario, and where it comes from',
      blocks: [
        {
          kind: 'table',
          columns: [left('Parameter'), left('Value'), left('Source')],
          rows: parameters.map((one) => [
            [{ code: one.path }],
            one.value === null ? '' : [{ code: one.value }],
            source(one),
          ]),
          ofPatterns: false,
        },
      ],
    },
  ];
}

function source({ value, comment, group }: WrittenValue): RichText {
  if (comment !== null) return comment;
  if (!isQuantity(value)) return '';
  return group === null ? 'no source given' : ['see ', { code: group }];
}

function countsOf(parameters: readonly WrittenValue[]): string {
  const quantities = parameters.filter(({ value }) => isQuantity(value));
  const assumed = quantities.filter(({ comment }) => comment !== null && /^assumed\b/i.test(comment)).length;
  const silent = quantities.filter(({ comment, group }) => comment === null && group === null).length;
  const parts = [
    [assumed, 'marked as assumed'],
    [quantities.length - assumed - silent, 'with a source beside them or above'],
    [silent, 'without a source'],
  ] as const;
  const told = listed(parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`));
  return `The scenario gives ${counted(quantities.length, 'quantity').replace(/quantitys$/, 'quantities')}: ${told}. Keys that it leaves out have their defaults.`;
}

/** Names and switches need no source. */
function isQuantity(value: string | null): boolean {
  return value !== null && /(^|[^\w-])[-+.]?\d/.test(value);
}
