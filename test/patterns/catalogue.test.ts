import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entries, wordingEntries } from '../../src/patterns/declared.js';
import { patternNamed, patterns } from '../../src/patterns/index.js';
import { objections } from '../../src/patterns/objections.js';
import { plansFor } from '../../src/patterns/plan.js';
import { builtin, scenarioOf, yaml } from '../sim/helper.js';

const BODY = `task:
  brief: { tokens: 100 }
  steps: { a: { role: a } }
agents:
  a: { model: plain, output: 10 }
`;

describe('the catalogue', () => {
  it('names each pattern once, and no alias is the name of another', () => {
    const names = patterns.map((pattern) => pattern.name);
    expect(new Set(names).size).toBe(names.length);
    for (const pattern of patterns) {
      expect(patternNamed(pattern.name)).toBe(pattern);
      expect(pattern.aliases.length).toBeGreaterThan(0);
      for (const alias of pattern.aliases) expect(names).not.toContain(alias);
    }
    expect(patternNamed('nonsense')).toBeUndefined();
  });

  it('gives each pattern a look of its own', () => {
    const looks = patterns.map(({ look }) => `${look.colour} ${look.shape}`);
    expect(new Set(looks).size).toBe(patterns.length);
  });

  it('begins with the single agent, against which the others are measured', () => {
    expect(patterns[0]).toMatchObject({ name: 'single-agent', family: 'baseline' });
  });

  it.each(patterns.map((pattern) => [pattern.name, pattern] as const))('has a complete card of %s', (_, { card }) => {
    for (const part of ['what', 'how', 'notice', 'tryThis', 'breaksWhen'] as const) {
      expect(card[part]).toMatch(/^[A-Z].*[.?]$/s);
      expect(card[part].length).toBeLessThan(220);
    }
  });

  it('tells each pattern from the others in its first sentence, and says nothing twice', () => {
    const firsts = patterns.map(({ card }) => card.what.split(/(?<=[.?])\s/)[0]);
    expect(new Set(firsts).size).toBe(patterns.length);
    const all = patterns.flatMap(({ card }) => Object.values(card));
    expect(new Set(all).size).toBe(all.length);
  });

  it('explains each option, and each default is a value that it allows', () => {
    for (const pattern of patterns) {
      for (const [name, option] of [...entries(pattern), ...wordingEntries(pattern)]) {
        expect([pattern.name, name, option.accepts(option.initial)]).toEqual([pattern.name, name, true]);
        expect(option.about.length).toBeGreaterThan(10);
        expect(option.allowed.length).toBeGreaterThan(0);
      }
    }
  });
});

/** Every file of the patterns, with its lines. */
function sources(): [string, string[]][] {
  const folder = new URL('../../src/patterns/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8').split('\n')]);
}

describe('a story', () => {
  /** From the line that begins it to the one that ends it. */
  function storyIn(lines: readonly string[]): readonly string[] | null {
    const start = lines.findIndex((line) =>
      /^ {2}(\*coordinate\(|coordinate: )|^export function\* supervise\(/.test(line),
    );
    if (start < 0) return null;
    if (lines[start]!.endsWith(',')) return [lines[start]!];
    const indent = lines[start]!.startsWith(' ') ? '  },' : '}';
    return lines.slice(start, lines.indexOf(indent, start) + 1);
  }

  const stories = sources().flatMap(([file, lines]) => {
    const story = storyIn(lines);
    return story === null ? [] : [[file, story] as const];
  });

  it('is there for each pattern, and for what supervisors share', () => {
    expect(stories).toHaveLength(patterns.length + 1);
  });

  it.each(stories)('fits on a board: %s', (_, story) => expect(story.length).toBeLessThanOrEqual(20));
});

describe('options', () => {
  const objectionsTo = (options: string): string[] =>
    objections(scenarioOf(yaml(`patterns: ${options}\n${BODY}`))).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  it.each([
    ['{ pipeline: { context: both } }', 'patterns.pipeline.context: expected previous | outputs | all, got "both"'],
    ['{ pipeline: { cycles: 0 } }', 'patterns.pipeline.cycles: expected a whole number from 1, got 0'],
    ['{ pipeline: { cycles: 1.5 } }', 'patterns.pipeline.cycles: expected a whole number from 1, got 1.5'],
    ['{ pipeline: { skip: 1 } }', 'patterns.pipeline.skip: expected true | false, got 1'],
    ['{ pipeline: { contexts: all } }', "patterns.pipeline.contexts: pattern 'pipeline' has no option 'contexts'"],
    [
      '{ pipeline: { header: 8 } }',
      "patterns.pipeline.header: pattern 'pipeline' has no option 'header': it is the length of a text",
    ],
    [
      '{ pipeline: { wording: { skip: true } } }',
      "patterns.pipeline.wording.skip: pattern 'pipeline' has no wording 'skip': it is an option",
    ],
    [
      '{ pipeline: { wording: { headr: 8 } } }',
      "patterns.pipeline.wording.headr: pattern 'pipeline' has no wording 'headr'",
    ],
    [
      '{ pipeline: { wording: { header: -1 } } }',
      'patterns.pipeline.wording.header: expected a whole number from 0, got -1',
    ],
    ['{ pipelin: { context: all } }', "patterns.pipelin: unknown pattern 'pipelin'"],
    ['{ only: [pipelin] }', "patterns.only.0: unknown pattern 'pipelin'"],
  ])('refuse %s', (options, message) => expect(objectionsTo(options)).toEqual([message]));

  it('that are right are taken, and false and 0 are values like others', () => {
    const options =
      '{ pipeline: { skip: false, wording: { header: 0 } }, supervisor: { handoffMessages: false, wording: { rosterBase: 0 } } }';
    expect(objectionsTo(options)).toEqual([]);
    const { plans } = plansFor(scenarioOf(yaml(`patterns: ${options}\n${BODY}`)), ['supervisor']);
    expect(plans[0]!.pattern.options).toMatchObject({
      handoffMessages: false,
      wording: { rosterBase: 0, rosterPerMember: 16 },
    });
  });

  it('say where a name belongs that is written in the wrong place', () => {
    const nextOf = (text: string) => objections(scenarioOf(yaml(`${text}\n${BODY}`)))[0]!.next;
    expect(nextOf('patterns: { pipeline: { header: 8 } }')).toBe('Write patterns.pipeline.wording.header.');
    expect(nextOf('patterns: { pipeline: { wording: { skip: true } } }')).toBe('Write patterns.pipeline.skip.');
    expect(nextOf('teams: { x: { pipeline: [a], with: { header: 8 } } }')).toBe('Write teams.x.with.wording.header.');
  });

  it('take no value in the place of all wording', () => {
    const scenario = scenarioOf(yaml(BODY));
    const patterns = { only: null, options: { pipeline: { wording: 8 } } };
    expect(objections({ ...scenario, patterns })).toMatchObject([
      { path: ['patterns', 'pipeline', 'wording'], message: 'expected names with values, got 8' },
    ]);
  });

  it('of a team stand before those of its pattern, wording key by key', () => {
    const text = `patterns: { supervisor: { limit: 9, wording: { handoff: 1, handback: 2 } } }
teams: { x: { supervisor: [a], with: { limit: 8, wording: { handoff: 3 } } } }`;
    const { plans } = plansFor(scenarioOf(yaml(`${text}\n${BODY}`)), ['x']);
    expect(plans[0]!.pattern.options).toMatchObject({ limit: 8, wording: { handoff: 3, handback: 2, rosterBase: 15 } });
  });

  it('know the names that would have been right', () => {
    const [wrong] = objections(scenarioOf(yaml(`patterns: { pipeline: { contexts: all } }\n${BODY}`)));
    expect(wrong!.candidates).toContain('context');
    const [unknown] = objections(scenarioOf(yaml(`patterns: { only: [pipelin] }\n${BODY}`)));
    expect(unknown!.candidates).toContain('pipeline');
  });
});

describe('plans', () => {
  const teamed = (team: string): string => `teams: { ${team} }\n${BODY}`;

  it('refuse a team of unknown patterns, and one that is named like a pattern', () => {
    expect(objections(scenarioOf(yaml(teamed('x: { pipelin: [a] }'))))[0]!.message).toBe("unknown pattern 'pipelin'");
    expect(objections(scenarioOf(yaml(teamed('pipeline: { workflow: [a] }'))))[0]!.message).toContain(
      'may not be named like',
    );
  });

  it('are all patterns and all teams, in the order of the catalogue, unless some are chosen', () => {
    const scenario = scenarioOf(builtin('article'));
    const names = (only: readonly string[] | null): string[] => plansFor(scenario, only).plans.map((plan) => plan.name);
    expect(names(null)).toEqual([...patterns.map((pattern) => pattern.name), 'newsroom']);
    expect(names(['newsroom', 'pipeline'])).toEqual(['pipeline', 'newsroom']);
    const chosen = scenarioOf(builtin('article'), ['patterns.only=[workflow]']);
    expect(plansFor(chosen, null).plans.map((plan) => plan.name)).toEqual(['workflow']);
  });
});
