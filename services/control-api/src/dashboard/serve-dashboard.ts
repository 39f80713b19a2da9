import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { ControlApp } from '../http/control-app.ts';
import { HTML_TYPE } from '../http/files.ts';

const require = createRequire(import.meta.url);
const BUILT = join(dirname(require.resolve('@z2q/dashboard/package.json')), 'dist');

/** Allows only the dashboard's own files, no inline content, and no text that becomes a script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>z2q: the dashboard is not built</title></head>
<body><h1>The dashboard is not built</h1>
<p>Type <code>npm run bootstrap</code> in the checkout, then start the control API again.
Everything else works meanwhile: <a href="/docs">the API and its documentation</a>, <a href="/queues">the queues</a>,
and the command line.</p></body></html>
`;

/**
 * Serves the built dashboard at `/`. The files contain no data: the page requests it from the API with the user's
 * token. File names contain a content hash, so a browser may keep them for good.
 */
export async function serveDashboard(app: ControlApp, folder = BUILT): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
  app.get('/', { schema: { hide: true } }, async (_, reply) => {
    reply.type(`${HTML_TYPE}; charset=utf-8`).header('cache-control', 'no-cache');
    reply.header('content-security-policy', POLICY);
    return page === undefined ? reply.code(503).send(NOT_BUILT) : reply.send(page);
  });
  if (page === undefined) return;
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
  });
}
