import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '@z2q/test-kit';
import fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { expect, test } from 'vitest';
import { sendSecurityHeaders } from '../http/send-security-headers.ts';
import { serveDashboard } from './serve-dashboard.ts';

async function open(folder: string) {
  const app = fastify().withTypeProvider<ZodTypeProvider>();
  await sendSecurityHeaders(app);
  await serveDashboard(app, folder);
  return { get: (url: string) => app.inject({ url }), [Symbol.asyncDispose]: () => app.close() };
}

test('the page may load its own files and nothing else, and those are kept for good', async () => {
  await using dir = await tempDir();
  await mkdir(join(dir.path, 'assets'));
  await writeFile(join(dir.path, 'index.html'), '<title>z2q</title>');
  await writeFile(join(dir.path, 'assets', 'index-abc.js'), 'render()');
  await using app = await open(dir.path);

  const page = await app.get('/');
  const script = await app.get('/assets/index-abc.js');
  const outside = await app.get('/assets/..%2findex.html');

  expect(page.body).toBe('<title>z2q</title>');
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style/);
  expect(page.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
  expect(page.headers['cache-control']).toBe('no-cache');
  expect([script.body, script.headers['cache-control']]).toEqual([
    'render()',
    'public, max-age=31536000, immutable',
  ]);
  expect(outside.statusCode).toBeGreaterThanOrEqual(400);
});

test('where it is not built, the page says how to build it', async () => {
  await using dir = await tempDir();
  await using app = await open(dir.path);

  const page = await app.get('/');

  expect(page.statusCode).toBe(503);
  expect(page.body).toContain('npm run bootstrap');
});
