import { AcceptedRun } from '@z2q/contracts';
import { resumeRun } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { changeRun } from '../runs/change-run.ts';

export function addResumeRun(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/runs/:id/resume',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'resumeRun',
        summary:
          'Go on with a paused run; one that awaits approval is approved by it, and one that an operator paused at the gate awaits approval again',
        description:
          'A pause that ends by itself may be ended before. The reason it paused for is looked at anew, and the run pauses again if it is still there.',
        tags: ['Runs'],
        params: RunParams,
        response: {
          202: AcceptedRun,
          ...problemAnswers('invalid_request', 'forbidden', 'run_not_found', 'run_not_paused'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      // Done before the run resumes: a worker that is still held back would pause it again.
      await Promise.all([context.sourceBudget.clear(), context.targetBudget.clear()]);
      await changeRun(
        context,
        request,
        id,
        (tx) => resumeRun(tx, id, context.now().getTime()),
        'run_not_paused',
      );
      reply.code(202);
      return { id };
    },
  );
}
