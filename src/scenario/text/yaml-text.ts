import {
  type Document,
  type ErrorCode,
  isAlias,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Problem } from '../checks/problem.js';

/** Where something stands: `file` is the scenario's, or `--set`. Lines and columns count from 1. */
export interface TextPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly offending: string;
}

/** YAML text with what is needed to say where in it something stands. */
export interface YamlText {
  readonly document: Document.Parsed;
  readonly placeAt: (offset: number) => TextPlace;
}

/** What of a YAML text can be read, and what is wrong with it: `broken` where nothing of it can be trusted. */
export interface YamlReading extends YamlText {
  readonly broken: Problem | null;
  readonly duplicates: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What the parser's codes mean in plain words, and what to do. */
const SAID: Readonly<Partial<Record<ErrorCode, readonly [message: string, next: string]>>> = {
  ALIAS_PROPS: ['an alias (*name) cannot have an anchor or a tag', 'Remove the anchor or the tag.'],
  BAD_ALIAS: ['an alias needs a name after the asterisk', "Quote the text if the '*' belongs to it."],
  BAD_DQ_ESCAPE: ['this text in double quotes has an unknown escape', 'Use single quotes, or double the backslash.'],
  BAD_INDENT: ['the indentation does not fit the lines above', 'Align the line with its neighbours, with spaces.'],
  BAD_SCALAR_START: ['a plain text cannot start with this character', 'Put the text in quotes.'],
  BLOCK_AS_IMPLICIT_KEY: ['a key begins inside a value', 'Start it on a line of its own, or quote the text.'],
  BLOCK_IN_FLOW: [
    'an indented block stands inside brackets',
    'Close the bracket first, or write the block in brackets.',
  ],
  MISSING_CHAR: [
    'a bracket or quote is not closed, or a colon or comma is missing',
    'Look for the bracket, quote, colon or comma.',
  ],
  MULTILINE_IMPLICIT_KEY: ['a key must be on one line and be followed by a colon', 'Add the colon.'],
  MULTIPLE_DOCS: ['a second document starts here', 'Keep one scenario per file; remove the line with ---.'],
  TAB_AS_INDENT: ['a tab is used to indent', 'Indent with spaces.'],
  RESOURCE_EXHAUSTION: ['it is nested too deeply', 'Remove some of the brackets.'],
  UNEXPECTED_TOKEN: [
    'this text is not expected here',
    'Look for a missing quote, bracket, comma or colon just before.',
  ],
};

export function readYaml(text: string, file: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    uniqueKeys: false,
  });
  const written = text.split(/\r?\n/);
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    // An empty text has no line starts, and gives 0.
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), offending: written[Math.max(line, 1) - 1] ?? '' };
  };
  const duplicates = equalKeys(document).map((offset) => ({
    message: `the key '${wordAt(text, offset)}' is given twice`,
    ...placeAt(offset),
    next: 'Keep one of the two.',
  }));
  // What follows the first error is mostly its consequence.
  const error = document.errors[0];
  const broken = error === undefined ? expand(document, placeAt) : { ...said(error), ...placeAt(error.pos[0]) };
  const warnings = document.warnings.map(({ message, pos }) => ({
    message: message.slice(0, 1).toLowerCase() + message.slice(1),
    ...placeAt(pos[0]),
    next: 'Remove what the scenario does not need.',
  }));
  return { document, placeAt, broken, duplicates, warnings };
}

/** Where keys stand that their map has already. The parser compares each with all before it, which takes long in a large map. */
function equalKeys(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return offsets;
}

function said(error: YAMLError): { message: string; next: string } {
  // The parser calls a bracket that is still open at the end of the text badly indented.
  const code = error.code === 'BAD_INDENT' && error.message.startsWith('Flow ') ? 'MISSING_CHAR' : error.code;
  const [message, next] = SAID[code] ?? [error.message, 'Correct the YAML there.'];
  return { message: `broken YAML: ${message}`, next };
}

const wordAt = (text: string, offset: number): string =>
  /^["']?([^\s:"']*)/.exec(text.slice(offset, offset + 80))?.[1] ?? '';

/** Values that aliases may stand for, in all: aliases of aliases would soon fill the memory. */
const MOST_COPIED = 100_000;

/** Writes out every alias, so that an override of one place changes no other. */
function expand(document: Document.Parsed, placeAt: (offset: number) => TextPlace): Problem | null {
  // An alias stands behind its anchor: what it means has no aliases any more, and is found without a search.
  const anchors = new Map<string, Node>();
  const next = 'Write the values out.';
  let problem: Problem | null = null;
  let copied = 0;
  visit(document, (_, node, path) => {
    if (!isAlias(node)) {
      if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') {
        anchors.set(node.anchor, node);
        delete (node as { anchor?: string }).anchor;
      }
      return undefined;
    }
    const place = placeAt(node.range?.[0] ?? 0);
    const meant = anchors.get(node.source);
    if (meant === undefined) {
      const message = `the alias *${node.source} refers to nothing`;
      problem = { message, ...place, next: "Quote the text if the '*' belongs to it." };
      return visit.BREAK;
    }
    if (path.includes(meant)) {
      problem = { message: `the alias *${node.source} contains itself`, ...place, next };
      return visit.BREAK;
    }
    copied += sizeOf(meant, MOST_COPIED - copied);
    if (copied < MOST_COPIED) return meant.clone() as Node;
    problem = { message: 'there are too many aliases (*name) of aliases', ...place, next };
    return visit.BREAK;
  });
  return problem;
}

/** Values in a node, itself included; counted up to `most`. */
function sizeOf(node: Node, most: number): number {
  let size = 0;
  visit(node, () => (++size >= most ? visit.BREAK : undefined));
  return size;
}
