import { IdMapItem, MappedType, pageOf } from '@z2q/contracts';
import { inMigration, pageIdMap } from '@z2q/store';
import { z } from 'zod';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { CSV_ANSWER, CSV_TYPE, toFileName } from '../http/files.ts';
import { MigrationParams } from '../http/id-params.ts';
import { negotiate } from '../http/negotiate.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { renderIdMap } from '../report/render-id-map.ts';
import { withLinks } from '../report/with-links.ts';
import { loadMigration } from '../runs/load-migration.ts';

const IdMapQuery = z.strictObject({
  ...PageQuery.shape,
  entityType: MappedType.optional(),
  sourceKey: z
    .string()
    .optional()
    .describe('Only this record; a folder is given by its path, a file by its name. Not for CSV'),
});

export function addGetIdMap(app: ControlApp, { store, config }: ControlContext): void {
  app.get(
    '/v1/migrations/:id/id-map',
    {
      schema: {
        operationId: 'getIdMap',
        summary: 'What each source record is on the target; as CSV always all of it',
        description: 'Which object was made of which record, or adopted for it. Ordered by type and id.',
        tags: ['Migrations'],
        params: MigrationParams,
        querystring: IdMapQuery,
        response: {
          200: { content: { 'application/json': { schema: pageOf(IdMapItem) }, ...CSV_ANSWER } },
          ...problemAnswers('invalid_request', 'invalid_cursor', 'migration_not_found', 'not_acceptable'),
        },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query;
      const type = negotiate(request, ['application/json', CSV_TYPE]);
      const migration = await loadMigration(store.read, request.params.id);
      const db = inMigration(store.read, migration.id);
      if (type === CSV_TYPE) {
        reply.type(`${type}; charset=utf-8`);
        reply.header('content-disposition', toFileName(`id-map-${migration.id}.csv`));
        return renderIdMap(db, filter.entityType);
      }
      const found = await pageIdMap(db, filter, limit + 1, readCursor('id-map', cursor));
      const rows = await withLinks(db, { config, migration }, found);
      return toPage('id-map', rows, limit, (item) => `${item.entityType}|${item.sourceId}`);
    },
  );
}
