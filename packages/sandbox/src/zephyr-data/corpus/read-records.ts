import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';

/** Reads a file with one JSON object a line. Throws when a line does not match the schema. */
export const readJsonLines = <S extends z.ZodType>(path: string, schema: S): z.output<S>[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));

/** Reads a file with one JSON array; a missing file is an empty array. */
export const readJsonArray = <S extends z.ZodType>(path: string, schema: S): z.output<S>[] =>
  existsSync(path) ? schema.array().parse(JSON.parse(readFileSync(path, 'utf8'))) : [];
