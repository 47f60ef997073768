import { circles, type TakenName, takenBy } from './imports.js';
import type { HouseRule, SourceText } from './source.js';

export const noCircles: HouseRule = {
  name: 'no files import each other in a circle, types counted',
  offences: (files) => circles(files).map((group) => `${group.length} files: ${group.join(', ')}`),
};

/** What one pattern alone uses stands beside that pattern. */
export const sharedSim: HouseRule = {
  name: 'a file of src/sim serves more than one pattern',
  offences: (files) =>
    files
      .filter(({ path }) => path.startsWith('src/sim/'))
      .flatMap(({ path }) => {
        const users = [...new Set(usersOf(path, files).map(unitOf))];
        return users.length === 1 && isPattern(users[0]!, files) ? [`${path} serves ${users[0]} alone`] : [];
      }),
};

/** The files that use something of a file, directly or through files that pass it on. */
function usersOf(path: string, files: readonly SourceText[], name = '*', seen = new Set<string>()): string[] {
  const key = `${path} ${name}`;
  if (seen.has(key)) return [];
  seen.add(key);
  return files.flatMap((file) =>
    takenBy(file).flatMap((taken) => {
      if (taken.from !== path || !meets(taken.name, name)) return [];
      return taken.passedOnAs === null ? [file.path] : usersOf(file.path, files, passedOnNameOf(taken, name), seen);
    }),
  );
}

const meets = (taken: string, name: string): boolean => taken === '*' || name === '*' || taken === name;

/** `export * from` passes each name on as it is. */
const passedOnNameOf = ({ passedOnAs }: TakenName, name: string): string => (passedOnAs === '*' ? name : passedOnAs!);

/** A pattern with its own folder is one user, whichever of its files asks. */
function unitOf(path: string): string {
  return /^src\/patterns\/[^/]+(?=\/)/.exec(path)?.[0] ?? path;
}

/** Whether a user is a pattern, and not what patterns share: it tells a story. */
function isPattern(unit: string, files: readonly SourceText[]): boolean {
  return files.some(
    ({ path, tree }) =>
      (path === unit || path.startsWith(`${unit}/`)) &&
      unit.startsWith('src/patterns/') &&
      /\*coordinate\(/.test(tree.text),
  );
}
