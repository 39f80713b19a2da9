import { toInstant } from '@z2q/contracts';
import { z } from 'zod';

/** Parts of Zephyr's records. Unknown members are allowed; absent ones read as null. */

export const orNull = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? null);

/** Null items are left out. */
export const listOf = <S extends z.ZodType>(schema: S) =>
  z
    .array(schema.nullish())
    .nullish()
    .transform((values) => (values ?? []).filter((value) => value !== null && value !== undefined));

/** A list whose items are read one by one. */
export const AnyList = z
  .array(z.unknown())
  .nullish()
  .transform((values) => values ?? []);

export const Id = z.union([z.number(), z.string().min(1)]).transform(String);

export const Ref = z.looseObject({ id: Id });

/** A text that comes as a number or a boolean is still readable. */
const AsText = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

export const Text = orNull(AsText);

/** Epoch milliseconds from 1973 on: smaller numbers may be seconds. */
const EpochMs = z.number().min(100_000_000_000).max(4_102_444_800_000);

export const Instant = z.union([z.string(), EpochMs]).transform((received, context) => {
  const instant = toInstant(typeof received === 'string' ? received : new Date(received).toISOString());
  if (instant === null) context.addIssue({ code: 'custom', message: 'is no date' });
  return instant ?? '';
});

export const Count = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/)
    .transform(Number),
]);

export const Labels = listOf(AsText);

export const CustomFieldsOnWire = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((fields) => fields ?? {});

export const Owner = z.union([
  z
    .string()
    .min(1)
    .transform((accountId) => ({ accountId })),
  z.looseObject({ accountId: Text }),
]);
