import type { EntityType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import {
  addEarlierRecords,
  groupFailures,
  listCounts,
  resetValidation,
  saveCheck,
  type Writer,
} from '@z2q/store';

/** Begins the validation of a type: forgets what an earlier one found, and makes the records known to a run that only validates. */
export async function beginStage(
  tx: Writer,
  { batch, run, migration }: BatchContext,
  type: EntityType,
): Promise<void> {
  await resetValidation(tx, batch.runId, type);
  if (run.phases.includes('extract') || run.phases.includes('load')) return;
  await addEarlierRecords(tx, batch.runId, migration.id, type);
}

/** Sums up what was found of a type, once each of its records has been looked at. */
export async function endStage(tx: Writer, { batch }: BatchContext, type: EntityType): Promise<void> {
  const count = (await listCounts(tx, batch.runId)).find((row) => row.entityType === type);
  const groups = await groupFailures(tx, batch.runId);
  const found = (code: string): number =>
    groups.find((group) => group.phase === 'validate' && group.entityType === type && group.code === code)
      ?.count ?? 0;
  const [altered, misplaced] = [found('altered_on_target'), found('misplaced_on_target')];
  const compared = (count?.verified ?? 0) + altered + misplaced;
  const absent = found('missing_on_target') + found('double_on_target');
  const save = (name: string, checked: number, wrong: number): Promise<void> =>
    saveCheck(tx, batch.runId, { entityType: type, name, checked, wrong });
  await save('counts', compared + absent, absent);
  await save(type === 'attachment' ? 'files' : 'content', compared, altered);
  await save('relations', compared, misplaced);
}
