import { newRunId } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { adviseAtEnd } from './advise-at-end.ts';

const RUN = newRunId();

test('a run that got every record through needs nobody', () => {
  expect(adviseAtEnd(RUN, { short: 0, skipped: 0 })).toBeNull();
});

test('a run that is short of left out records alone says that nothing may be to do', () => {
  expect(adviseAtEnd(RUN, { short: 2, skipped: 2 })).toBe(
    '2 records were left out, each with its reason in the report; nothing is to be done if that is acceptable.',
  );
});

test('failed records are told apart from those left out', () => {
  const advice = adviseAtEnd(RUN, { short: 3, skipped: 2 });

  expect(advice).toMatch(/^1 record is short of a phase: .*then retry\. 2 records were left out/);
});
