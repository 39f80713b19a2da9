import { loadCorpus, type ZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline, type PipelineOptions } from '../kit/open-pipeline.ts';
import { readLedger } from '../scenario/read-ledger.ts';

const { CORPUS_DIR } = process.env;

/** Only every 160th case: the whole corpus would take several minutes in each of three migrations. */
const NTH = 160;

const FIELDS = [
  ['test-cases', { label: 'Labels', data_type: 1 }],
  ['test-cases', { label: 'Component', data_type: 3, allowed_values: [{ label: 'Core' }] }],
  ['test-suites', { label: 'Zephyr details', data_type: 1 }],
] as const;

const TARGETS: readonly (readonly [name: string, options: Partial<PipelineOptions>, hasFields: boolean])[] = [
  ['that lets fields be made', {}, false],
  ['that lets no field be made', { qtestOptions: { mayManageFields: false } }, false],
  ['that has fields already', {}, true],
];

test.runIf(CORPUS_DIR).each(TARGETS)(
  'on a target %s the plan of the corpus says what loading has',
  async (_name, options, hasFields) => {
    await using kit = await openPipeline({
      data: someCases(loadCorpus(CORPUS_DIR ?? '')),
      loaders: 2,
      ...options,
    });
    for (const [object, field] of hasFields ? FIELDS : [])
      await kit.qtest.seed.create(1, `/settings/${object}/fields`, field);
    const migrationId = await kit.migrateTo(1, { batchSize: 100 });

    await kit.api.run(migrationId, { phases: ['extract', 'transform'] });
    const planned = readLedger(kit.dataDir);
    await kit.api.run(migrationId, { phases: ['load'] });

    const loaded = readLedger(kit.dataDir);
    expect(planned.lines.length).toBeGreaterThan(1_000);
    expect(loaded.sums).toEqual(planned.sums);
    const told = new Set(planned.lines);
    expect(loaded.lines.filter((line) => !told.has(line))).toEqual([]);
    expect(loaded.lines.length).toBe(planned.lines.length);
  },
  300_000,
);

/** Every `NTH` case of the first project with its executions, and all folders, cycles and plans. */
function someCases({ projects: [project], ...rest }: ZephyrData): ZephyrData {
  if (!project) throw new RangeError('The corpus has no project');
  const cases = project.cases.filter((_, at) => at % NTH === 0);
  const keys = new Set(cases.map(({ key }) => key));
  const executions = project.executions.filter(({ testCaseKey }) => keys.has(testCaseKey));
  const ids = new Set([...cases, ...executions].map(({ id }) => id));
  const attachments = project.attachments.filter(({ owner }) => ids.has(owner.ownerId));
  return { ...rest, projects: [{ ...project, cases, executions, attachments }] };
}
