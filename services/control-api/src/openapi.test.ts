import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeApi } from './describe-api.ts';
import { listUndescribed } from './list-undescribed.ts';

const described = await describeApi();
const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), requestBody: z.unknown().optional() })),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
const OPERATIONS = Object.values(Document.parse(described).paths).flatMap((path) => Object.values(path));

test('the document is valid OpenAPI', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(described) as Record<string, unknown>,
  );

  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('every operation, parameter, property and named schema is described', () => {
  expect(listUndescribed(described)).toEqual([]);
});

const takesNothing = (body: unknown): boolean =>
  body === undefined || JSON.stringify(body).includes('"properties":{}');

test('every body of a request has an example', () => {
  const bodies = OPERATIONS.flatMap(({ operationId, requestBody }) =>
    takesNothing(requestBody) || JSON.stringify(requestBody).includes('"example') ? [] : [operationId],
  );

  expect(bodies).toEqual([]);
});

test('the codes of problems are named', () => {
  expect(JSON.stringify(Document.parse(described).components.schemas.Problem)).toContain(
    '"unmatched_projects"',
  );
});

test('docs/openapi.json is the document as it is now: pnpm --filter @z2q/control-api openapi', async () => {
  const path = join(import.meta.dirname, '../../../docs/openapi.json');

  const committed: unknown = JSON.parse(await readFile(path, 'utf8'));

  expect(committed).toEqual(JSON.parse(JSON.stringify(described)));
});
