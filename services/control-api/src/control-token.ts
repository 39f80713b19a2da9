import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecret, type Secret } from '@z2q/process';
import type { Config } from './config.ts';

const OWNER_ONLY = 0o600;

/** The token callers must show: the configured one, else the one kept in `DATA_DIR/control-token`, made on first use. */
export async function readControlToken({ token, dataDir }: Config): Promise<Secret> {
  if (token) return token;
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'control-token');
  await makeToken(path);
  await chmod(path, OWNER_ONLY);
  const kept = (await readFile(path, 'utf8')).trim();
  if (kept === '') throw new Error(`${path} is empty: delete it, and a token is made`);
  return createSecret(kept);
}

/** Leaves a token that is there as it is, also one that another process makes at this moment. */
async function makeToken(path: string): Promise<void> {
  const made = `${randomBytes(32).toString('base64url')}\n`;
  try {
    await writeFile(path, made, { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
