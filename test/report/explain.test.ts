import { describe, expect, it } from 'vitest';
import { type AccountLine, isShown } from '../../src/explain/account.js';
import type { Explanation } from '../../src/explain/explain.js';
import { differencesChart } from '../../src/report/charts/differences.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { textWidth } from '../../src/report/charts/text-width.js';
import { explanationFolder } from '../../src/report/folders/run-folder.js';
import { blocksOf, explainTable } from '../../src/report/tables/explain-terminal.js';
import { explanation } from '../../src/report/words/explanation.js';
import { formatDifference } from '../../src/report/words/format.js';
import { article, even, explained } from '../explain/explanations.js';
import { textsOf } from './folder-texts.js';

const race = await explained(article(), 'pipeline', 'choreography', 400);
const hub = await explained(article(), 'workflow', 'supervisor', 200);
const checked = await explained(article(), 'workflow', 'maker-checker', 200);
const planted = await explained(even(), 'workflow', 'supervisor', 40);
const dead = await explained(article('agents.citation-finder.failure=1'), 'workflow', 'choreography', 20);
const few = await explained(article('agents.citation-finder.failure=0.9'), 'workflow', 'choreography', 2);
const all: readonly (readonly [string, Explanation])[] = Object.entries({
  race,
  hub,
  checked,
  planted,
  dead,
  few,
});

const input = { version: '0.1.0', scenarioText: 'scenario: article\n', command: 'rehearse explain article a b' };
const sentenceOn = (found: Explanation, what: RegExp): string =>
  explanation(found).find((sentence) => what.test(sentence))!;
const SECONDS = / takes | in latency/;
const TOKENS = / uses | in tokens/;
const CLAIMS = / delivers | in false claims/;

/** The same explanation with every interval of the parts of one quantity around zero. */
function blurred(found: Explanation, id: string, withWhole: boolean): Explanation {
  const blur = <T extends AccountLine>(line: T): T => {
    const { difference } = line;
    const wide = 2 * Math.abs(difference.mean) + 1e-6;
    return { ...line, difference: { ...difference, low: difference.mean - wide, high: difference.mean + wide } };
  };
  const accounts = found.accounts.map((account) =>
    account.whole.measure.id !== id
      ? account
      : {
          whole: withWhole ? blur(account.whole) : account.whole,
          parts: account.parts.map(blur),
          beside: account.beside.map(blur),
        },
  );
  return { ...found, accounts };
}

describe('the sentences', () => {
  it.each(all)('%s: are three to seven, each ends once, and none holds what is undefined', (_, found) => {
    const sentences = explanation(found);
    expect(sentences.length).toBeGreaterThanOrEqual(3);
    expect(sentences.length).toBeLessThanOrEqual(7);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\S.*[^.]\.$/);
      expect(sentence).not.toMatch(/\. [A-Z]|NaN|undefined|null|–|: \.|--/);
    }
  });

  it('say who leads on the first objective and by how much, whichever way they were given', async () => {
    const back = await explained(article(), 'choreography', 'pipeline', 400);
    const [first] = explanation(race);
    expect(first).toMatch(/^choreography is ahead of pipeline on correct: \d+ % against \d+ %\.$/);
    expect(explanation(back)[0]).toBe(first);
    expect(explanation(race)[1]).toMatch(/^The difference is [\d.]+ points \(.*\)\.$/);
    expect(explanation(race)[2]).toMatch(/^Under choreography, .* points .* fewer of the tasks end wrong/);
    expect(explanation(back)[2]).toMatch(/^Under pipeline, .* points .* more of the tasks end wrong/);
  });

  it('name the planted cause with its size, and nothing beside it', () => {
    expect(sentenceOn(planted, SECONDS)).toBe('supervisor takes 4 s longer than workflow: 4 s more on coordination.');
    expect(sentenceOn(planted, CLAIMS)).toBe('workflow and supervisor do not differ in false claims delivered.');
    expect(sentenceOn(planted, TOKENS)).toMatch(
      /^supervisor uses [\d,.]+ \(.*\) more tokens than workflow: .* more on decisions/,
    );
  });

  it('tell the race between the check and a reader', () => {
    const late = race.accounts[2]!.beside[0]!.difference;
    const amount = formatDifference('1', late);
    const sentence = sentenceOn(race, CLAIMS);
    expect(sentence).toContain(`${amount} more delivered although caught`);
    expect(sentence).toContain(`in the ${race.delivered.both} replications delivered under both`);
  });

  it('call a part that is taken out more where the whole gets smaller', () => {
    const part = checked.accounts[2]!.parts.find(({ measure }) => measure.id === 'claimsCaught')!;
    expect(part.difference.high).toBeLessThan(0);
    expect(sentenceOn(checked, CLAIMS)).toMatch(/more caught in time/);
  });

  it('name at most three causes, the largest first, and none whose interval includes zero', () => {
    for (const [, found] of all) {
      for (const [what, { parts }] of [
        [SECONDS, found.accounts[0]!],
        [TOKENS, found.accounts[1]!],
      ] as const) {
        const sentence = sentenceOn(found, what) ?? '';
        const named = [...sentence.matchAll(/(?:more|less|fewer) on ([^;,.]+)/g)].map((match) => match[1]);
        const sizes = named.map((label) => parts.find(({ measure }) => measure.label === label)!);
        expect(named.length).toBeLessThanOrEqual(3);
        for (const part of sizes) expect(isShown(part.difference)).toBe(true);
        const amounts = sizes.map(({ difference }) => Math.abs(difference.mean));
        expect(amounts).toEqual([...amounts].sort((one, other) => other - one));
      }
    }
    const without = sentenceOn(blurred(hub, 'latency', false), SECONDS);
    expect(without).toMatch(/^supervisor takes .* longer than workflow; no single cause of it is shown\.$/);
  });

  it('say that no difference is shown where the interval of the whole includes zero', () => {
    const unclear = sentenceOn(blurred(hub, 'latency', true), SECONDS);
    expect(unclear).toMatch(/^No difference shown in latency: supervisor minus workflow is [\d.]+ s \(-.* to .*\)\.$/);
    const hidden = { ...hub, accounts: [blurred(hub, 'latency', true).accounts[0]!, ...hub.accounts.slice(1)] };
    const parts = { ...hidden.accounts[0]!, parts: hub.accounts[0]!.parts };
    const sentence = sentenceOn({ ...hub, accounts: [parts, ...hub.accounts.slice(1)] }, SECONDS);
    expect(sentence).toMatch(/^No difference shown in latency: .*, though parts of it differ: .* more on coordination/);
  });

  it('say plainly that nothing was delivered, and by whom', () => {
    const [first, second, third] = explanation(dead);
    expect(first).toMatch(/^workflow and choreography do not differ on correct in any replication/);
    expect(second).toBe(
      'Under choreography, 100 points fewer of the tasks end failed and 100 points more end stalled.',
    );
    expect(third).toBe(
      'workflow and choreography delivered nothing in 20 replications, so their seconds and their false claims cannot be compared.',
    );
    expect(sentenceOn(dead, CLAIMS)).toBeUndefined();
    expect(sentenceOn(dead, TOKENS)).toContain('fewer on wasted calls, all of them at cite');
    const one = { ...dead, delivered: { each: [20, 0] as const, both: 0 } };
    expect(explanation(one)[2]).toMatch(/^choreography delivered nothing in 20 replications/);
    const apart = { ...dead, delivered: { each: [3, 4] as const, both: 0 } };
    expect(explanation(apart)[2]).toMatch(/^No task was delivered under both in 20 replications/);
  });

  it('close with what it costs', () => {
    expect(explanation(hub).at(-1)).toMatch(
      /^supervisor costs \$0\.\d+ \(.*\) per task, \$0\.\d+ \(.*\) more than workflow\.$/,
    );
  });
});

describe('the tables', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an escape sequence starts with
  const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');

  it.each([40, 60, 80, 100, 160])('have no line longer than %i columns, in colour or not', (width) => {
    for (const [, found] of all) {
      for (const colour of [false, true]) {
        const lines = explainTable(found, { width, colour, folder: null, given: 'x' }).split('\n').map(plain);
        expect(lines.filter((line) => line.length > width)).toEqual([]);
      }
    }
  });

  it('hold each part that is not zero, what they add up to, how tasks end and the cost', () => {
    const text = explainTable(race, { width: 100, colour: false, folder: null, given: 'x' });
    for (const word of [
      'latency, s',
      'tokens',
      'false claims escaped',
      'how tasks end, %',
      'cost, $',
      'total',
      '− caught in time',
    ])
      expect(text).toContain(word);
    expect(text).not.toContain('coordination ');
    expect(explainTable(race, { width: 100, colour: true, folder: null, given: 'x' })).toContain('\u001b[31m█');
  });

  it('draw bars to the side of the difference, solid only where it is shown', () => {
    const row = (found: Explanation, name: string): string =>
      explainTable(found, { width: 110, colour: false, folder: null, given: 'x' })
        .split('\n')
        .find((line) => line.startsWith(name))!;
    expect(row(hub, 'coordination')).toMatch(/ │█+$/);
    expect(row(hub, '− caught in time')).toMatch(/ █+│$/);
    expect(row(hub, 'prompts')).toMatch(/ │▏?$/);
    expect(row(blurred(hub, 'latency', true), 'coordination')).toMatch(/ │░+$/);
  });
});

describe('the chart', () => {
  it.each(all)('%s: compiles, fits its frame, and tells every number in its alt text', async (_, found) => {
    const spec = differencesChart(found);
    const svg = await renderSvg({ name: 'differences', spec });
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]+" /);
    expect(svg).not.toMatch(/NaN|undefined|null/);
    const width = Number(/width="(\d+)/.exec(svg)![1]);
    expect(width).toBeLessThan(1200);
    for (const line of [spec.title.subtitle].flat()) expect(width).toBeGreaterThan(textWidth(line, 12));
    const text = JSON.stringify(spec);
    const seen = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
    for (const { lines, names } of blocksOf(found).filter((block) => block.names.includes('total'))) {
      for (const [i, { difference }] of lines.entries()) {
        expect(seen).toContain(names[i]);
        expect(text).toContain(`"difference":${difference.mean}`);
        if (!Number.isNaN(difference.low)) expect(text).toContain(`"low":${difference.low},"high":${difference.high}`);
      }
    }
  });

  it('has a unit on each axis, and a panel a quantity that could be compared', () => {
    const titles = (found: Explanation): string[] =>
      [...JSON.stringify(differencesChart(found)).matchAll(/"title":"(Difference[^"]*)"/g)].map((match) => match[1]!);
    expect([...new Set(titles(race))]).toEqual(
      ['s', 'tokens', 'claims'].map((unit) => `Difference, mean per task, ${unit}`),
    );
    expect([...new Set(titles(dead))]).toEqual(['Difference, mean per task, tokens']);
  });
});

describe('the folder', () => {
  it('holds these files, the same bytes for the same input', async () => {
    const files = await textsOf(explanationFolder(race, input));
    expect([...files.keys()]).toEqual([
      'manifest.json',
      'scenario.yaml',
      'explain.csv',
      'result.json',
      'charts/differences.vl.json',
      'charts/differences.svg',
      'report.md',
      'report.html',
    ]);
    expect([
      ...(await textsOf(explanationFolder(await explained(article(), 'pipeline', 'choreography', 400), input))),
    ]).toEqual([...files]);
    expect(JSON.parse(files.get('manifest.json')!)).toMatchObject({ seed: 'test', replications: { finished: 400 } });
  });

  it('has one row per quantity and part, and the parts add up to the total', async () => {
    const [header, ...rows] = (await textsOf(explanationFolder(race, input)))
      .get('explain.csv')!
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    expect(header!.join()).toBe('scenario,a,b,quantity,part,kind,unit,n,mean_a,mean_b,difference,low,high');
    for (const quantity of ['latency', 'tokens', 'escaped']) {
      const own = rows.filter((row) => row[3] === quantity);
      const total = own.find((row) => row[4] === 'total')!;
      for (const column of [8, 9, 10]) {
        const sum = own.filter((row) => row[5] === 'part').reduce((all, row) => all + Number(row[column]), 0);
        expect(sum).toBeCloseTo(Number(total[column]), 8);
      }
    }
    expect(rows.at(-1)!.slice(3, 7)).toEqual(['cost', 'total', 'total', 'USD']);
  });

  it('reports the sentences, the chart, tables in which all rows are as long, and the definitions', async () => {
    const text = (await textsOf(explanationFolder(race, input))).get('report.md')!;
    expect(text.startsWith('# Why does choreography differ from pipeline?\n\n')).toBe(true);
    for (const sentence of explanation(race)) expect(text.replaceAll('\\$', '$')).toContain(sentence);
    expect(text).toContain('](charts/differences.svg)');
    expect(text).toContain(`\`\`\`sh\n${input.command}\n\`\`\``);
    const tables = text.split('\n\n').filter((block) => block.startsWith('| '));
    expect(tables).toHaveLength(6);
    for (const table of tables) {
      const counts = table.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(counts).size).toBe(1);
    }
    for (const { parts } of race.accounts)
      for (const { measure } of parts) expect(text).toContain(`| \`${measure.id}\` |`);
  });
});
