/** The house has one direction: kernel <- sim <- patterns <- experiment <- claims <- report <- cli. Nobody imports upward. */
const layer = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: ['\\.d\\.ts$'] }, to: {} },
    layer('kernel-knows-nothing', '^src/sim/kernel', '^src/(?!sim/kernel)', 'The kernel knows nothing of agents.'),
    layer(
      'sim-below-patterns',
      '^src/sim',
      '^src/(patterns|measures|experiment|claims|report|cli|playground)',
      'The simulator knows no pattern.',
    ),
    layer(
      'patterns-see-only-sim',
      '^src/patterns',
      '^src/(?!patterns|sim|scenario/scenario)',
      'A pattern is the whole of a pattern.',
    ),
    layer(
      'measures-read-records',
      '^src/measures',
      '^src/(?!measures|sim|scenario/scenario)',
      'Measures read what a run recorded.',
    ),
    layer('scenario-is-data', '^src/scenario', '^src/(?!scenario)', 'A scenario is plain data.'),
    layer(
      'experiment-below-claims',
      '^src/experiment',
      '^src/(claims|report|cli|playground)',
      'Experiments know no claim, and no output.',
    ),
    layer(
      'claims-below-report',
      '^src/claims',
      '^src/(?!claims|experiment|patterns|measures|sim|scenario)',
      'A claim is a declaration, and its verdict a number.',
    ),
    layer('report-below-cli', '^src/report', '^src/(cli|workers|playground)', 'Reports know no command.'),
    layer(
      'studies-know-no-threads',
      '^src/(experiment|claims)',
      '^src/workers',
      'A study is done by a crew, whoever that is.',
    ),
    layer('workers-below-cli', '^src/workers', '^src/(cli|playground)', 'Threads know no command.'),
    {
      name: 'portable',
      severity: 'error',
      comment: 'These run in the browser unchanged.',
      from: { path: '^src/(sim|patterns|measures|experiment|claims)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
