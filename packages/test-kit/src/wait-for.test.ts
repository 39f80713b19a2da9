import { expect, test } from 'vitest';
import { waitFor } from './wait-for.ts';

test('waiting gives the first truthy answer', async () => {
  const answers = [null, 0, 'ready'];

  const answer = await waitFor(() => answers.shift(), { what: 'an answer' });

  expect(answer).toBe('ready');
});

test('a condition that throws is asked again', async () => {
  let asked = 0;

  const answer = await waitFor(
    () => {
      asked += 1;
      if (asked < 3) throw new Error('not yet');
      return asked;
    },
    { what: 'a third try' },
  );

  expect(answer).toBe(3);
});

test('a time-out says what was waited for and why it did not come', async () => {
  const refused = new Error('connection refused');

  const waiting = waitFor(() => Promise.reject(refused), { what: 'the API', timeoutMs: 50 });

  await expect(waiting).rejects.toMatchObject({ message: 'Waited 50 ms for the API', cause: refused });
});
