import type { ReportInput } from '@z2q/report';
import { findTargetProject, inMigration, type Migration } from '@z2q/store';
import type { ControlContext } from '../context.ts';

/** What a report calls a migration and its two projects. */
export async function readNames(
  { config, store }: ControlContext,
  { id, name, sourceProjectKey, targetProjectId }: Migration,
): Promise<ReportInput['migration']> {
  const project = await findTargetProject(inMigration(store.read, id));
  return {
    id,
    name,
    source: { projectKey: sourceProjectKey, host: new URL(config.zephyr.baseUrl).host },
    target: {
      projectId: targetProjectId,
      projectName: project?.name ?? null,
      host: new URL(config.qtest.baseUrl).host,
    },
  };
}
