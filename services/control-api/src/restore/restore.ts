import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BaseEnv, type Environment, readConfig } from '@z2q/process';
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

/** What the command line ends with as well: it runs this program, since it has no way to a database itself. */
const EXIT = { done: 0, notAllowed: 3 } as const;

const FIXES: Readonly<Record<RestoreErrorCode, string>> = {
  in_use: 'End "z2q up", or stop the services, and try again.',
  newer:
    'Add --force if the backup is to take its place all the same: it is kept beside it, and what it knows of is looked for on the target before it is created again.',
  unusable: 'Nothing was changed. Is it a file that "z2q backup" wrote, with this release or an earlier one?',
};

/** Puts a backup in place of the database of `DATA_DIR`, while no service runs. @returns the exit code. */
export async function restore(
  args: readonly string[],
  { env, stdout, stderr }: Surroundings,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false } },
  });
  const { dataDir } = readConfig(RestoreConfig, env);
  const file = resolve(positionals[0] ?? '');
  try {
    const restored = await restoreStore({ dataDir, file, isForced: values.force, now: new Date() });
    stdout.write(`${JSON.stringify(restored)}\n`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error;
    stderr.write(`error: ${error.message}.\n→ ${FIXES[error.code]}\n`);
    return EXIT.notAllowed;
  }
}
