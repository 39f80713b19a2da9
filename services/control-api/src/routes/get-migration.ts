import { MigrationView } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadMigration } from '../runs/load-migration.ts';
import { toMigrationView } from '../runs/to-migration-view.ts';

export function addGetMigration(app: ControlApp, context: ControlContext): void {
  app.get(
    '/v1/migrations/:id',
    {
      schema: {
        operationId: 'getMigration',
        summary: 'A migration with its mapping and runs, oldest first',
        description: 'Its runs are as `GET /v1/runs/{id}` shows each.',
        tags: ['Migrations'],
        params: MigrationParams,
        response: { 200: MigrationView, ...problemAnswers('invalid_request', 'migration_not_found') },
      },
    },
    async ({ params }) => {
      const migration = await loadMigration(context.store.read, params.id);
      return toMigrationView(context, migration);
    },
  );
}
