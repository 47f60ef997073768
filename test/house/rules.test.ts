import { describe, expect, it } from 'vitest';
import { noCircles, sharedSim } from '../../scripts/house/folders.js';
import { houseRules, offencesToday } from '../../scripts/house/rules.js';
import { shortStories, smallFiles, smallFunctions, smallTeam } from '../../scripts/house/sizes.js';
import { type HouseRule, parsed } from '../../scripts/house/source.js';
import { honestTypes, uniqueTypeNames } from '../../scripts/house/types.js';

describe('the code', () => {
  it.each(houseRules.map((held) => [held.rule.name, held] as const))('%s', (_, held) => {
    expect(offencesToday(held)).toEqual([]);
  });
});

type Files = Readonly<Record<string, string>>;

const found = ({ offences }: HouseRule, files: Files): readonly string[] =>
  offences(Object.entries(files).map(([path, text]) => parsed(path, text)));

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `  f(${i});`).join('\n');

/** Each rule with code that keeps it, code that breaks it, and what is then said. */
const PROOFS: readonly (readonly [HouseRule, Files, Files, string])[] = [
  [
    uniqueTypeNames,
    {
      'src/a.ts': 'export interface Place { x: 1 }',
      'src/b.ts': "interface Place {}\nexport { Place } from './a.js';",
    },
    { 'src/a.ts': 'export interface Place { x: 1 }', 'src/b.ts': '\nexport type Place = 2;' },
    'Place: src/a.ts:1, src/b.ts:2',
  ],
  [
    uniqueTypeNames,
    { 'src/a.ts': 'export class Pool {}', 'src/b.ts': 'export const Pool = 1;' },
    { 'src/a.ts': 'export class Pool {}', 'src/b.ts': 'export enum Pool { one }' },
    'Pool: src/a.ts:1, src/b.ts:1',
  ],
  [
    shortStories,
    { 'src/patterns/a.ts': `const a = {\n  *coordinate() {\n${lines(20)}\n  },\n};` },
    { 'src/patterns/a.ts': `const a = {\n  *coordinate() {\n${lines(21)}\n  },\n};` },
    'src/patterns/a.ts:2 takes 21 lines',
  ],
  [
    smallTeam,
    { 'src/sim/team.ts': `export class Team {\n${members(14)}\n  private x = 1;\n  #y = 2;\n}` },
    { 'src/sim/team.ts': `export class Team {\n  constructor(readonly own: 1) {}\n${members(14)}\n}` },
    'src/sim/team.ts:1 has 15: own, m0',
  ],
  [
    smallTeam,
    { 'src/sim/team.ts': `export interface Team {\n${members(14)}\n}` },
    { 'src/sim/team.ts': `export interface Team {\n${members(15)}\n}` },
    'src/sim/team.ts:1 has 15: m0',
  ],
  [
    honestTypes,
    { 'src/sim/a.ts': 'const a = 1 as number;', 'src/cli/a.ts': 'const a = 1 as unknown as string;' },
    { 'src/sim/a.ts': 'const a = 1 as unknown as string;' },
    'src/sim/a.ts:1 1 as unknown as string',
  ],
  [
    sharedSim,
    simOf("import { board } from '../kit.js';\n", "import { board } from './kit.js';\n"),
    simOf("import { board } from '../kit.js';\n", ''),
    'src/sim/board.ts serves src/patterns/one alone',
  ],
  [
    noCircles,
    { 'src/a.ts': "import type { B } from './b.js';", 'src/b.ts': "import { c } from './c.js';", 'src/c.ts': '' },
    { 'src/a.ts': "import type { B } from './b.js';", 'src/b.ts': "export * from './a.js';" },
    '2 files: src/a.ts, src/b.ts',
  ],
  [smallFiles, { 'src/a.ts': `${lines(299)}\n` }, { 'src/a.ts': `${lines(300)}\n` }, 'src/a.ts has 300 lines'],
  [
    smallFunctions,
    { 'src/a.ts': `function f() {\n${lines(67)}\n}`, 'test/a.test.ts': `describe('x', () => {\n${lines(80)}\n});` },
    { 'src/a.ts': `const f = () => {\n${lines(68)}\n};` },
    'src/a.ts:1 takes 70 lines',
  ],
];

function members(count: number): string {
  return Array.from({ length: count }, (_, i) => `  m${i}: number;`).join('\n');
}

/** Two patterns that share a door to the simulator; each with its imports. */
function simOf(one: string, two: string): Files {
  return {
    'src/sim/board.ts': 'export const board = 1;',
    'src/patterns/kit.ts': "export { board } from '../sim/board.js';",
    'src/patterns/one/one.ts': "import { help } from './help.js';\nconst one = { *coordinate() {} };",
    'src/patterns/one/help.ts': one,
    'src/patterns/two.ts': `${two}const two = { *coordinate() {} };`,
  };
}

describe('each rule can be broken', () => {
  it.each(PROOFS.map((proof, i) => [`${proof[0].name} (${i + 1})`, proof] as const))(
    '%s',
    (_, [rule, good, bad, offence]) => {
      expect(found(rule, good)).toEqual([]);
      expect(found(rule, bad)).toEqual([expect.stringContaining(offence)]);
    },
  );

  it('and none is without a proof', () => {
    expect(new Set(PROOFS.map(([rule]) => rule))).toEqual(new Set(houseRules.map(({ rule }) => rule)));
  });
});
