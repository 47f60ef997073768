import type { Decision } from '../../decide/decision.js';
import { escaped, renderMarkdown } from '../documents/markdown.js';
import type { Provenance } from '../folders/manifest.js';
import { recordOf } from './content.js';

export const APPENDIX = 'adr-appendix.md';

/**
 * The decision record on one page, with the front matter of MADR 4.0.0 (https://adr.github.io/madr). Its status is always proposed
 * and its names stay in braces: a tool does not decide. A date stands there only if one was given: no clock is read.
 */
export function adr(decision: Decision, { date }: Provenance): string {
  const { title, question, recommendation, sections } = recordOf(decision);
  const front = [
    '---',
    'status: "proposed"',
    ...(date === undefined ? [] : [`date: ${date}`]),
    'decision-makers: "{list everyone involved in the decision}"',
    '---',
  ].join('\n');
  const body = renderMarkdown({ title, subtitle: question, sections }).split('\n');
  const at = body.indexOf('', 2) + 1;
  const told = [`**${escaped(recommendation)}**`, '', ...body.slice(at)];
  return `${front}\n\n${[...body.slice(0, at), ...told].join('\n')}\n[All options, limits, weights and how to reproduce this](${APPENDIX})\n`;
}
