import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Words that make a reader stop where a plain technical term is shorter. People may be called somebody; things may not. */
const RIDDLES: readonly RegExp[] = [
  /\b(?:no|some|every|any)body\b/gi,
  /\bwhoever\b/gi,
  /\bempty house\b/gi,
  /\bin the house\b/gi,
  /\bwill ever (?:move|happen)\b/gi,
  /\bwhat is said of\b/gi,
  /\bcam?es? to nothing\b/gi,
  /\brows? renewed\b/gi,
  /\b(?:calls|events|tokens|claims|attempts|steps|writes|seconds) a (?:task|call|replication)\b/gi,
];

export function riddlesIn(text: string): string[] {
  return RIDDLES.flatMap((riddle) => [...text.matchAll(riddle)].map(([found]) => found));
}

/** The texts of a source file that a user may read, each with its line. */
function* stringsOf(file: string): Generator<readonly [line: number, text: string]> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: (readonly [number, string])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push([source.getLineAndCharacterOfPosition(node.getStart()).line + 1, node.text]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  yield* found;
}

/** Lists such words in the texts of src: `npx tsx scripts/words.ts`. A list to go through, not a rule: some are right. */
function list(): void {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
  for (const file of files.sort().map((name) => join(root, 'src', name))) {
    for (const [line, text] of stringsOf(file)) {
      const words = riddlesIn(text);
      if (words.length > 0) process.stdout.write(`${relative(root, file)}:${line}: ${words.join(', ')}: ${text}\n`);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) list();
