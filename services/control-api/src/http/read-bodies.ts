import type { ControlApp } from './control-app.ts';

/** Most bytes in a request body: a mapping with thousands of names fits. */
export const BODY_LIMIT = 1_048_576;

/** Accepts only JSON. A missing body counts as one without members. */
export function readBodies(app: ControlApp): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body.trim() === '' ? done(null, undefined) : parse(request, body, done),
  );
}
