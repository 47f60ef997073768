import type { Provenance } from '../folders/manifest.js';
import type { Tile } from '../words/verdict/verdict.js';
import type { Command, DocumentLink, ReportBlock, ReportHead, ReportSection } from './document.js';

/** What the first screen of a report says, and where it leads. */
export function headOf(
  said: { readonly sentence: string; readonly because: readonly string[]; readonly tiles?: readonly Tile[] },
  links: readonly DocumentLink[],
  { command }: Provenance,
  more: readonly Command[] = [],
): ReportHead {
  return {
    verdict: said.sentence,
    because: said.because,
    tiles: said.tiles ?? [],
    links: [...links, SCENARIO],
    commands: [{ label: 'Run again', command }, ...more],
  };
}

const SCENARIO: DocumentLink = { link: 'Scenario', href: 'scenario.yaml' };

/** The rest of an answer in sentences becomes what is said below its first one. */
export function fromSentences([sentence = '', ...because]: readonly string[]): {
  readonly sentence: string;
  readonly because: readonly string[];
} {
  return { sentence, because };
}

export const csv = (file: string, link = file): DocumentLink => ({ link, href: file });

/** The first chart beside the numbers that it shows; further ones below. */
export function mainSection(
  id: string,
  title: string,
  [first, ...further]: readonly ReportBlock[],
  beside: readonly ReportBlock[],
): ReportSection {
  const blocks: readonly ReportBlock[] =
    first === undefined ? beside : [{ kind: 'beside', sides: [[first], beside] }, ...further];
  return { id, title, isUntitled: true, blocks };
}
