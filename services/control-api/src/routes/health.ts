import { z } from 'zod';
import type { ControlApp } from '../http/control-app.ts';

export function addHealth(app: ControlApp): void {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'isAlive',
        summary: 'This process is alive',
        description: 'For a liveness probe. Needs no token.',
        tags: ['Operation'],
        security: [],
        response: {
          200: z.object({ status: z.literal('ok').describe('Always this: another state is another status') }),
        },
      },
    },
    async () => ({ status: 'ok' as const }),
  );
}
