import { AuditItem, pageOf } from '@z2q/contracts';
import { pageActs } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';

export function addListAudit(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/audit',
    {
      schema: {
        operationId: 'listAudit',
        summary: 'What operators did and were refused, the newest first',
        description:
          "Every call that changes something, and every one that was refused for its token's role.",
        tags: ['Operation'],
        querystring: PageQuery,
        response: { 200: pageOf(AuditItem), ...problemAnswers('invalid_request', 'invalid_cursor') },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const rows = await pageActs(store.read, limit + 1, readCursor('audit', cursor));
      const { items, nextCursor } = toPage('audit', rows, limit, ({ id }) => String(id));
      return { items: items.map(({ id: _, ...act }) => act), nextCursor };
    },
  );
}
