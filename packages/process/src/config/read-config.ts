import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Text of the file that a variable names, or why it cannot be read. */
type NamedFile = { readonly text: string } | { readonly fault: string };

const HOLDS_SECRET = /_TOKEN$|_HEADERS$|^REDIS_URL$/;

/**
 * Reads a service's configuration. An empty variable counts as unset. `NAME_FILE` names a file that contains `NAME`,
 * for secrets in the schema; an empty file of one that may be left out counts as unset too.
 * @throws {ConfigError} with all faults at once.
 */
export function readConfig<Schema extends z.ZodType>(schema: Schema, env: Environment): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const shape = shapeOf(schema);
  const files = readNamedFiles(Object.keys(shape), given);
  const isUnset = (name: string, text: string) => text === '' && shape[name] instanceof z.ZodOptional;
  const texts = [...files].flatMap(([name, file]) =>
    'text' in file && !isUnset(name, file.text) ? [[name, file.text] as const] : [],
  );
  const result = schema.safeParse({ ...given, ...Object.fromEntries(texts) });
  const issues = result.success ? [] : result.error.issues;
  const faults = [...unreadable(files), ...issues.flatMap((issue) => toFault(issue, files))];
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return result.data;
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in as z.ZodType);
  return schema instanceof z.ZodObject ? schema.shape : {};
}

function readNamedFiles(names: readonly string[], given: Environment): ReadonlyMap<string, NamedFile> {
  return new Map(
    names.flatMap((name) => {
      const path = given[`${name}_FILE`];
      const isAsked = HOLDS_SECRET.test(name) && given[name] === undefined;
      return isAsked && path !== undefined ? [[name, readNamedFile(path)] as const] : [];
    }),
  );
}

function readNamedFile(path: string): NamedFile {
  try {
    return { text: readFileSync(path, 'utf8').trim() };
  } catch (error) {
    return { fault: error instanceof Error && 'code' in error ? String(error.code) : 'unreadable' };
  }
}

const unreadable = (files: ReadonlyMap<string, NamedFile>): readonly string[] =>
  [...files].flatMap(([name, file]) =>
    'fault' in file ? [`${name}_FILE: cannot read the file it names (${file.fault})`] : [],
  );

/** A fault of a value from a file names the `_FILE` variable. If the file could not be read, that is the only fault. */
function toFault(issue: z.core.$ZodIssue, files: ReadonlyMap<string, NamedFile>): readonly string[] {
  const name = issue.path.join('.') || 'environment';
  const message = issue.message.replaceAll('{NAME}', name);
  const file = files.get(name);
  if (file === undefined) return [`${name}: ${message}`];
  return 'text' in file ? [`${name}_FILE: the text of its file ${message}`] : [];
}
