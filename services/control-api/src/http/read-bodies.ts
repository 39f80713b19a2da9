import type { ControlApp } from './control-app.ts';

/** Bytes of a request's body at most: a mapping with thousands of names fits. */
export const BODY_LIMIT = 1_048_576;

/** Takes JSON only; no body at all counts as one that leaves everything out. */
export function readBodies(app: ControlApp): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body.trim() === '' ? done(null, undefined) : parse(request, body, done),
  );
}
