import { findTargetProject, inMigration, type Migration } from '@z2q/store';
import type { ControlContext } from '../context.ts';

/** The two projects of a migration and the hosts that the variables name. */
export async function readSites(
  { config, store }: Pick<ControlContext, 'config' | 'store'>,
  { id, sourceProjectKey, targetProjectId }: Migration,
) {
  const project = await findTargetProject(inMigration(store.read, id));
  return {
    source: { projectKey: sourceProjectKey, host: new URL(config.zephyr.baseUrl).host },
    target: {
      projectId: targetProjectId,
      projectName: project?.name ?? null,
      host: new URL(config.qtest.baseUrl).host,
    },
  };
}
