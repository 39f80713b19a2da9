import { toInstant } from '@z2q/contracts';
import { z } from 'zod';

/** Parts of qTest's objects. Every array may be null; what cannot be read inside an object reads as null. */

export const Id = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

export const orNull = <S extends z.ZodType>(schema: S) =>
  schema
    .nullish()
    .catch(null)
    .transform((value) => value ?? null);

export const IdOrNull = orNull(Id);
export const TextOrNull = orNull(z.string());
/** Some servers write it as a number or as text. */
export const Flag = orNull(
  z.union([z.boolean(), z.union([z.literal(1), z.literal(0)]).transform(Boolean), z.stringbool()]),
);

export const InstantOrNull = orNull(z.string()).transform((text) => (text === null ? null : toInstant(text)));

/** Items that the schema cannot read are left out: an object without an id is unusable. */
export const listOf = <S extends z.ZodType>(schema: S) =>
  z
    .array(z.unknown())
    .nullish()
    .transform((values) => (values ?? []).flatMap((value) => readable(schema, value)));

export const listOrNull = <S extends z.ZodType>(schema: S) =>
  z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((values) => values?.flatMap((value) => readable(schema, value)) ?? null);

function readable<S extends z.ZodType>(schema: S, value: unknown): z.output<S>[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [parsed.data] : [];
}
