import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a service's configuration. An empty variable counts as unset; `NAME_FILE` names a file that holds `NAME`.
 * @throws {ConfigError} with all faults at once.
 */
export function readConfig<Schema extends z.ZodType>(schema: Schema, env: Environment): z.output<Schema> {
  const faults: string[] = [];
  const values = withFiles(env, faults);
  const result = schema.safeParse(values);
  if (!result.success) faults.push(...result.error.issues.map(toFault));
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return result.data;
}

function withFiles(env: Environment, faults: string[]): Record<string, string> {
  const set = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  const values = Object.fromEntries(set);
  for (const [name, path] of set) {
    const target = name.endsWith('_FILE') ? name.slice(0, -'_FILE'.length) : undefined;
    if (target === undefined || !/_TOKEN$/.test(target) || values[target] !== undefined) continue;
    try {
      values[target] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      faults.push(
        `${name}: cannot read the file it names (${error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'})`,
      );
    }
  }
  return values;
}

const toFault = (issue: z.core.$ZodIssue): string => {
  const name = issue.path.join('.') || 'environment';
  return `${name}: ${issue.message.replaceAll('{NAME}', name)}`;
};
