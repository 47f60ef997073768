import ts from 'typescript';
import { type HouseRule, nodesOf, placeOf, type SourceText } from './source.js';

/** One meaning a word: a type name stands for one thing in all of `src`. */
export const uniqueTypeNames: HouseRule = {
  name: 'no exported type name stands for two things',
  offences: (files) => {
    const places = new Map<string, string[]>();
    for (const file of files) {
      for (const [name, node] of exportedTypesOf(file)) {
        places.set(name, [...(places.get(name) ?? []), placeOf(file, node)]);
      }
    }
    return [...places]
      .filter(([, declared]) => declared.length > 1)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, declared]) => `${name}: ${declared.join(', ')}`);
  },
};

function exportedTypesOf({ tree }: SourceText): [string, ts.Node][] {
  return tree.statements.flatMap((statement): [string, ts.Node][] => {
    const declares =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    if (!declares || statement.name === undefined) return [];
    const exported = (ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export) > 0;
    return exported ? [[statement.name.text, statement]] : [];
  });
}

/** The compiler knows what participants and options a pattern has; nothing talks it out of that. */
export const honestTypes: HouseRule = {
  name: 'no value is given another type by way of unknown in src/patterns and src/sim',
  offences: (files) =>
    files
      .filter(({ path }) => /^src\/(patterns|sim)\//.test(path))
      .flatMap((file) =>
        nodesOf(file.tree).flatMap((node) =>
          isDoubleAssertion(node) ? [`${placeOf(file, node)} ${node.getText(file.tree).split('\n')[0]}`] : [],
        ),
      ),
};

function isDoubleAssertion(node: ts.Node): boolean {
  if (!ts.isAsExpression(node)) return false;
  const { expression } = node;
  const through = ts.isAsExpression(expression) ? expression.type.kind : null;
  return through === ts.SyntaxKind.UnknownKeyword || through === ts.SyntaxKind.AnyKeyword;
}
