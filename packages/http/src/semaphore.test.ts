import { expect, test } from 'vitest';
import { createSemaphore } from './semaphore.ts';

test('no more than the limit hold it, and the next in line comes in when a place is given back', async () => {
  const semaphore = createSemaphore(2);
  const releaseFirst = await semaphore.acquire();
  await semaphore.acquire();
  const order: string[] = [];

  const third = semaphore.acquire().then(() => order.push('third'));
  const fourth = semaphore.acquire().then(() => order.push('fourth'));
  await Promise.resolve();
  const before = [...order];
  const releaseTwice = (): void => {
    releaseFirst();
    releaseFirst();
  };
  releaseTwice();
  await third;

  expect(before).toEqual([]);
  expect(order).toEqual(['third']);
  void fourth;
});

test('a caller that gives up leaves the line', async () => {
  const semaphore = createSemaphore(1);
  const release = await semaphore.acquire();
  const gaveUp = new AbortController();

  const waiting = semaphore.acquire(gaveUp.signal);
  gaveUp.abort(new Error('enough'));

  await expect(waiting).rejects.toThrow('enough');
  release();
  await expect(semaphore.acquire()).resolves.toBeTypeOf('function');
});
