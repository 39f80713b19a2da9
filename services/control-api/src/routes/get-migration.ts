import { MigrationView } from '@z2q/contracts';
import { listRunsOf } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadMigration } from '../runs/load-migration.ts';
import { toMigrationItem } from '../runs/to-migration-item.ts';
import { toRunView } from '../runs/to-run-view.ts';

export function addGetMigration(app: ControlApp, { store, now }: ControlContext): void {
  app.get(
    '/v1/migrations/:id',
    {
      schema: {
        operationId: 'getMigration',
        summary: 'A migration with its mapping and runs, oldest first',
        tags: ['Migrations'],
        params: MigrationParams,
        response: { 200: MigrationView, ...problemAnswers('invalid_request', 'migration_not_found') },
      },
    },
    async ({ params }) => {
      const migration = await loadMigration(store.read, params.id);
      const runs = await listRunsOf(store.read, migration.id);
      const views = await Promise.all(runs.map((run) => toRunView(store.read, run, now())));
      const { mapping, options } = migration;
      return { ...toMigrationItem(migration), mapping, options, runs: views };
    },
  );
}
