import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether a command exists on this machine and succeeds. */
export function canRun(command: string, args: readonly string[]): Promise<boolean> {
  return promisify(execFile)(command, args).then(
    () => true,
    () => false,
  );
}
