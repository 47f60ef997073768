import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { path } from './generated.js';

/** What `npm run new` can make. */
export const KINDS = ['pattern', 'measure', 'claim', 'fault', 'scenario'] as const;
export type PartKind = (typeof KINDS)[number];

interface PartPlan {
  /** Files to write, by path from the root, each from a template. */
  readonly files: Readonly<Record<string, string>>;
  /** The file with the only list, and the line that opens the list in it; null where a folder is the list. */
  readonly list: { readonly file: string; readonly opens: string } | null;
  /** What is left to do by hand, a line each. */
  readonly next: readonly string[];
}

const PLANS: Readonly<Record<PartKind, PartPlan>> = {
  pattern: {
    files: {
      'src/patterns/NAME.ts': 'scripts/templates/pattern.ts.txt',
      'test/patterns/NAME.test.ts': 'scripts/templates/pattern.test.ts.txt',
      'docs/spec/NAME.md': 'scripts/templates/pattern.md.txt',
    },
    list: { file: 'src/patterns/index.ts', opens: 'export const patterns' },
    next: [
      'Write the story (coordinate), the card and what it expects in src/patterns/NAME.ts.',
      'Run: npx vitest run test/patterns/NAME.test.ts test/patterns/structure.test.ts test/patterns/checks.test.ts -t NAME',
      "Record it: UPDATE_GOLDEN=1 npx vitest run test/patterns/golden.test.ts -t 'NAME does', and read test/golden/NAME.txt.",
      'Write what calls see, what luck decides and what is billed in docs/spec/NAME.md, and add its row to docs/spec/README.md.',
      'Run: npm run generate (docs and schema), then npm test.',
    ],
  },
  measure: {
    files: { 'src/measures/NAME.ts': 'scripts/templates/measure.ts.txt' },
    list: { file: 'src/measures/index.ts', opens: 'export const measures' },
    next: [
      'Write its definition and how it is read in src/measures/NAME.ts.',
      'Run: npm run generate (docs/measures.md and the schema), then npm test.',
    ],
  },
  claim: {
    files: { 'src/claims/NAME.ts': 'scripts/templates/claim.ts.txt' },
    list: { file: 'src/claims/index.ts', opens: 'export const claims' },
    next: [
      'Write the source and what must be shown in src/claims/NAME.ts.',
      'Name it in the list of test/claims/registry.test.ts.',
      'Run: npm run build && node dist/cli/main.js claims NAME',
      'Run: npm run generate (docs/claims.md, about a minute), then npm test.',
    ],
  },
  fault: {
    files: { 'src/scenario/faults/NAME.ts': 'scripts/templates/fault.ts.txt' },
    list: { file: 'src/scenario/faults/index.ts', opens: 'export const AGENT_FAULTS' },
    next: [
      'Write its keys in src/scenario/faults/NAME.ts. It happens to agents; for central parts or messages, move its line to the other list in src/scenario/faults/index.ts.',
      'Read the value in src/sim where the fault strikes. For the template that is in src/sim/team/participants.ts: const skill = { spec, penalty: scenario.faults.agents[spec.role]!.CAMEL?.factor ?? 1 };',
      'Run: npm run generate (schema and reference), then npm test.',
    ],
  },
  scenario: {
    files: { 'scenarios/NAME.yaml': 'assets/init.yaml' },
    list: null,
    next: [
      'Write the question, the work and the numbers in scenarios/NAME.yaml, each with its source or "assumed".',
      'Run: npm run build && node dist/cli/main.js check NAME && node dist/cli/main.js compare NAME --runs 100',
    ],
  },
};

/** The files that were written, and what is left to do. */
export interface MadePart {
  readonly written: readonly string[];
  readonly next: readonly string[];
}

/**
 * Makes the files of a new part under a root, and adds its line to the list.
 * @throws Error, before anything is written, if the name is not valid or is taken.
 */
export function makePart(kind: PartKind, name: string, root = path('.')): MadePart {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`'${name}' is not a valid name: use lower-case words and hyphens, as in maker-checker.`);
  }
  const { files, list, next } = PLANS[kind];
  const targets = Object.entries(files).map(([file, template]) => [filled(file, name), template] as const);
  const taken = targets.find(([file]) => existsSync(join(root, file)));
  if (taken !== undefined) throw new Error(`${taken[0]} exists already. Choose another name.`);
  const changed = list === null ? null : withLine(join(root, list.file), list.opens, name);
  for (const [file, template] of targets) writeFileSync(join(root, file), contentOf(kind, template, name));
  if (list !== null) writeFileSync(join(root, list.file), changed!);
  const written = [...targets.map(([file]) => file), ...(list === null ? [] : [list.file])];
  return { written, next: next.map((line) => filled(line, name)) };
}

function contentOf(kind: PartKind, template: string, name: string): string {
  const text = readFileSync(path(template), 'utf8');
  return kind === 'scenario' ? text.replace(/^scenario: \S+/m, `scenario: ${name}`) : filled(text, name);
}

function filled(text: string, name: string): string {
  const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  return text.replaceAll('NAME', name).replaceAll('CAMEL', camel).replaceAll('PASCAL', pascal);
}

/** A list file with one more import, and one more entry at the end of the list. */
function withLine(file: string, opens: string, name: string): string {
  const text = readFileSync(file, 'utf8');
  const start = text.indexOf(opens);
  const end = start < 0 ? -1 : text.slice(start).search(/\n?\s*[\]}];/) + start;
  if (end < start || start < 0) throw new Error(`${file} has no list that begins with '${opens}'.`);
  const own = text.slice(0, end).replace(/,$/, '');
  return `${filled("import { CAMEL } from './NAME.js';", name)}\n${own},\n  ${filled('CAMEL', name)},${text.slice(end)}`;
}
