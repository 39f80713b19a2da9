import { CliError, EXIT } from './cli-error.ts';

const WHY: Readonly<Record<string, readonly [why: string, fix: string]>> = {
  EACCES: ['permission denied', 'Let USER use it, or name another place.'],
  EPERM: ['not permitted', 'Let USER use it, or name another place.'],
  ENOENT: ['there is no such file or folder', 'Look whether the path is right.'],
  ENOTDIR: ['part of the path is not a folder', 'Look whether the path is right.'],
  EISDIR: ['that is a folder', 'Name a file.'],
  EROFS: ['the disk is read-only', 'Name another place.'],
  ENOSPC: ['no room is left on the disk', 'Make room, or name another place.'],
  EDQUOT: ['the quota of the disk is used up', 'Make room, or name another place.'],
};

/** Words for a file that cannot be read or written; undefined for another error. */
export function toFileError(error: unknown): CliError | undefined {
  const { code, path, syscall = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const known = WHY[code ?? ''];
  if (known === undefined || path === undefined || syscall.startsWith('spawn')) return undefined;
  const [why, fix] = known;
  return new CliError(EXIT.notReachedOrNotAllowed, `${path}: ${why}.`, fix.replace('USER', toUser()), {
    cause: error,
  });
}

/** Who this process is. In a container that is seldom who typed the command. */
const toUser = (): string => {
  const id = process.getuid?.();
  return id === undefined ? 'this user' : `the user of this process (id ${id})`;
};
