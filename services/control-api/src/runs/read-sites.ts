import { findAddresses, findTargetProject, inMigration, type Migration } from '@z2q/store';
import type { ControlContext } from '../context.ts';

/** The two projects of a migration and the hosts that the variables name. */
export async function readSites(
  { config, store }: Pick<ControlContext, 'config' | 'store'>,
  { id, sourceProjectKey, targetProjectId }: Migration,
) {
  const migration = inMigration(store.read, id);
  const project = await findTargetProject(migration);
  const { target } = await findAddresses(migration);
  return {
    source: { projectKey: sourceProjectKey, host: new URL(config.zephyr.baseUrl).host },
    target: {
      projectId: targetProjectId,
      projectName: project?.name ?? (target?.projectName || null),
      host: new URL(config.qtest.baseUrl).host,
    },
  };
}
