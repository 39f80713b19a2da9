import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreflightCheck } from '@z2q/contracts';
import { attempt } from './attempt.ts';
import { describeError, failed, passed, warning } from './finding.ts';

const MIB = 1024 * 1024;
const LITTLE_MIB = 1024;
const TOO_LITTLE_MIB = 100;

/** Checks the data directory, which keeps records, drafts and files until a migration is deleted. */
export async function checkDisk(dataDir: string): Promise<PreflightCheck> {
  const name = 'data_dir';
  const free = await attempt(() => measureFree(dataDir));
  if (!free.ok) {
    const detail = `DATA_DIR cannot be written. ${describeError(free.error)}`;
    return { name, ...failed(detail, 'Give the process a data directory that it may write to.') };
  }
  const detail = `DATA_DIR can be written; ${free.value} MiB are free.`;
  const fix = 'Free some space: staged records take about 10 KiB each, and files as much as they have.';
  if (free.value < TOO_LITTLE_MIB) return { name, ...failed(detail, fix) };
  return { name, ...(free.value < LITTLE_MIB ? warning(detail, fix) : passed(detail)) };
}

async function measureFree(dataDir: string): Promise<number> {
  const probe = join(dataDir, `.preflight-${randomUUID()}`);
  await writeFile(probe, '');
  await rm(probe);
  const { bavail, bsize } = await statfs(dataDir);
  return Math.floor((bavail * bsize) / MIB);
}
