import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeReport } from './describe-report.ts';

test('docs/report.schema.json is the schema as it is now: pnpm --filter @z2q/control-api report-schema', async () => {
  const path = join(import.meta.dirname, '../../../../docs/report.schema.json');

  const committed: unknown = JSON.parse(await readFile(path, 'utf8'));

  expect(committed).toEqual(JSON.parse(JSON.stringify(describeReport())));
});

test('the schema lets a later release add members, and says what each is', () => {
  const schema = JSON.stringify(describeReport());

  expect(schema).not.toContain('"additionalProperties":false');
  expect(schema).toContain('"description":"The verdict in one plain sentence"');
});
