import { WORKER_ALIVE_MS, WorkersView, type WorkerView } from '@z2q/contracts';
import { listWorkers } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';

export function addListWorkers(app: ControlApp, { store, now }: ControlContext): void {
  app.get(
    '/v1/workers',
    {
      schema: {
        operationId: 'listWorkers',
        summary: 'Processes that are alive',
        description: 'Those that reported within the last 10 s.',
        tags: ['Operation'],
        querystring: PageQuery,
        response: { 200: WorkersView, ...problemAnswers('invalid_request', 'invalid_cursor') },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = readCursor('workers', cursor) ?? '';
      const alive = await listWorkers(store.read, now().getTime() - WORKER_ALIVE_MS);
      const rest = alive.filter((worker) => positionOf(worker) > after);
      return toPage('workers', rest, limit, positionOf);
    },
  );
}

/** The order in which the store lists workers. */
const positionOf = ({ service, since, id }: WorkerView): string => `${service}|${since}|${id}`;
