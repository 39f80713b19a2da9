/**
 * Who may import whom, as one table. Arrows point one way: services → runtime, process, clients, store, pipeline → contracts.
 * That a line is short matters most where it names what a service cannot reach: the extractor has no way to the
 * target, the loader none to the source.
 */
export const MAY_DEPEND_ON: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  pipeline: ['contracts'],
  queues: ['contracts', 'pipeline'],
  ledger: ['contracts'],
  mapping: ['contracts'],
  report: ['contracts'],
  http: ['contracts'],
  zephyr: ['contracts', 'http'],
  qtest: ['contracts', 'http'],
  store: ['contracts', 'pipeline'],
  target: ['contracts', 'http', 'mapping', 'qtest', 'store'],
  process: ['contracts', 'http'],
  runtime: ['contracts', 'http', 'pipeline', 'process', 'qtest', 'queues', 'store', 'zephyr'],

  // Runs in a browser, and knows of the API what its document says.
  dashboard: [],

  'control-api': [
    'contracts',
    'dashboard',
    'http',
    'mapping',
    'pipeline',
    'process',
    'qtest',
    'queues',
    'report',
    'store',
    'target',
    'zephyr',
  ],
  extractor: [
    'contracts',
    'http',
    'ledger',
    'mapping',
    'pipeline',
    'process',
    'queues',
    'runtime',
    'store',
    'zephyr',
  ],
  transformer: [
    'contracts',
    'ledger',
    'mapping',
    'pipeline',
    'process',
    'queues',
    'runtime',
    'store',
    'zephyr',
  ],
  loader: [
    'contracts',
    'http',
    'ledger',
    'mapping',
    'pipeline',
    'process',
    'qtest',
    'queues',
    'runtime',
    'store',
    'target',
  ],
  validator: [
    'contracts',
    'http',
    'mapping',
    'pipeline',
    'process',
    'qtest',
    'queues',
    'report',
    'runtime',
    'store',
    'target',
  ],

  sandbox: [],
  'test-kit': ['contracts'],
  cli: ['contracts', 'http', 'mapping', 'process', 'qtest', 'sandbox', 'zephyr'],
  // Tests build the handlers of every service; no package and no service depends on them.
  tests: [
    'contracts',
    'control-api',
    'extractor',
    'loader',
    'process',
    'runtime',
    'sandbox',
    'store',
    'test-kit',
    'transformer',
    'validator',
  ],
  benchmarks: ['contracts', 'sandbox', 'test-kit'],
};

/** What only tests of a package may use besides. */
export const TESTS_MAY_DEPEND_ON: readonly string[] = ['sandbox', 'test-kit'];
