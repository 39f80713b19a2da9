import type { ControlApp } from './control-app.ts';

/** Takes JSON only; no body at all counts as one that leaves everything out. */
export function readBodies(app: ControlApp): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body.trim() === '' ? done(null, undefined) : parse(request, body, done),
  );
}
