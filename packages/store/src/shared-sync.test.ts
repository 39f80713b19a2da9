import { expect, test } from 'vitest';
import { createSharedSync } from './shared-sync.ts';

function aSlowSync() {
  const turns: PromiseWithResolvers<void>[] = [];
  const { sync } = createSharedSync(() => {
    const turn = Promise.withResolvers<void>();
    turns.push(turn);
    return turn.promise;
  });
  return { sync, turns };
}

const settle = () => new Promise(setImmediate);

test('who asks while a turn is under way waits for the next one, together with the others', async () => {
  const { sync, turns } = aSlowSync();
  const answered: string[] = [];

  const asked = ['first', 'second', 'third'].map((name) => sync().then(() => answered.push(name)));
  turns[0]?.resolve();
  await settle();
  const afterOne = [...answered];
  turns[1]?.resolve();
  await Promise.all(asked);

  expect(afterOne).toEqual(['first']);
  expect(answered).toEqual(['first', 'second', 'third']);
  expect(turns).toHaveLength(2);
});

test('a turn that fails is the failure of those who waited for it, and of nobody else', async () => {
  const { sync, turns } = aSlowSync();

  const failing = sync();
  const waiting = sync();
  turns[0]?.reject(new Error('no disk'));
  await expect(failing).rejects.toThrow('no disk');
  await settle();
  turns[1]?.resolve();

  await expect(waiting).resolves.toBeUndefined();
});

test('nobody waits for a turn that has ended', async () => {
  const { sync, turns } = aSlowSync();

  const first = sync();
  turns[0]?.resolve();
  await first;
  const second = sync();
  turns[1]?.resolve();
  await second;

  expect(turns).toHaveLength(2);
});
