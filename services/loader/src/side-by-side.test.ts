import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.ts';

test('what fails is told when the others are over, however they end', async () => {
  const slow = Promise.withResolvers<string>();
  let isTold = false;

  const told = sideBySide([Promise.reject(new Error('refused')), slow.promise]).finally(() => {
    isTold = true;
  });
  told.catch(() => undefined);
  await new Promise(setImmediate);
  const toldEarly = isTold;
  slow.resolve('made');

  await expect(told).rejects.toThrow('refused');
  expect(toldEarly).toBe(false);
});
