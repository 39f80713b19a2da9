import { HttpError, type Recovery } from '@z2q/http';
import { expect, test } from 'vitest';
import { createApiAnswers } from './api-answers.ts';
import { isHostUp } from './is-host-up.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const now = () => NOW;
const startedAtMs = NOW.getTime() - 1_000;

const serverError = (method: string, recovery: Recovery) =>
  new HttpError(`${method} /x answered 500`, {
    code: 'server_error',
    recovery,
    side: 'target',
    method,
    path: '/x',
    status: 500,
    apiMessage: null,
    retryAfterMs: null,
  });

test.each([
  { failed: 'POST', others: ['POST', 'GET'], state: 'yes' },
  { failed: 'POST', others: ['GET'], state: 'reads' },
  { failed: 'POST', others: [], state: 'no' },
  { failed: 'GET', others: ['GET'], state: 'yes' },
])(
  'where a $failed fails and $others got through, the host is up: $state',
  async ({ failed, others, state }) => {
    const answers = createApiAnswers(now);
    for (const method of others) answers.observe({ side: 'target', method, outcome: 'ok' });
    const error = serverError(failed, failed === 'GET' ? 'retry' : 'in-doubt');

    const found = await isHostUp(error, { answers, startedAtMs, now, probe: undefined });

    expect(found).toBe(state);
  },
);
