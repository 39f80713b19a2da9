import { RecordView } from '@z2q/contracts';
import { inMigration } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RecordParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readRecord } from '../report/read-record.ts';
import { loadMigration } from '../runs/load-migration.ts';

export function addGetRecord(app: ControlApp, { store, config }: ControlContext): void {
  app.get(
    '/v1/migrations/:id/records/:entityType/:sourceId',
    {
      schema: {
        operationId: 'getRecord',
        summary: 'What Zephyr sent of a record, what was made of it, and which run did what',
        description:
          'Read by keys, so it takes the same time however large the migration is. What became of each of its values: `GET /v1/migrations/{id}/ledger` with `sourceId`.',
        tags: ['Migrations'],
        params: RecordParams,
        response: {
          200: RecordView,
          ...problemAnswers('invalid_request', 'migration_not_found', 'record_not_found'),
        },
      },
    },
    async ({ params: { id, entityType, sourceId } }) => {
      const migration = await loadMigration(store.read, id);
      const db = inMigration(store.read, migration.id);
      const found = await readRecord(db, { config, migration }, entityType, sourceId);
      if (found) return found;
      throw new ProblemError(
        'record_not_found',
        `Nothing is known of a ${entityType} with the id ${sourceId}.`,
      );
    },
  );
}
