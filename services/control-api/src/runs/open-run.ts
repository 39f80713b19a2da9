import type { MigrationId, Phase, RunId, RunKind, WorkableBatch } from '@z2q/contracts';
import { inMigration, meanSites, type Rollback, startRun, type Writer } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { checkAddresses, toSiteUrls } from './check-addresses.ts';
import { checkPhases } from './check-phases.ts';
import { loadMigration } from './load-migration.ts';
import { refuseTwin } from './refuse-twin.ts';

export type AskedRun = {
  readonly migrationId: MigrationId;
  readonly kind: RunKind | Rollback;
  readonly phases: readonly Phase[];
  readonly at: Date;
};

/**
 * Creates a run after all checks; if one fails, nothing was written.
 * @throws {ProblemError} when there is no such migration, it belongs to another site, it has a twin, or an earlier
 * phase has to run first.
 * @throws {RunInProgressError} when it has an unfinished run.
 */
export async function openRun(
  tx: Writer,
  context: Pick<ControlContext, 'config'>,
  { migrationId, kind, phases, at }: AskedRun,
): Promise<{ readonly id: RunId; readonly jobs: readonly WorkableBatch[] }> {
  const migration = await loadMigration(tx, migrationId);
  const urls = toSiteUrls(context);
  await checkAddresses(tx, migrationId, urls);
  if (phases.includes('load')) await refuseTwin(tx, migration);
  await checkPhases(tx, migration, phases);
  await meanSites(inMigration(tx, migrationId), urls);
  return startRun(tx, migration, kind, phases, at.toISOString());
}
