import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether a command is on this machine and ends well. */
export function canRun(command: string, args: readonly string[]): Promise<boolean> {
  return promisify(execFile)(command, args).then(
    () => true,
    () => false,
  );
}
