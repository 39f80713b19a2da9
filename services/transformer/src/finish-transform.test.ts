import { UnreadableRecordError } from '@z2q/zephyr';
import { expect, test } from 'vitest';
import { transformEach } from './finish-transform.ts';

test.each([
  ['cannot be read', new UnreadableRecordError('It has no name'), 'It has no name'],
  ['does what nobody thought of', new URIError('URI malformed'), 'URI malformed'],
])('a record that %s fails, and the others go on', async (_what, error, said) => {
  const items = ['1', '2', '3'].map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` }));

  const results = await transformEach(
    items,
    () => [],
    ({ sourceId }) => {
      if (sourceId === '2') throw error;
      return { outcome: 'skipped', reason: '', ledger: { carried: [], entries: [] } };
    },
  );

  expect(results.map(({ result }) => result)).toMatchObject([
    { outcome: 'skipped' },
    { code: 'source_record_unreadable', sourceKey: 'WEB-T2', message: expect.stringContaining(said) },
    { outcome: 'skipped' },
  ]);
});
