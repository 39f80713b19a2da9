import { PreflightView } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { runPreflight } from '../preflight/run-preflight.ts';
import { loadMigration } from '../runs/load-migration.ts';

export function addPreflightMigration(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/migrations/:id/preflight',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'preflightMigration',
        summary: 'Check what would stop a run, without writing anything to either side',
        description:
          'Asks both sites for what a run will need: reachability, rights, project, fields, statuses, room. `ok` is false when a check failed, and each check that is not `ok` has a `fix`. It also forecasts the requests and the time of the whole migration.',
        tags: ['Migrations'],
        params: MigrationParams,
        response: {
          200: PreflightView,
          ...problemAnswers('invalid_request', 'forbidden', 'migration_not_found'),
        },
      },
    },
    async ({ params }) => runPreflight(context, await loadMigration(context.store.read, params.id)),
  );
}
