import ts from 'typescript';
import { type HouseRule, linesOf, nodesOf, placeOf } from './source.js';

const FILE_LINES = 300;
const FUNCTION_LINES = 70;
const STORY_LINES = 20;
const TEAM_MEMBERS = 14;

export const smallFiles: HouseRule = {
  name: `a file has fewer than ${FILE_LINES} lines`,
  offences: (files) =>
    files.flatMap(({ path, tree }) => {
      const lines = tree.text.replace(/\n$/, '').split('\n').length;
      return lines < FILE_LINES ? [] : [`${path} has ${lines} lines`];
    }),
};

export const smallFunctions: HouseRule = {
  name: `a function has fewer than ${FUNCTION_LINES} lines`,
  offences: (files) =>
    files.flatMap((file) =>
      nodesOf(file.tree).flatMap((node) => {
        if (!ts.isFunctionLike(node) || isSuite(node)) return [];
        const lines = linesOf(file.tree, node);
        return lines < FUNCTION_LINES ? [] : [`${placeOf(file, node)} takes ${lines} lines`];
      }),
    ),
};

/** The body of a `describe`: a list of tests, not a function that does something. */
function isSuite({ parent }: ts.Node): boolean {
  return parent && ts.isCallExpression(parent) && /^describe\b/.test(parent.expression.getText());
}

/** What fits on a teacher's board: the body of `coordinate`, between its braces. */
export const shortStories: HouseRule = {
  name: `the story of a pattern (its coordinate) takes at most ${STORY_LINES} lines`,
  offences: (files) =>
    files.flatMap((file) =>
      nodesOf(file.tree).flatMap((node) => {
        if (!ts.isMethodDeclaration(node) || node.name.getText(file.tree) !== 'coordinate' || !node.body) return [];
        const lines = linesOf(file.tree, node.body) - 2;
        return lines <= STORY_LINES ? [] : [`${placeOf(file, node)} takes ${lines} lines`];
      }),
    ),
};

/** `Team` keeps what three patterns or more use. */
export const smallTeam: HouseRule = {
  name: `Team has at most ${TEAM_MEMBERS} public members`,
  offences: (files) =>
    files.flatMap((file) =>
      file.tree.statements.flatMap((statement) => {
        if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return [];
        if (statement.name?.text !== 'Team') return [];
        const names = publicMembersOf(statement);
        if (names.length <= TEAM_MEMBERS) return [];
        return [`${placeOf(file, statement)} has ${names.length}: ${names.join(', ')}`];
      }),
    ),
};

function publicMembersOf(declaration: ts.ClassDeclaration | ts.InterfaceDeclaration): string[] {
  const hidden = (node: ts.Node): boolean =>
    (ts.getCombinedModifierFlags(node as ts.Declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) > 0;
  const members = [...declaration.members].flatMap((member: ts.ClassElement | ts.TypeElement): ts.Node[] => {
    if (!ts.isConstructorDeclaration(member)) return [member];
    return member.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, member));
  });
  const names = members.flatMap((member) => {
    const { name } = member as ts.NamedDeclaration;
    return hidden(member) || name === undefined || ts.isPrivateIdentifier(name) ? [] : [name.getText()];
  });
  // A getter and its setter are one member, and so are overloads.
  return [...new Set(names)];
}
