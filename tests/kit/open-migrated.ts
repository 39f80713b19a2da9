import type { Phase, RunView } from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import { openPipeline, type Pipeline, type PipelineOptions } from './open-pipeline.ts';

/** A project that was migrated once. Tests change it on either side and run again. */
export type Migrated = Pipeline & {
  readonly source: ZephyrProject;
  readonly migrationId: string;
  readonly first: RunView;
  readonly runAgain: (phases?: readonly Phase[]) => Promise<RunView>;
};

export async function openMigrated(options: PipelineOptions): Promise<Migrated> {
  const [source] = options.data.projects;
  if (!source) throw new RangeError('The data has no project');
  await using resources = new AsyncDisposableStack();
  const kit = resources.use(await openPipeline(options));
  const migrationId = await kit.migrateTo(1);
  const runAgain: Migrated['runAgain'] = (phases) => kit.api.run(migrationId, phases ? { phases } : {});
  const first = await runAgain();
  resources.move();
  return { ...kit, source, migrationId, first, runAgain };
}
