import { WorkersView } from '@z2q/contracts';
import { WORKER_ALIVE_MS } from '@z2q/runtime';
import { listWorkers } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { problemAnswers } from '../http/problem-answers.ts';

export function addListWorkers(app: ControlApp, { store, now }: ControlContext): void {
  app.get(
    '/v1/workers',
    {
      schema: {
        operationId: 'listWorkers',
        summary: 'Processes that are alive',
        tags: ['Operation'],
        response: { 200: WorkersView, ...problemAnswers() },
      },
    },
    async () => ({ items: [...(await listWorkers(store.read, now().getTime() - WORKER_ALIVE_MS))] }),
  );
}
