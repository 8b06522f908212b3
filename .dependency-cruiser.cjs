/** Who may import whom: architecture in CONTRIBUTING.md. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [...allowed, '^node_modules/', '^@'], dependencyTypesNot: ['core'] },
});
const SERVICES = 'appsync|issuer|eventbridge|lambda|sqs|dynamodb|kinesis|s3|mediaconvert';
/** This package, as others import it: what it resolves to is there once it is built. */
const PACKAGE = '^mediaconvert-job-progress/(client|element)$';
const SDK = '^node_modules/(@aws-sdk|@smithy|@aws-crypto)/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: PACKAGE } },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    only('dependencies-imports-nothing', '^dependencies/', ['^dependencies/']),
    only('schema-imports-nothing', '^schema/', ['^schema/']),
    only('functions', '^functions/', ['^functions/', '^schema/']),
    only('functions-lib-imports-nothing', '^functions/lib/', ['^functions/lib/']),
    {
      name: 'functions-share-only-their-lib',
      severity: 'error',
      from: { path: '^functions/(collector|analyzer|reconciler)/' },
      to: { path: '^functions/', pathNot: '^functions/($1|lib)/' },
    },
    only('collector-event', '^functions/collector/event/', [
      '^functions/collector/event/',
      '^functions/lib/(read-field|row-text|job-limits)[.]ts$',
      '^schema/',
    ]),
    only('collector-job', '^functions/collector/job/', [
      '^functions/collector/job/',
      '^functions/lib/(known|allowed-silence|earliest-time|job-limits)[.]ts$',
      '^functions/collector/event/',
      '^schema/',
    ]),
    {
      name: 'collector-job-takes-only-types-of-event',
      severity: 'error',
      from: { path: '^functions/collector/job/' },
      to: { path: '^functions/collector/event/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'collector-event-and-job-are-pure',
      comment: 'no SDK, no clock, no Node',
      severity: 'error',
      from: { path: '^functions/collector/(event|job)/' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'store-and-publish-never-meet',
      severity: 'error',
      from: { path: '^functions/collector/(store|publish)/' },
      to: { path: '^functions/collector/(store|publish|handler)', pathNot: '^functions/collector/$1/' },
    },
    {
      name: 'reconciler-job-is-pure',
      comment: 'no clock, no Node, of the SDK its types alone',
      severity: 'error',
      from: { path: '^functions/reconciler/job/' },
      to: { dependencyTypes: ['core', 'npm'], dependencyTypesNot: ['type-only'] },
    },
    only('analyzer', '^functions/analyzer/', ['^functions/analyzer/', '^functions/lib/', '^schema/events/']),
    only('analyzer-media', '^functions/analyzer/media/', ['^functions/analyzer/media/']),
    only('analyzer-settings', '^functions/analyzer/settings/', [
      '^functions/analyzer/settings/',
      '^functions/analyzer/media/',
      '^functions/lib/read-field[.]ts$',
    ]),
    {
      name: 'analyzer-settings-takes-only-types-of-media',
      severity: 'error',
      from: { path: '^functions/analyzer/settings/' },
      to: { path: '^functions/analyzer/media/', dependencyTypesNot: ['type-only'] },
    },
    only('resolvers', '^resolvers/', ['^resolvers/(lib/|[A-Z])', '^schema/generated/']),
    {
      name: 'resolvers-know-only-appsync',
      severity: 'error',
      from: { path: '^resolvers/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: '@aws-appsync/utils' },
    },
    only('infra', '^infra/', ['^infra/']),
    {
      name: 'examples-know-the-package-alone',
      comment: 'an example is the first code of a project of its own: of this one it takes types',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^(?!examples/|node_modules/|dist/)', pathNot: PACKAGE, dependencyTypesNot: ['core', 'type-only'] },
    },
    only('local', '^local/', ['^local/', '^schema/(events|generated)/']),
    {
      name: 'local-services-meet-on-the-wire',
      severity: 'error',
      from: { path: `^local/(${SERVICES})/` },
      to: { path: `^local/(${SERVICES}|gateway|main)`, pathNot: '^local/($1/|gateway/service[.]ts$)' },
    },
    only('client', '^client/', ['^client/', '^schema/generated/']),
    {
      name: 'client-needs-no-node',
      severity: 'error',
      from: { path: '^(client|dashboard)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'client-needs-no-sdk', severity: 'error', from: { path: '^(client|dashboard)/' }, to: { path: SDK } },
    only('redrive', '^redrive/', ['^redrive/', '^local/(command-line|printable)[.]ts$']),
    only('watch', '^watch/', ['^watch/', '^client/', '^schema/generated/', '^local/(command-line|printable)[.]ts$']),
    only('dashboard', '^dashboard/', ['^dashboard/', '^client/', '^schema/generated/']),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^dist/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
