import type { Comparison } from '../compare/comparison.js';
import type { Measure } from '../measures/measure.js';
import type { AgentSpec } from '../scenario/scenario.js';
import type { ReportSection, RichText } from './documents/document.js';
import { list, section, table } from './documents/sections.js';
import { parameterBlocks } from './parameters.js';
import type { TableColumn } from './tables/columns.js';
import { formatValue, inSentence } from './words/format.js';

const LIMITS =
  'The agents are mocks: no model was asked anything. The numbers compare ways to coordinate under these assumptions; they foretell neither the quality of a model nor the cost of a real system. The intervals tell what chance does to the simulation, not how far the assumptions are off.';

/** What the numbers rest on: what was put in, with its sources, and which measures follow from what. */
export function assumptions({ scenario, measures }: Comparison, scenarioText: string): ReportSection[] {
  const workers: readonly AgentSpec[] = [...scenario.agents, scenario.coordinator];
  const roles = workers.map(({ role }) => role);
  return section('assumptions', 'What was assumed', [
    {
      kind: 'text',
      text: ['These values come from ', { code: 'scenario.yaml' }, '; the simulator takes them as given.'],
    },
    table('Role', roles, roleColumns(workers), false),
    { kind: 'text', text: policyText(scenario) },
    ...parameterBlocks(scenarioText),
    { kind: 'text', text: 'Not every number rests on the same ground:' },
    ...list(claimTypes(measures)),
    { kind: 'text', text: LIMITS },
  ]);
}

function roleColumns(workers: readonly AgentSpec[]): TableColumn[] {
  const share = (heading: string, read: (agent: AgentSpec) => number): TableColumn => ({
    heading: [heading],
    align: 'right',
    cells: new Map(workers.map((agent) => [agent.role, formatValue('share', read(agent))])),
  });
  return [
    { heading: ['model'], align: 'left', cells: new Map(workers.map(({ role, model }) => [role, model.name])) },
    share('hallucination', (agent) => agent.hallucination),
    share('detection', (agent) => agent.detection),
    share('false alarm', (agent) => agent.falseAlarm),
    share('credulity', (agent) => agent.credulity),
    share('deference', (agent) => agent.deference),
    share('call failure', (agent) => agent.failure),
    share('call hang', (agent) => agent.hang),
  ];
}

function policyText({ policies, provider }: Comparison['scenario']): string {
  const seconds = (value: number): string => (Number.isFinite(value) ? formatValue('s', value) : 'none');
  return `Timeout ${seconds(policies.timeout)}; attempts ${policies.retry.attempts}; deadline ${seconds(policies.deadline)}; tolerance ${policies.tolerance} false claims; writes ${policies.writes}; prompt cache ${provider.promptCache ? 'on' : 'off'}; on overflow ${provider.overflow}.`;
}

function claimTypes(measures: readonly Measure[]): RichText[] {
  const structural = ({ group }: Measure): boolean => group === 'structure';
  const quality = ({ group, id }: Measure): boolean =>
    id === 'correct' || id === 'wrong' || group === 'errors' || group === 'legibility';
  const labels = (of: (measure: Measure) => boolean): string =>
    measures
      .filter(of)
      .map((measure) => inSentence(measure.label))
      .join(', ');
  const types = [
    ['Structural', 'follows from counting who tells whom what', labels(structural)],
    [
      'Emergent',
      'follows from timing, queues, faults and prices, under this scenario',
      labels((one) => !structural(one) && !quality(one)),
    ],
    [
      'Assumed quality',
      'true only through the parameters in the table above, which nobody measured here',
      labels(quality),
    ],
  ] as const;
  return types
    .filter(([, , names]) => names !== '')
    .map(([type, ground, names]) => [{ strong: type }, `: ${ground}: ${names}.`]);
}
