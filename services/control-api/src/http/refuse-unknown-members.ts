import { z } from 'zod';
import type { ControlApp } from './control-app.ts';

const Nothing = z.strictObject({});
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Has each call that names no members of its query or body take none, so that what somebody asks for is never ignored.
 * Must be called before any route is added.
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
