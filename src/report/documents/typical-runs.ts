import type { Comparison } from '../../compare/comparison.js';
import { mermaidTrace } from '../exporters/traces/mermaid.js';
import { timeline } from '../exporters/traces/timeline.js';
import type { ReportBlock, ReportSection } from './document.js';
import { section } from './sections.js';

/** Columns of a timeline in a report. */
const WIDTH = 96;

/** How a typical task goes under the best patterns: as a sequence diagram for code hosts, and as a timeline. */
export function typicalRuns({ typical }: Comparison): ReportSection[] {
  return section(
    'typical',
    'A typical task',
    typical.flatMap(({ pattern, replication, isAlone, story }): ReportBlock[] => {
      const which = isAlone ? 'with no other task in the system' : `replication ${replication}`;
      const title = `${pattern} · ${which}`;
      return [
        {
          kind: 'text',
          text: `${pattern}: the task with the median latency among the first delivered ones, ${which}.`,
        },
        { kind: 'code', language: 'mermaid', text: mermaidTrace(story) },
        {
          kind: 'details',
          summary: `What happened under ${pattern}`,
          blocks: [{ kind: 'code', language: 'text', text: timeline(story, { title, width: WIDTH, colour: false }) }],
        },
      ];
    }),
  );
}
