import { AcceptedRun } from '@z2q/contracts';
import { cancelRun } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { changeRun } from '../runs/change-run.ts';

export function addCancelRun(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/runs/:id/cancel',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'cancelRun',
        summary: 'End a run for good, once nothing of it is under way; what it wrote stays until a rollback',
        description:
          'The run is `cancelling` until no request of it is in flight and none can land any more, then `cancelled`; after that another run or a rollback may start.',
        tags: ['Runs'],
        params: RunParams,
        response: {
          202: AcceptedRun,
          ...problemAnswers('invalid_request', 'forbidden', 'run_not_found', 'run_not_unfinished'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await changeRun(
        context,
        request,
        id,
        (tx) => cancelRun(tx, id, { nowMs: context.now().getTime(), settleMs: context.config.settleMs }),
        'run_not_unfinished',
      );
      reply.code(202);
      return { id };
    },
  );
}
