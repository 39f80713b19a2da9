import type { ReportView } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';

test('where no field may be made, the ledger closes, and what has no place is dropped', async () => {
  await using kit = await openPipeline({ data: everyKindOnce() });
  const migrationId = await kit.migrateTo(1, { createFields: false });

  const run = await kit.api.run(migrationId);

  const { ledger } = await kit.api.get<ReportView>(`/v1/runs/${run.id}/report`);
  const codes = ledger.fields.flatMap(({ dropped }) => dropped.map(({ code }) => code));
  expect(run.state).toBe('completed');
  expect(ledger.sums.filter(({ closes }) => !closes)).toEqual([]);
  expect(codes).toContain('no_field');
});
