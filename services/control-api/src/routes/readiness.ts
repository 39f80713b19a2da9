import { findBrokerFault } from '@z2q/queues';
import { z } from 'zod';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { withTimeout } from '../http/with-timeout.ts';
import { createStoreProbe, type StoreProbe } from '../store-probe.ts';

const ANSWER_WITHIN_MS = 2_000;

export function addReadiness(app: ControlApp, { redis, store, now }: ControlContext): void {
  const probe = createStoreProbe(store, () => now().getTime());
  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'isReady',
        summary: 'Redis and SQLite take writes',
        description: 'For a readiness probe. Needs no token. A 503 names what is away.',
        tags: ['Operation'],
        security: [],
        response: {
          200: z.object({ status: z.literal('ok').describe('Always this: another state is another status') }),
          ...problemAnswers('not_ready'),
        },
      },
    },
    async () => {
      const away = await listFaults(redis, probe);
      if (away.length > 0) throw new ProblemError('not_ready', away.join(' '));
      return { status: 'ok' as const };
    },
  );
}

async function listFaults(redis: ControlContext['redis'], probe: StoreProbe): Promise<readonly string[]> {
  const [broker, store] = await Promise.all([
    findBrokerFault(redis),
    withTimeout(ANSWER_WITHIN_MS, probe).catch(() => 'it does not answer'),
  ]);
  return [
    ...(broker === undefined ? [] : [`${broker}.`]),
    ...(store === undefined ? [] : [`SQLite cannot be used: ${store}.`]),
  ];
}
