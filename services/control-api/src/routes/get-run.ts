import { RunView } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadRun } from '../runs/load-run.ts';
import { toRunView } from '../runs/to-run-view.ts';

export function addGetRun(app: ControlApp, { store, now }: ControlContext): void {
  app.get(
    '/v1/runs/:id',
    {
      schema: {
        operationId: 'getRun',
        summary: 'A run: its state, and counts of distinct source records',
        description:
          'What a run that is paused waits for is in `pauseReason`, and what to do in `recommendedAction`.',
        tags: ['Runs'],
        params: RunParams,
        response: { 200: RunView, ...problemAnswers('invalid_request', 'run_not_found') },
      },
    },
    async ({ params }) => toRunView(store.read, await loadRun(store.read, params.id), now()),
  );
}
