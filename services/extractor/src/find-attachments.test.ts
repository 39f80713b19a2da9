import { expect, test } from 'vitest';
import { ownersOf } from './find-attachments.ts';

test('a step result whose id comes again for the next row of test data is asked for its files once', () => {
  const ids = ['7', null, '8', '7', '8'];
  const record = { sourceId: '1', sourceKey: 'WEB-E1', folderId: null, raw: {}, detail: {} };

  const owners = ownersOf(
    { stepIdsOfScript: () => [], stepIdsOfResults: () => ids },
    'test_execution',
    record,
  );

  expect(owners).toEqual([
    { kind: 'test_execution', ownerId: '1' },
    { kind: 'step_result', ownerId: '1', stepIndex: 0, stepId: '7' },
    { kind: 'step_result', ownerId: '1', stepIndex: 2, stepId: '8' },
  ]);
});
