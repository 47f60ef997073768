import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceText } from './source.js';

/** A name that a file takes from another one, by import or by passing it on. */
export interface TakenName {
  readonly from: string;
  /** As the other file exports it; `*` for everything. */
  readonly name: string;
  /** The name under which this file passes it on; null where it is for its own use. */
  readonly passedOnAs: string | null;
}

/** What a file takes from the other files of the repository; packages are left out. */
export function takenBy({ path, tree }: SourceText): TakenName[] {
  return tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    if (!moduleSpecifier.text.startsWith('.')) return [];
    const from = posix.join(posix.dirname(path), moduleSpecifier.text).replace(/\.js(x?)$/, '.ts$1');
    return ts.isImportDeclaration(statement) ? imported(statement, from) : passedOn(statement, from);
  });
}

function imported({ importClause }: ts.ImportDeclaration, from: string): TakenName[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [{ from, name: '*', passedOnAs: null }];
  return bindings.elements.map(({ propertyName, name }) => ({
    from,
    name: (propertyName ?? name).text,
    passedOnAs: null,
  }));
}

function passedOn({ exportClause }: ts.ExportDeclaration, from: string): TakenName[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [{ from, name: '*', passedOnAs: '*' }];
  return exportClause.elements.map(({ propertyName, name }) => ({
    from,
    name: (propertyName ?? name).text,
    passedOnAs: name.text,
  }));
}

/** Files that import each other in a circle, types counted: each group can be reached from each of its files. */
export function circles(files: readonly SourceText[]): string[][] {
  const imports = new Map(files.map((file) => [file.path, [...new Set(takenBy(file).map(({ from }) => from))]]));
  const indexOf = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  // Tarjan's strongly connected components.
  const reach = (file: string): void => {
    indexOf.set(file, indexOf.size);
    lowest.set(file, indexOf.get(file)!);
    open.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!indexOf.has(next)) reach(next);
      if (open.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== indexOf.get(file)) return;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1 || imports.get(file)?.includes(file)) found.push(group.sort());
  };
  for (const file of imports.keys()) if (!indexOf.has(file)) reach(file);
  return found;
}
