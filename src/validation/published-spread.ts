/** How far one false claim gets: Xie et al., "From Spark to Fire", arXiv 2603.04474 v2, five agents, five rounds. */
import type { Luckily } from './effort.js';
import { meanOf } from './estimate.js';
import { checks, type PublishedRow, ranks } from './published-row.js';
import { CHAIN, coverages, MESH, type Spread, STAR } from './spread.js';

/** Trials of each shape that were published: coverage is checked within two standard errors of so many. */
const TRIALS = 20;
const LEAF = 4;

const SOURCE = 'Xie et al., arXiv 2603.04474 v2';

const CHAIN_LACKS =
  'a start in all agents alike, at what the paper saw in the first round and does not print; here one agent begins (with four rounds in place of five, the chain covers .929 and the mesh .953)';
const LEAF_LACKS =
  'a hub that hands on little of what its workers say, as in these two frameworks; here it believes a leaf as readily as a leaf the hub';

export function publishedSpreadRows(luck: Luckily): PublishedRow[] {
  const [hub, leaf] = [coverages(STAR, luck), coverages({ ...STAR, seeded: LEAF }, luck)];
  const inStar = 'set by the fit to the star above, of five agents; the frameworks had four';
  const seeded = (where: string, framework: string, published: number, values: Float64Array, missing?: string) =>
    coverage(`${framework}, a false claim at ${where}`, 'table II', inStar, published, values, missing);
  return [
    coverage('a star of five', 'table I', fitted(STAR), 1, hub),
    coverage('a chain of five', 'table I', fitted(CHAIN), 0.92, coverages(CHAIN, luck), CHAIN_LACKS),
    coverage('a mesh of five', 'table I', fitted(MESH), 0.982, coverages(MESH, luck)),
    ranks(
      {
        name: 'a star, a false claim at a leaf and at the hub',
        what: 'it gets less far from a leaf',
        source: `${SOURCE}, table II`,
        basis: inStar,
      },
      '<',
      [
        ['leaf', leaf],
        ['hub', hub],
      ],
    ),
    seeded('the hub', 'CrewAI and LangGraph', 1, hub),
    seeded('a leaf', 'CrewAI', 0.159, leaf, LEAF_LACKS),
    seeded('a leaf', 'LangGraph', 0.097, leaf, LEAF_LACKS),
  ];
}

const fitted = ({ credulity, repair }: Spread): string =>
  `set by the paper's fit to this curve: adoption ${credulity}, repair ${repair}; so the rule is checked, not the rates`;

function coverage(
  name: string,
  table: string,
  basis: string,
  published: number,
  values: Float64Array,
  missing?: string,
): PublishedRow {
  const finding = {
    name,
    what: 'share of agents that hold the false claim after five rounds',
    unit: 'share',
    source: `${SOURCE}, ${table}`,
    basis,
  };
  const mean = meanOf(values).value;
  const variance = meanOf(values.map((value) => (value - mean) ** 2)).value;
  return checks(finding, published, mean, 2 * Math.sqrt(variance / TRIALS), missing);
}
