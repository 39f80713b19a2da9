import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withoutSlashAtEnd } from '@z2q/contracts';
import type { Environment } from '@z2q/process';
import { CliError, EXIT, wrongUsage } from '../cli-error.ts';

export type ControlAccess = {
  /** URL without a final slash. */
  readonly url: string;
  /** null: no token was found; requests are sent without one. */
  readonly token: string | null;
  /** Where a token was looked for, for messages. */
  readonly tokenFile: string;
};

const DEFAULT_PORT = '8080';

/** URL and token of the control API: `CONTROL_TOKEN`, `CONTROL_TOKEN_FILE`, otherwise the file that the API creates. */
export function readControlAccess(env: Environment): ControlAccess {
  const url = env.CONTROL_URL || `http://127.0.0.1:${env.CONTROL_PORT || DEFAULT_PORT}`;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw wrongUsage(`CONTROL_URL is not an http or https address: ${url}`);
  }
  const tokenFile = join(resolve(env.DATA_DIR || './data'), 'control-token');
  const given = env.CONTROL_TOKEN || (env.CONTROL_TOKEN_FILE && readNamedFile(env.CONTROL_TOKEN_FILE));
  const token = given || readIfThere(tokenFile);
  if (token !== null && !/^[\x20-\x7e]+$/.test(token)) {
    throw wrongUsage(
      'The token of the control API has a line break or another character that no header can carry.',
      `Give it alone, on one line: in CONTROL_TOKEN, in the file of CONTROL_TOKEN_FILE, or in ${tokenFile}.`,
    );
  }
  return { url: withoutSlashAtEnd(url), token, tokenFile };
}

function readNamedFile(path: string): string {
  const token = readIfThere(path);
  if (token !== null) return token;
  throw new CliError(
    EXIT.notReachedOrNotAllowed,
    `CONTROL_TOKEN_FILE names ${path}, which cannot be read.`,
    'Name a file that holds the token of the control API.',
  );
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch {
    return null;
  }
}
