import { expect, test } from 'vitest';
import { createRequester } from './requester.ts';
import { withSendGuard } from './send-guard.ts';

const call = {
  side: 'target',
  method: 'POST',
  path: '/things',
  route: '/things',
  isSafe: false,
} as const;
const budget = {
  acquire: async () => undefined,
  answered: () => undefined,
  penalise: async () => undefined,
  clear: async () => undefined,
};
const policy = { attempts: 1, timeouts: 1, baseMs: 1, capMs: 1, maxThrottleMs: 1 };

test('a request whose guard objects after it waited for its place is not sent', async () => {
  const request = createRequester({ concurrency: 1, budget, policy });
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let isAllowed = true;
  let sent = 0;
  const guard = (): void => {
    if (!isAllowed) throw new Error('not any more');
  };
  const send = async () => {
    sent += 1;
    started.resolve();
    await finish.promise;
    return { status: 201, value: sent, quotaLeft: null };
  };

  const inFlight = withSendGuard(guard, () => request(call, send));
  const waiting = withSendGuard(guard, () => request(call, send));
  await started.promise;
  isAllowed = false;
  finish.resolve();

  await expect(waiting).rejects.toThrow('not any more');
  expect(await inFlight).toBe(1);
  expect(sent).toBe(1);
});
