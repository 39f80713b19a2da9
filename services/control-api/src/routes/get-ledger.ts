import { LedgerCodeName, LedgerItem, LedgerType, pageOf } from '@z2q/contracts';
import { inMigration, pageLedger } from '@z2q/store';
import { z } from 'zod';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { CSV_ANSWER, CSV_TYPE, toFileName } from '../http/files.ts';
import { MigrationParams } from '../http/id-params.ts';
import { negotiate } from '../http/negotiate.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { renderLedger } from '../report/render-ledger.ts';
import { toLedgerItem } from '../report/to-ledger-item.ts';
import { loadMigration } from '../runs/load-migration.ts';

const LedgerQuery = z.strictObject({
  ...PageQuery.shape,
  entityType: LedgerType.optional(),
  outcome: LedgerItem.shape.outcome.optional(),
  code: LedgerCodeName.optional(),
  sourceKey: z.string().optional().describe('Only of the record with this key'),
  sourceId: z.string().optional().describe('Only of the record with this id in Zephyr'),
});

export function addGetLedger(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/migrations/:id/ledger',
    {
      schema: {
        operationId: 'getLedger',
        summary: 'What became of each value that was changed or dropped; as CSV all that the filters leave',
        description:
          'A line for each value that does not arrive as it was received, with what it was and what became of it. Values that are carried, and technical ones, are counted in the report and have no line.',
        tags: ['Migrations'],
        params: MigrationParams,
        querystring: LedgerQuery,
        response: {
          200: { content: { 'application/json': { schema: pageOf(LedgerItem) }, ...CSV_ANSWER } },
          ...problemAnswers('invalid_request', 'invalid_cursor', 'migration_not_found', 'not_acceptable'),
        },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query;
      const type = negotiate(request, ['application/json', CSV_TYPE]);
      const { id } = await loadMigration(store.read, request.params.id);
      const db = inMigration(store.read, id);
      if (type === CSV_TYPE) {
        reply.type(`${type}; charset=utf-8`);
        reply.header('content-disposition', toFileName(`ledger-${id}.csv`));
        return renderLedger(db, filter);
      }
      const rows = await pageLedger(db, filter, limit + 1, toPosition(readCursor('ledger', cursor)));
      return toPage('ledger', rows.map(toLedgerItem), limit, ofItem);
    },
  );
}

const Place = z.tuple([LedgerType, z.string(), z.string()]);

/** JSON, because ids and paths may contain the separator of other positions. */
const ofItem = ({ entityType, sourceId, path }: LedgerItem): string =>
  `at|${JSON.stringify([entityType, sourceId, path])}`;

function toPosition(position: string | null) {
  if (position === null) return null;
  const [entityType, sourceId, path] = Place.parse(JSON.parse(position.slice('at|'.length)));
  return { entityType, sourceId, path };
}
