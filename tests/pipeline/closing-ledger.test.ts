import { DatabaseSync } from 'node:sqlite';
import type { ReportView } from '@z2q/contracts';
import { databaseFile } from '@z2q/store';
import { expect, test } from 'vitest';
import { openScenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';

/** Records with more or fewer fields in the ledger than had a value. */
const OPEN_LEDGERS = `
  select sums.entity_type, sums.source_id from ledger_sums as sums
  where sums.fields_with_value <> sums.carried + (
    select count(distinct loss.field) from loss_ledger as loss
    where loss.migration_id = sums.migration_id and loss.entity_type = sums.entity_type and loss.source_id = sums.source_id)`;

test('where no field may be made, the ledger of every record closes', async () => {
  await using scenario = await openScenario({ data: smallData() });
  const migrationId = await scenario.migrateTo(1, { createFields: false });

  const run = await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  using db = new DatabaseSync(databaseFile(scenario.stack.dataDir), { readOnly: true });
  const report = await scenario.api.get<ReportView>(`/v1/runs/${run.id}/report`);
  expect(run.state).toBe('completed');
  expect(report.ledger.sums.filter(({ closes }) => closes === false)).toEqual([]);
  expect(db.prepare(OPEN_LEDGERS).all()).toEqual([]);
});
