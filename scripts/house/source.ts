import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A source file of the repository, parsed. */
export interface SourceText {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly tree: ts.SourceFile;
}

/** A rule of the house: what it asks for, and where it is broken, a line each. */
export interface HouseRule {
  readonly name: string;
  readonly offences: (files: readonly SourceText[]) => readonly string[];
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const known = new Map<string, readonly SourceText[]>();

/** Every TypeScript file under a folder of the repository; parsed once. */
export function sourcesUnder(folder: string): readonly SourceText[] {
  const files =
    known.get(folder) ??
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
      .sort()
      .map((file) =>
        parsed(posix.join(folder, file.replaceAll('\\', '/')), readFileSync(join(ROOT, folder, file), 'utf8')),
      );
  known.set(folder, files);
  return files;
}

export function parsed(path: string, text: string): SourceText {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
}

/** Every node of a file, a parent before its children. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    found.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

/** `src/sim/world.ts:12`: where a node begins. */
export function placeOf({ path, tree }: SourceText, node: ts.Node): string {
  return `${path}:${lineOf(tree, node.getStart(tree)) + 1}`;
}

/** How many lines a node takes, its braces included. */
export function linesOf(tree: ts.SourceFile, node: ts.Node): number {
  return lineOf(tree, node.getEnd()) - lineOf(tree, node.getStart(tree)) + 1;
}

const lineOf = (tree: ts.SourceFile, position: number): number => tree.getLineAndCharacterOfPosition(position).line;
