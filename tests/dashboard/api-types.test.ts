import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

test('the types that the dashboard is compiled with are those of the API document', async () => {
  const cli = join(ROOT, 'packages/dashboard/node_modules/openapi-typescript/bin/cli.js');
  const types = join(ROOT, 'packages/dashboard/src/api/api-types.ts');

  const check = promisify(execFile)(process.execPath, [
    cli,
    join(ROOT, 'docs/openapi.json'),
    '--check',
    '-o',
    types,
  ]);

  await expect(check, 'run: cd packages/dashboard && npx pnpm@12 run api-types').resolves.toBeDefined();
});
