import { AcceptedRun, PHASES, StartRun } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { beginRun } from '../runs/begin-run.ts';

export function addStartRun(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/migrations/:id/runs',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'startRun',
        summary: 'Run all phases, one alone, or the first few',
        description:
          'Only one run of a migration is on at a time. All phases are run without a body; `["extract","transform"]` is the plan, which writes nothing to the target. Follow it at the address in `Location`.',
        tags: ['Runs'],
        params: MigrationParams,
        body: StartRun.nullish(),
        response: {
          202: AcceptedRun,
          ...problemAnswers(
            'invalid_request',
            'forbidden',
            'migration_not_found',
            'run_in_progress',
            'other_site',
            'twin_migration',
            'not_extracted',
            'not_transformed',
          ),
        },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const id = await beginRun(context, request, params.id, 'migrate', body?.phases ?? PHASES);
      reply.code(202).header('location', `/v1/runs/${id}`);
      return { id };
    },
  );
}
