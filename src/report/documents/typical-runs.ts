import type { Comparison } from '../../compare/comparison.js';
import { typicalRun } from '../../study/typical.js';
import { mermaidTrace } from '../exporters/traces/mermaid.js';
import { timeline } from '../exporters/traces/timeline.js';
import type { ReportBlock, ReportSection } from './document.js';
import { section } from './sections.js';

/** Columns of a timeline in a report. */
const WIDTH = 96;

/** How a typical task goes under the first two of the table: as a sequence diagram for code hosts, and as a timeline. */
export function typicalRuns({ scenario, ranking, seed }: Comparison): ReportSection[] {
  return section(
    'typical',
    'A typical task',
    ranking.slice(0, 2).flatMap((pattern): ReportBlock[] => {
      const run = typicalRun(scenario, pattern, seed);
      if (run === null) return [];
      const { replication, isAlone, trace } = run;
      const which = isAlone ? 'in an empty house' : `replication ${replication}`;
      const title = `${pattern} · ${which}`;
      const told = `${pattern}: of the first tasks that were delivered the one with the middle latency, ${which}.`;
      return [
        { kind: 'text', text: told },
        { kind: 'code', language: 'mermaid', text: mermaidTrace(trace) },
        {
          kind: 'details',
          summary: `What happened under ${pattern}`,
          blocks: [{ kind: 'code', language: 'text', text: timeline(trace, { title, width: WIDTH, colour: false }) }],
        },
      ];
    }),
  );
}
