import type { Comparison } from '../compare/comparison.js';
import type { Measure } from '../measures/measure.js';
import { listedModels, listingText } from '../scenario/models/listed.js';
import { valueAt } from '../scenario/plain-data.js';
import type { AgentSpec } from '../scenario/scenario.js';
import { SHOWN_OF_AGENTS } from '../scenario/schema/agents.js';
import { declaredKeys } from '../scenario/schema/keys.js';
import { disturbances, placesWhereOn, remedies, type SwitchKey } from '../scenario/undisturbed.js';
import type { ReportBlock, ReportSection, RichText } from './documents/document.js';
import { folded, list, section, table } from './documents/sections.js';
import { parameterBlocks, parametersOf } from './parameters.js';
import type { TableColumn } from './tables/columns.js';
import { formatValue, inSentence } from './words/format.js';

const LIMITS =
  'The agents are mocks: no model was called. The numbers compare coordination patterns under these assumptions; they predict neither the quality of a model nor the cost of a real system. The intervals cover the randomness of the simulation, not errors in the assumptions.';

/** What the numbers rest on: what matters first, and the rates of each role; the rest folded. */
export function assumptions(
  { scenario, measures }: Comparison,
  scenarioText: string,
  first: readonly string[] = scenario.decision.uncertain.map(({ path }) => path),
): ReportSection[] {
  const workers: readonly AgentSpec[] = [...scenario.agents, scenario.coordinator];
  const roles = workers.map(({ role }) => role);
  return section('assumptions', 'What is assumed', [
    { kind: 'text', text: LIMITS },
    ...foremost(scenarioText, first.slice(0, FOREMOST)),
    ...folded('The rates of each role', [table('Role', roles, roleColumns(workers), false)]),
    ...folded('All other settings', [
      {
        kind: 'text',
        text: ['All values stand in ', { code: 'scenario.yaml' }, '; the simulator takes them as given.'],
      },
      ...list(conditionItems(scenario)),
    ]),
    ...parameterBlocks(scenarioText),
    ...folded('Which measures depend on what', list(claimTypes(measures))),
  ]);
}

/** Values that are read without being asked for. */
const FOREMOST = 5;

/** Values of the scenario with where they come from, in the given order. */
function foremost(scenarioText: string, paths: readonly string[]): ReportBlock[] {
  const written = parametersOf(scenarioText);
  const rows = paths.flatMap((path): RichText[][] => {
    const found = written.find((one) => one.path === path);
    return found?.value == null ? [] : [[[{ code: path }], found.value, found.comment ?? '']];
  });
  const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
  const columns = [left('Uncertain, and matters first'), left('Assumed'), left('Source')];
  return rows.length === 0 ? [] : [{ kind: 'table', columns, rows, ofPatterns: false }];
}

function roleColumns(workers: readonly AgentSpec[]): TableColumn[] {
  return SHOWN_OF_AGENTS.map(({ name, heading }) => {
    const isName = name === 'model';
    const cell = (agent: AgentSpec): string => (isName ? modelText(agent) : formatValue('share', Number(agent[name])));
    return {
      heading: [heading],
      align: isName ? 'left' : 'right',
      cells: new Map(workers.map((agent) => [agent.role, cell(agent)])),
    };
  });
}

const modelText = ({ model: { name, tier } }: AgentSpec): string =>
  tier.name === 'standard' ? name : `${name} (${tier.name})`;

/** What goes wrong beside what the table of roles tells, and what is done about it. */
function conditionItems(scenario: Comparison['scenario']): RichText[] {
  const on = (keys: readonly SwitchKey[]): string[] => {
    const others = keys.filter(({ shown }) => shown === undefined);
    return others.flatMap((key) => placesWhereOn(scenario, key));
  };
  const told = (what: string, paths: readonly string[]): RichText[] =>
    paths.length === 0 ? [] : [[`${what}: `, ...paths.flatMap((path, i) => [i > 0 ? ', ' : '', { code: path }])]];
  return [
    ['Settings: ', shownSettings(scenario).join('; '), '.'],
    ...modelItems(scenario),
    ...told('What goes wrong', on(disturbances)),
    ...told('What is done about it', on(remedies)),
  ];
}

/** Where the prices of models on the market come from, and what of these models is assumed. */
function modelItems(scenario: Comparison['scenario']): RichText[] {
  return listedModels(scenario).map((listed) => [`Model ${listed.name}: ${listingText(listed)}.`]);
}

/** Single values of the scenario that its keys ask to be shown. */
function shownSettings(scenario: Comparison['scenario']): string[] {
  return declaredKeys.flatMap(({ path, shown, range }) => {
    const value = valueAt(scenario, path);
    if (shown === undefined || path.includes('*') || path[0] === 'coordinator' || value === undefined) return [];
    return `${shown} ${settingText(value, range?.startsWith('duration') === true)}`;
  });
}

function settingText(value: unknown, isDuration: boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value !== 'number') return String(value);
  return Number.isFinite(value) ? formatValue(isDuration ? 's' : '1', value) : 'none';
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
    ['Structural', 'follows from counting participants and messages', labels(structural)],
    [
      'Emergent',
      'follows from timing, queues, faults and prices of this scenario',
      labels((one) => !structural(one) && !quality(one)),
    ],
    ['Assumed quality', 'depends on the parameters in the table above, which were not measured here', labels(quality)],
  ] as const;
  return types
    .filter(([, , names]) => names !== '')
    .map(([type, ground, names]) => [{ strong: type }, `: ${ground}: ${names}.`]);
}
