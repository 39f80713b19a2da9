import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { describeApi } from './describe-api.ts';

const described = await describeApi();

test('the document is valid OpenAPI', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(described) as Record<string, unknown>,
  );

  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('docs/openapi.json is the document as it is now: pnpm --filter @z2q/control-api openapi', async () => {
  const path = join(import.meta.dirname, '../../../docs/openapi.json');

  const committed: unknown = JSON.parse(await readFile(path, 'utf8'));

  expect(committed).toEqual(JSON.parse(JSON.stringify(described)));
});
