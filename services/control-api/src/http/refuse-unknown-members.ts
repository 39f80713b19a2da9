import { z } from 'zod';
import type { ControlApp } from './control-app.ts';

const Nothing = z.strictObject({});
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Makes routes without a schema for query or body refuse any members in them, so that nothing a caller asks for is
 * ignored. Must be called before any route is added.
 */
export function refuseUnknownMembers(app: ControlApp): void {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/v1/')) return;
    const hasBody = [route.method].flat().some((method) => WITH_BODY.has(method));
    route.schema = {
      querystring: Nothing,
      ...(hasBody ? { body: Nothing.nullish() } : {}),
      ...route.schema,
    };
  });
}
