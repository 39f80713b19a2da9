import { DatabaseSync } from 'node:sqlite';
import type { ReportView } from '@z2q/contracts';
import { databaseFile } from '@z2q/store';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';

/** Records with more or fewer fields in the ledger than had a value. */
const OPEN_LEDGERS = `
  select sums.entity_type, sums.source_id from ledger_sums as sums
  where sums.fields_with_value <> sums.carried + (
    select count(distinct loss.field) from loss_ledger as loss
    where loss.migration_id = sums.migration_id and loss.entity_type = sums.entity_type and loss.source_id = sums.source_id)`;

test('where no field may be made, the ledger of every record closes', async () => {
  await using kit = await openPipeline({ data: everyKind() });
  const migrationId = await kit.migrateTo(1, { createFields: false });

  const run = await kit.api.run(migrationId);

  using db = new DatabaseSync(databaseFile(kit.dataDir), { readOnly: true });
  const report = await kit.api.get<ReportView>(`/v1/runs/${run.id}/report`);
  expect(run.state).toBe('completed');
  expect(report.ledger.sums.filter(({ closes }) => closes === false)).toEqual([]);
  expect(db.prepare(OPEN_LEDGERS).all()).toEqual([]);
});
