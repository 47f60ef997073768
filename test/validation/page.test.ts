import { describe, expect, it } from 'vitest';
import { calibrationChart, missesChart } from '../../src/report/charts/calibration.js';
import { validationDocument } from '../../src/report/documents/validation.js';
import { validationFolderFiles } from '../../src/report/folders/validation.js';
import {
  familyCounts,
  missingMechanism,
  settingSentence,
  validationSentence,
  validationVerdict,
} from '../../src/report/words/validation.js';
import { isFailure, sets } from '../../src/validation/published-row.js';
import type { Row } from '../../src/validation/row.js';
import { agreeing, finding, form, lacking, law, news, rows, run } from './sample-rows.js';

describe('what the validation comes to', () => {
  it('counts each family as its rows are, without those that set parameters', () => {
    for (const { family, checked, agree, lacking: named } of familyCounts(rows)) {
      const own = rows.filter((row) => row.kind === family.kind && !('role' in row && row.role === 'sets'));
      expect(checked).toBe(own.length);
      expect(agree).toBe(own.filter(({ ok }) => ok).length);
      expect(named).toBe(family.kind === 'published' ? 1 : 0);
    }
    expect(familyCounts(rows).map(({ family }) => family.kind)).toEqual([
      'law',
      'closed form',
      'recorded run',
      'published',
    ]);
    expect(settingSentence(rows)).toMatch(/^1 published figure sets a parameter/);
  });

  it('says in one sentence what agrees and what does not', () => {
    expect(validationSentence(agreeing)).toBe(
      'The simulator agrees with 1 of 1 laws, all 2 closed forms, 1 of 1 figures of recorded runs and 1 of 1 published figures.',
    );
    expect(validationSentence(rows)).toMatch(
      /and 1 of 2 published figures; 1 does not, each with the missing mechanism named\.$/,
    );
    expect(validationSentence([...rows, news])).toMatch(/; 2 do not, 1 for a reason that is not known\.$/);
  });

  it('answers in at most 20 words', () => {
    expect(validationVerdict(agreeing)).toBe('Everything that is checked agrees.');
    expect(validationVerdict(rows)).toBe(
      'What is checked agrees, but for 1 of 2 published figures, each with its missing mechanism named.',
    );
    expect(validationVerdict([...rows, news])).toBe('What is checked agrees, but for 2 of 3 published figures.');
    for (const all of [agreeing, rows]) expect(validationVerdict(all).split(' ').length).toBeLessThanOrEqual(20);
  });

  it('a figure that sets a parameter and is not met counts as one that does not agree', () => {
    const [counted] = familyCounts([sets(finding, 0.4, 0.9, 0.1)]);
    expect(counted).toMatchObject({ checked: 1, agree: 0, lacking: 0 });
  });
});

describe('the page', () => {
  const found = { rows, notCovered: [], notExpressible: ['a fault'] };
  const made = { version: '0.1.0', command: 'rehearse validate' };
  const document = validationDocument(found, made);

  it('lists exactly the rows that do not agree, with what is missing, and every row in the folded table', () => {
    const tables = document.sections.flatMap(({ blocks }) =>
      blocks
        .flatMap((block) => (block.kind === 'details' ? block.blocks : [block]))
        .filter((block) => block.kind === 'table'),
    );
    const [families, failing, all] = tables;
    expect(families!.rows.length).toBe(familyCounts(rows).length);
    expect(failing!.rows.length).toBe(rows.filter(isFailure).length);
    expect(failing!.rows[0]!.at(-1)).toBe('a judge');
    expect(missingMechanism(lacking)).toBe('a judge');
    expect(all!.rows.length).toBe(rows.length);
  });

  it('has rows as CSV and JSON beside, and the same bytes each time', async () => {
    const [one, two] = [await validationFolderFiles(found, made), await validationFolderFiles(found, made)];
    expect(two).toEqual(one);
    expect(one.get('rows.csv')!.trim().split('\n').length).toBe(rows.length + 1);
    expect(JSON.parse(one.get('rows.json')!)).toMatchObject({ rows: rows.map(({ name, ok }) => ({ name, ok })) });
    expect([...one.keys()]).toContain('charts/calibration.svg');
  });
});

describe('the plots', () => {
  const numbers = new Map([[lacking as Row, 1]]);

  it('draw a dot a row that agrees, a diamond a row that does not, and zero beside the logarithmic axis', () => {
    const { svg, title } = calibrationChart([...rows, form(0, 0)], numbers)!;
    expect(svg.match(/<circle/g)).toHaveLength(5);
    expect(svg.match(/<path d="M[^"]*Z"/g)).toHaveLength(1);
    expect(svg).not.toContain('NaN');
    expect(title).toBe('1 of 6 figures do not come out as expected, all of them published figures');
  });

  it('draw rows on the same place once, and say how many they are', () => {
    const { svg } = calibrationChart([run(12), run(12), run(12)], new Map())!;
    expect(svg.match(/<circle/g)).toHaveLength(1);
    expect(svg).toContain('and 2 rows at the same place');
  });

  it('are none where there is nothing to draw', () => {
    expect(calibrationChart([law], new Map())).toBeNull();
    expect(missesChart(new Map())).toBeNull();
    expect(missesChart(numbers)!.svg).toContain('0.5 → 0.9');
  });
});
