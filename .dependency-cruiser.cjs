/**
 * The house has one direction: each folder of `src` imports only from those named in its row. Type imports count.
 * `kernel` and `statistics` know nothing else; `cli` knows everything.
 */
const house = [
  ['kernel', []],
  ['statistics', ['scenario']],
  ['scenario', []],
  ['traces', ['sim']],
  ['sim', ['kernel', 'scenario']],
  ['patterns', ['kernel', 'scenario', 'sim']],
  ['measures', ['scenario', 'sim']],
  ['study', ['statistics', 'scenario', 'sim', 'patterns', 'measures']],
  ['compare', ['statistics', 'scenario', 'sim', 'patterns', 'measures', 'study']],
  ['sweep', ['statistics', 'scenario', 'sim', 'patterns', 'measures', 'study', 'compare']],
  ['capacity', ['statistics', 'scenario', 'sim', 'patterns', 'measures', 'study']],
  ['audit', ['statistics', 'scenario', 'sim', 'patterns', 'measures', 'study', 'compare']],
  ['advise', ['scenario']],
  ['migrate', ['statistics', 'scenario', 'sim', 'patterns', 'measures', 'study']],
  ['decide', ['statistics', 'scenario', 'sim', 'patterns', 'measures', 'study', 'compare']],
  ['explain', ['statistics', 'scenario', 'sim', 'patterns', 'measures', 'study', 'compare']],
  ['calibrate', ['statistics', 'scenario', 'sim', 'patterns', 'traces']],
  ['difference', ['statistics', 'scenario', 'measures', 'study', 'compare']],
];
const questions = [
  'compare',
  'sweep',
  'capacity',
  'audit',
  'advise',
  'migrate',
  'decide',
  'explain',
  'difference',
  'calibrate',
];
const below = ['kernel', 'statistics', 'scenario', 'sim', 'patterns', 'measures', 'study', ...questions];
house.push(
  ['claims', below],
  ['validation', below],
  ['report', [...below, 'claims', 'validation']],
  ['playground', [...below, 'claims', 'report']],
  ['workers', [...below, 'claims', 'validation', 'report']],
  ['api', [...below, 'report']],
  ['real', [...below, 'report']],
  ['cli', [...below, 'claims', 'validation', 'report', 'workers', 'playground', 'traces', 'real']],
);

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'Type imports count.', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: ['\\.d\\.ts$'] }, to: {} },
    ...house.map(([folder, allowed]) => ({
      name: `${folder}-looks-up-only`,
      severity: 'error',
      comment: `src/${folder} may import from: ${[folder, ...allowed].join(', ')}.`,
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(?!(${[folder, ...allowed].join('|')})/)` },
    })),
    {
      name: 'one-door-to-the-simulator',
      severity: 'error',
      comment:
        'Patterns take what they need of a run from src/patterns/kit.ts; only the catalogue lays plans out itself.',
      from: { path: '^src/patterns/', pathNot: '^src/patterns/(kit|plan)\\.ts$' },
      to: { path: '^src/(kernel|sim)/' },
    },
    {
      name: 'report-simulates-nothing',
      severity: 'error',
      comment:
        'A report is made from results, which are plain data: src/report takes types from the simulator, no code.',
      from: { path: '^src/report/' },
      to: { path: '^src/(kernel|sim|workers)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'report-runs-no-study',
      severity: 'error',
      comment: 'Of a study, src/report takes types, and functions that read a result and nothing else.',
      from: { path: '^src/report/' },
      to: {
        path: '^src/(study|compare|sweep|capacity|audit|advise|migrate|decide|explain|difference|claims|validation)/',
        pathNot: [
          '^src/(audit|migrate)/result\\.ts$',
          '^src/study/(baseline|columns|pairs|pattern-runs|summary-row)\\.ts$',
          '^src/compare/(breakdowns|summary-rows)\\.ts$',
          '^src/decide/(limits|nearest|score|statistics)\\.ts$',
          '^src/explain/account\\.ts$',
          '^src/claims/(quantities|verdict|needs)\\.ts$',
          '^src/validation/published-row\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'playground-draws-for-itself',
      severity: 'error',
      comment:
        'The page takes of a report: looks, words and the reading of runs; of claims types, and how readings are written.',
      from: { path: '^src/playground/' },
      to: {
        path: '^src/(report|claims)/',
        pathNot: [
          '^src/report/charts/theme\\.ts$',
          '^src/report/words/format\\.ts$',
          '^src/report/results/story\\.ts$',
          '^src/claims/say\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'scenes-are-pure',
      severity: 'error',
      comment: 'Scenes, lessons and the engine know no page.',
      from: { path: '^src/playground/(scene|lessons|engine)/' },
      to: { path: '^src/playground/ui/' },
    },
    {
      name: 'portable',
      severity: 'error',
      comment: 'These run in the browser unchanged.',
      from: {
        path: '^src/(kernel|statistics|sim|patterns|measures|study|compare|sweep|capacity|audit|advise|migrate|decide|explain|difference|claims|playground)/',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'queue-packages-are-optional',
      severity: 'error',
      comment: 'Whoever uses no queue need not install them: nothing else imports what peerDependencies name.',
      from: { path: '^src/', pathNot: '^src/workers/queue/' },
      to: { path: '^node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      // The page ships built: what it is made of need not be installed.
      // What tests import brings its own vitest.
      from: { path: '^src', pathNot: '^src/(playground/ui/|workers/queue/|vitest\\.ts$)' },
      // hast is nothing but types, which hastscript brings.
      to: {
        pathNot: '^(hast|node_modules/@types/hast)',
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
