import type { Decision } from '../../decide/decision.js';
import type { ReportBlock } from '../documents/document.js';
import { escaped, renderMarkdown } from '../documents/markdown.js';
import type { Provenance } from '../folders/manifest.js';
import { recordOf } from './content.js';

export const APPENDIX = 'adr-appendix.md';

/**
 * The decision record on one page, with the front matter of MADR 4.0.0 (https://adr.github.io/madr). Its status is always proposed
 * and its names stay in braces: a tool does not decide. A date stands there only if one was given: no clock is read.
 */
export function adr(decision: Decision, { date, command }: Provenance): string {
  const { title, question, recommendation, sections } = recordOf(decision);
  const front = [
    '---',
    'status: "proposed"',
    ...(date === undefined ? [] : [`date: ${date}`]),
    'decision-makers: "{list everyone involved in the decision}"',
    '---',
  ].join('\n');
  const more: ReportBlock = {
    kind: 'text',
    text: [{ link: 'Options, limits, weights and conditions', href: APPENDIX }, '. Made by ', { code: command }, '.'],
  };
  const last = sections.length - 1;
  const whole = sections.map((one, i) => (i === last ? { ...one, blocks: [...one.blocks, more] } : one));
  const [head, asked, ...rest] = renderMarkdown({ title, subtitle: question, sections: whole }).split('\n\n');
  return [front, head, asked, `**${escaped(recommendation)}**`, ...rest].join('\n\n');
}
