import { expect, test } from 'vitest';
import { z } from 'zod';
import * as contracts from './index.ts';

const WITH_EXAMPLES = Object.entries(contracts).flatMap(([name, schema]) => {
  if (!(schema instanceof z.ZodType)) return [];
  const { examples } = z.globalRegistry.get(schema) ?? {};
  return Array.isArray(examples) ? [{ name, schema, examples }] : [];
});

test.for(WITH_EXAMPLES)('each example of $name is one', ({ schema, examples }) => {
  for (const example of examples) expect(schema.safeParse(example).error).toBeUndefined();
});

test('there are examples', () => {
  expect(WITH_EXAMPLES.length).toBeGreaterThan(10);
});
