import type { PropertyRead } from '@z2q/contracts';
import { z } from 'zod';
import { Id, listOf, TextOrNull } from './wire.ts';

const Property = z
  .looseObject({
    field_id: Id,
    field_value: z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]).nullish(),
    field_value_name: TextOrNull,
  })
  .transform(
    ({ field_id, field_value, field_value_name }): PropertyRead => ({
      fieldId: field_id,
      value: field_value ?? null,
      valueName: field_value_name,
    }),
  );

export const Properties = listOf(Property);
