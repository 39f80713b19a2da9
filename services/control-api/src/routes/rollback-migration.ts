import { AcceptedRun, RollBack } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { beginRun } from '../runs/begin-run.ts';

export function addRollbackMigration(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/migrations/:id/rollback',
    {
      schema: {
        operationId: 'rollbackMigration',
        summary:
          'Delete from the target exactly what this migration created; the run counts as `loaded` what is deleted, or by a dry run would be',
        description:
          'What somebody has changed or built upon since stays, and is a failure `changed_on_target`, unless `force`. With `dryRun` nothing is deleted, and the report tells what would be.',
        tags: ['Runs'],
        params: MigrationParams,
        body: RollBack.nullish(),
        response: {
          202: AcceptedRun,
          ...problemAnswers(
            'invalid_request',
            'forbidden',
            'migration_not_found',
            'run_in_progress',
            'other_site',
          ),
        },
      },
    },
    async (request, reply) => {
      const { dryRun: isDryRun = false, force: isForced = false } = request.body ?? {};
      const kind = { kind: 'rollback', isDryRun, isForced } as const;
      const id = await beginRun(context, request, request.params.id, kind, []);
      reply.code(202).header('location', `/v1/runs/${id}`);
      return { id };
    },
  );
}
