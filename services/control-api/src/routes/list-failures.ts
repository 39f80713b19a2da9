import { FailureItem, pageOf } from '@z2q/contracts';
import { inRun, pageFailures } from '@z2q/store';
import { z } from 'zod';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { withLinks } from '../report/with-links.ts';
import { loadMigration } from '../runs/load-migration.ts';
import { loadRun } from '../runs/load-run.ts';

const { phase, entityType, sourceId, code } = FailureItem.shape;
const FailureQuery = z.strictObject({
  ...PageQuery.shape,
  phase: phase.optional(),
  entityType: entityType.optional(),
  sourceId: sourceId.optional(),
  sourceKey: z.string().optional().describe('Only of the record with this key'),
  ownerKey: z.string().optional().describe('Only of files that hang on the record with this key'),
  code: code.optional(),
});

export function addListFailures(app: ControlApp, { store, config }: ControlContext): void {
  app.get(
    '/v1/runs/:id/failures',
    {
      schema: {
        operationId: 'listFailures',
        summary: 'Records that did not get through a phase, and why',
        description:
          'With links to both sides where their addresses are known. `POST /v1/runs/{id}/retry` takes the same filters.',
        tags: ['Runs'],
        params: RunParams,
        querystring: FailureQuery,
        response: {
          200: pageOf(FailureItem),
          ...problemAnswers('invalid_request', 'invalid_cursor', 'run_not_found'),
        },
      },
    },
    async ({ params, query: { limit, cursor, ...filter } }) => {
      const run = await loadRun(store.read, params.id);
      const db = inRun(store.read, run);
      const migration = await loadMigration(db, run.migrationId);
      const found = await pageFailures(db, filter, limit + 1, readCursor('failures', cursor));
      const rows = await withLinks(db, { config, migration }, found);
      return toPage('failures', rows, limit, (item) => `${item.phase}|${item.entityType}|${item.sourceId}`);
    },
  );
}
