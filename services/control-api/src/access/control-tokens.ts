import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, createSecret, type Secret } from '@z2q/process';
import type { Config } from '../config.ts';
import { type Role, TOKEN_NAMES } from './role.ts';

const OWNER_ONLY = 0o600;
const OWNER_ONLY_DIR = 0o700;

/** The token of each role; null: the role has none. */
export type ControlTokens = Readonly<Record<Role, Secret | null>> & { readonly full: Secret };

/**
 * The configured tokens. If none is configured for the full role, it is the one in `DATA_DIR/control-token`, which is
 * created on first use.
 * @throws {ConfigError} when that token was also configured for another role.
 */
export async function readControlTokens({ tokens, dataDir }: Config): Promise<ControlTokens> {
  const full = tokens.full ?? (await readKeptToken(dataDir));
  const role = (['view', 'operate'] as const).find((other) => tokens[other]?.reveal() === full.reveal());
  if (role)
    throw new ConfigError([
      `${TOKEN_NAMES[role]}: is the same as the token in DATA_DIR/control-token, which allows everything: set another one`,
    ]);
  return { ...tokens, full };
}

async function readKeptToken(dataDir: string): Promise<Secret> {
  await mkdir(dataDir, { recursive: true, mode: OWNER_ONLY_DIR });
  const path = join(dataDir, 'control-token');
  await makeToken(path);
  await chmod(path, OWNER_ONLY);
  const kept = (await readFile(path, 'utf8')).trim();
  if (kept === '') throw new Error(`${path} is empty: delete it, and a token is made`);
  return createSecret(kept);
}

/** Leaves an existing token alone, also one that another process creates at the same moment. */
async function makeToken(path: string): Promise<void> {
  const made = `${randomBytes(32).toString('base64url')}\n`;
  try {
    await writeFile(path, made, { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
