import { listMigrations } from '@z2q/store';
import { z } from 'zod';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { withTimeout } from '../http/with-timeout.ts';

const ANSWER_WITHIN_MS = 2_000;

export function addReadiness(app: ControlApp, context: ControlContext): void {
  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'isReady',
        summary: 'Redis and SQLite are usable',
        tags: ['Operation'],
        security: [],
        response: { 200: z.object({ status: z.literal('ok') }), ...problemAnswers('not_ready') },
      },
    },
    async () => {
      const away = await findAway(context);
      if (away.length > 0) throw new ProblemError('not_ready', `${away.join(' and ')} cannot be used.`);
      return { status: 'ok' as const };
    },
  );
}

async function findAway({ redis, store }: ControlContext): Promise<readonly string[]> {
  const [hasRedis, hasStore] = await Promise.all([
    isUsable(() => redis.ping()),
    isUsable(() => listMigrations(store.read, 1, null)),
  ]);
  return [...(hasRedis ? [] : ['Redis']), ...(hasStore ? [] : ['SQLite'])];
}

const isUsable = (use: () => Promise<unknown>): Promise<boolean> =>
  withTimeout(ANSWER_WITHIN_MS, use).then(
    () => true,
    () => false,
  );
