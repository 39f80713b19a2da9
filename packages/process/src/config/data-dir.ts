import { lstatSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

/** Path of a directory that can be written or created. The check leaves nothing behind. */
export const DataDir = z.string().superRefine((path, { addIssue }) => {
  const fault = findFault(resolve(path));
  if (fault !== undefined) addIssue(fault);
});

/** A full disk is no fault of the configuration: a run waits until there is space. */
const MAY_PASS = ['ENOSPC', 'EDQUOT'];

/** Access rights are not enough: root has them on file systems that take no files, such as /proc. */
function findFault(path: string): string | undefined {
  const dir = nearestThere(path);
  try {
    rmdirSync(mkdtempSync(join(dir, '.z2q-')));
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (MAY_PASS.includes(code)) return undefined;
    if (code === 'ENOTDIR') return `must be a directory, and ${dir} is a file`;
    const verb = dir === path ? 'written' : 'made';
    return `must be a directory that can be written, and ${path} cannot be ${verb} (${code})`;
  }
}

/** Node's recursive mkdir never returns where a file system refuses directories, as /proc does. */
function nearestThere(path: string): string {
  const isThere = path === dirname(path) || isFound(path);
  return isThere ? path : nearestThere(dirname(path));
}

function isFound(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
