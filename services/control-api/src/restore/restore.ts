import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BaseEnv, ConfigError, type Environment, readConfig } from '@z2q/process';
import { RestoreError, type RestoreErrorCode, restoreStore } from '@z2q/store';
import { z } from 'zod';

type Surroundings = {
  readonly env: Environment;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
};

const RestoreConfig = z
  .object({ DATA_DIR: BaseEnv.shape.DATA_DIR })
  .transform((env) => ({ dataDir: resolve(env.DATA_DIR) }));

/** The exit codes of the command line, which runs this program because it has no database access itself. */
const EXIT = { done: 0, wrongUsage: 2, notAllowed: 3, wrongEnvironment: 78 } as const;

const ENDS: Readonly<Record<RestoreErrorCode, { readonly code: number; readonly fix: string }>> = {
  in_use: { code: EXIT.notAllowed, fix: 'End "z2q up", or stop the services, and try again.' },
  there_already: {
    code: EXIT.notAllowed,
    fix: 'End "z2q up" if it runs, and add --force if the backup is to take its place: what was there is kept beside it, and what only that knows of is looked for on the target before it is created again. Or name another DATA_DIR.',
  },
  unusable: {
    code: EXIT.wrongUsage,
    fix: 'Nothing was changed. Is it a file that "z2q backup" wrote, with this release or an earlier one?',
  },
};

/** Replaces the database of `DATA_DIR` by a backup while no service runs. @returns the exit code. */
export async function restore(
  args: readonly string[],
  { env, stdout, stderr }: Surroundings,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false } },
  });
  const file = resolve(positionals[0] ?? '');
  try {
    const { dataDir } = readConfig(RestoreConfig, env);
    const restored = await restoreStore({ dataDir, file, isForced: values.force, now: new Date() });
    stdout.write(`${JSON.stringify(restored)}\n`);
    return EXIT.done;
  } catch (error) {
    if (error instanceof ConfigError) {
      stderr.write(`${error.message}\n`);
      return EXIT.wrongEnvironment;
    }
    if (!(error instanceof RestoreError)) throw error;
    const { code, fix } = ENDS[error.code];
    stderr.write(`error: ${error.message}.\n→ ${fix}\n`);
    return code;
  }
}
