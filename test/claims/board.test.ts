import { describe, expect, it } from 'vitest';
import { claims } from '../../src/claims/index.js';
import { patterns } from '../../src/patterns/index.js';
import type { BoardEffect, BoardTile } from '../../src/report/documents/board.js';
import { claimsDocument } from '../../src/report/documents/claims.js';
import { claimsBoard, verdictCounts } from '../../src/report/documents/claims-board.js';
import { renderMarkdown } from '../../src/report/documents/markdown.js';
import { countsSentence, sourceName, sweepSubject } from '../../src/report/words/claims.js';
import { standIns } from './stand-ins.js';

const all = standIns();
const board = claimsBoard(all);
const tiles = board.groups.flatMap((group) => group.tiles);
const made = { seed: 'rehearsal', runs: 40, command: 'rehearse claims', hasFolders: true };

const tileOf = (id: string): BoardTile => tiles.find((tile) => tile.id === id)!;

describe('the board of claims', () => {
  it('has every claim once, in the group of its verdict', () => {
    expect(tiles.map(({ id }) => id).sort()).toEqual(claims.map(({ id }) => id).sort());
    for (const { title, tiles: own } of board.groups) {
      expect(title).toMatch(new RegExp(`: ${own.length}$`));
      expect(new Set(own.map(({ traits }) => traits.verdict![0])).size).toBe(1);
    }
    for (const { claim, verdict } of all) expect(tileOf(claim.id).traits.verdict).toEqual([verdict.word]);
  });

  it('its page begins with how many claims have each verdict, which adds up', () => {
    const counts = verdictCounts(all);
    expect(counts.length).toBe(board.groups.length);
    expect(counts.length).toBeGreaterThan(3);
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(claims.length);
    for (const [word, count] of counts) {
      expect(count).toBe(all.filter(({ verdict }) => verdict.word === word).length);
    }
    const { verdict } = claimsDocument(all, made).head!;
    expect(verdict).toBe(countsSentence(counts));
    expect(verdict.split(' ').length).toBeLessThanOrEqual(24);
    expect(
      countsSentence([
        ['holds', 2],
        ['does not hold', 1],
      ]),
    ).toBe('Of 3 claims, 2 hold and 1 does not hold.');
  });

  it('says each claim in at most twelve words, and its source in at most four', () => {
    for (const { title, source } of tiles) {
      expect(title.split(/\s+/).length, title).toBeLessThanOrEqual(12);
      expect(source.split(' ').length, source).toBeLessThanOrEqual(4);
    }
    for (const sweep of claims.flatMap(({ sweeps }) => sweeps)) expect(sweepSubject(sweep).length).toBeGreaterThan(1);
    expect(sourceName('LangChain, documentation of multi-agent patterns')).toBe('LangChain');
  });

  it('draws every number within its line', () => {
    const effects = tiles.flatMap((tile): readonly BoardEffect[] => tile.effects);
    expect(new Set(effects.map(({ outcome }) => outcome))).toEqual(new Set(['shown', 'refuted', 'open', 'flip']));
    for (const { picture, tip } of effects) {
      expect(tip).not.toBe('');
      if (picture === null) continue;
      const places =
        picture.kind === 'interval'
          ? [picture.low, picture.mean, picture.high]
          : picture.flips.flatMap(({ low, at, high }) => [low, at, high]);
      for (const place of places) expect(place >= 0 && place <= 1).toBe(true);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      if (picture.kind === 'strip') {
        expect(picture.stretches.map(({ from }) => from).slice(1)).toEqual(
          picture.stretches.map(({ to }) => to).slice(0, -1),
        );
      }
    }
  });

  it('shows of what differs one of each before a second of any', () => {
    for (const one of all) {
      const { effects } = tileOf(one.claim.id);
      const outcomes = one.conditions.filter(({ condition }) => condition.aside !== true).map(({ outcome }) => outcome);
      if (new Set(outcomes).size > 1) expect(new Set(effects.map(({ outcome }) => outcome)).size).toBe(2);
    }
  });

  it('filters by what its tiles have, and by patterns that there are', () => {
    const names = patterns.map(({ name }) => name);
    for (const { id, values } of board.filters) {
      for (const value of values) expect(tiles.some(({ traits }) => traits[id]!.includes(value))).toBe(true);
      const had = new Set(tiles.flatMap(({ traits }) => traits[id]!));
      expect([...values].sort()).toEqual([...had].sort());
    }
    expect(
      board.filters.find(({ id }) => id === 'pattern')!.values.filter((name) => names.includes(name)).length,
    ).toBeGreaterThan(15);
  });
});

it('as Markdown the board is a table a group, and each claim keeps its section', () => {
  const text = renderMarkdown(claimsDocument(all, made));
  for (const { id, short } of claims) {
    expect(text).toContain(`\n## ${id}\n`);
    expect(text).toContain(`| [${id}](#${id}) | ${short.replaceAll('[', '\\[')} |`);
  }
});
