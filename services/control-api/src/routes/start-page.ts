import type { ControlApp } from '../http/control-app.ts';

export function addStartPage(app: ControlApp): void {
  app.get('/', { schema: { hide: true } }, async (_, reply) => reply.redirect('/docs'));
}
