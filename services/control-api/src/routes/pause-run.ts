import { AcceptedRun } from '@z2q/contracts';
import { type Pause, takeOverPause } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { changeRun } from '../runs/change-run.ts';

const PAUSE: Pause = {
  reason: 'operator',
  recommendedAction: 'An operator paused the run: resume it when it may go on.',
  resumeAt: null,
};

export function addPauseRun(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/runs/:id/pause',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'pauseRun',
        summary:
          'Take up no more batches until the run is resumed; a run that paused by itself does not go on by itself either',
        description:
          'Batches that are in hand are finished first. Accepted also for a run that paused by itself.',
        tags: ['Runs'],
        params: RunParams,
        response: {
          202: AcceptedRun,
          ...problemAnswers('invalid_request', 'forbidden', 'run_not_found', 'run_not_running'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await changeRun(
        context,
        request,
        id,
        (tx) => takeOverPause(tx, id, PAUSE, context.now().getTime()),
        'run_not_running',
      );
      reply.code(202);
      return { id };
    },
  );
}
