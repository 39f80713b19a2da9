import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { Queues } from '@z2q/queues';
import type { ControlApp } from './http/control-app.ts';

const PATH = '/queues';
const ANSWER_WITHIN_MS = 10_000;

/** Shows the queues. Read-only: jobs are hints, and what is to be done is changed by the calls of the API. */
export async function serveBullBoard(app: ControlApp, queues: Queues): Promise<void> {
  const serverAdapter = new FastifyAdapter().setBasePath(PATH);
  createBullBoard({
    queues: queues.all.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'z2q' } },
  });
  // A queue waits for a Redis that never came.
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(`${PATH}/api`)) route.handlerTimeout = ANSWER_WITHIN_MS;
  });
  await app.register(serverAdapter.registerPlugin(), { prefix: PATH });
}
