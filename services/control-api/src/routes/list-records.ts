import { EntityType, NamedRecords } from '@z2q/contracts';
import { inMigration, pageNamed } from '@z2q/store';
import { z } from 'zod';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadMigration } from '../runs/load-migration.ts';

const RecordQuery = z.strictObject({
  ...PageQuery.shape,
  sourceKey: z.string().describe('Of a folder its path, of a file its name'),
});

export function addListRecords(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/migrations/:id/records',
    {
      schema: {
        operationId: 'listRecords',
        summary: 'The records with a key',
        description:
          'Several files may have one name, and folders of cases and cycles one path. Folders and files are found once they are transformed.',
        tags: ['Migrations'],
        params: MigrationParams,
        querystring: RecordQuery,
        response: {
          200: NamedRecords,
          ...problemAnswers('invalid_request', 'invalid_cursor', 'migration_not_found'),
        },
      },
    },
    async ({ params, query: { limit, cursor, sourceKey } }) => {
      const { id } = await loadMigration(store.read, params.id);
      const after = toPosition(readCursor('records', cursor));
      const found = await pageNamed(inMigration(store.read, id), sourceKey, limit + 1, after);
      return toPage('records', found, limit, (item) => `${item.entityType}|${item.sourceId}`);
    },
  );
}

function toPosition(position: string | null) {
  if (position === null) return null;
  const [type, ...id] = position.split('|');
  return { entityType: EntityType.parse(type), sourceId: id.join('|') };
}
