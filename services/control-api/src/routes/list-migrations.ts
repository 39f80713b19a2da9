import { MigrationItem, pageOf } from '@z2q/contracts';
import { listMigrations } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { toMigrationItem } from '../runs/to-migration-item.ts';

export function addListMigrations(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/migrations',
    {
      schema: {
        operationId: 'listMigrations',
        summary: 'Migrations, oldest first',
        description: 'Without their mappings and runs, which the migration itself has.',
        tags: ['Migrations'],
        querystring: PageQuery,
        response: { 200: pageOf(MigrationItem), ...problemAnswers('invalid_request', 'invalid_cursor') },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const rows = await listMigrations(store.read, limit + 1, readCursor('migrations', cursor));
      const page = toPage('migrations', rows, limit, ({ createdAt, id }) => `${createdAt}|${id}`);
      return { items: page.items.map(toMigrationItem), nextCursor: page.nextCursor };
    },
  );
}
