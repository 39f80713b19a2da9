import { toInstant } from '@z2q/contracts';
import { z } from 'zod';

/** Parts that Zephyr's records are made of. Unknown members pass; what may be absent reads as null. */

export const orNull = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? null);

export const listOf = <S extends z.ZodType>(schema: S) =>
  z
    .array(schema)
    .nullish()
    .transform((values) => values ?? []);

export const Id = z.union([z.number(), z.string().min(1)]).transform(String);

export const Ref = z.looseObject({ id: Id });

export const Text = orNull(z.string());

export const Instant = z.string().transform((text, context) => {
  const instant = toInstant(text);
  if (instant === null) context.addIssue({ code: 'custom', message: 'is no date' });
  return instant ?? '';
});

export const Labels = listOf(z.string());

export const CustomFieldsOnWire = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((fields) => fields ?? {});

export const Owner = z.looseObject({ accountId: orNull(z.string()) });
