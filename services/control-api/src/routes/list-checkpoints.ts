import { CheckpointItem, pageOf } from '@z2q/contracts';
import { pageCheckpoints } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadRun } from '../runs/load-run.ts';

export function addListCheckpoints(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/runs/:id/checkpoints',
    {
      schema: {
        operationId: 'listCheckpoints',
        summary: 'The stored state of each batch of a run',
        description:
          'What is done is not done again when a process or the machine fails: this is what the run goes on from.',
        tags: ['Runs'],
        params: RunParams,
        querystring: PageQuery,
        response: {
          200: pageOf(CheckpointItem),
          ...problemAnswers('invalid_request', 'invalid_cursor', 'run_not_found'),
        },
      },
    },
    async ({ params, query: { limit, cursor } }) => {
      const run = await loadRun(store.read, params.id);
      const rows = await pageCheckpoints(store.read, run.id, limit + 1, readCursor('checkpoints', cursor));
      return toPage('checkpoints', rows, limit, (item) => `${item.phase}|${item.entityType}|${item.batch}`);
    },
  );
}
