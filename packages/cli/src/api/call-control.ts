import { CliError, EXIT } from '../cli-error.ts';
import { toCliError } from './problem-to-cli-error.ts';
import type { ControlAccess } from './read-control-access.ts';

export type ControlCall = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path from `/v1` on. */
  readonly path: string;
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal?: AbortSignal;
};

/** Sends a request and returns a successful answer. @throws {CliError} that says what to do, in every other case. */
export async function callControl(access: ControlAccess, call: ControlCall): Promise<Response> {
  const answer = await send(access, call);
  if (answer.ok) return answer;
  throw toCliError(answer.status, await answer.text(), access);
}

async function send(
  access: ControlAccess,
  { method, path, body, accept, signal }: ControlCall,
): Promise<Response> {
  try {
    return await fetch(`${access.url}${path}`, {
      method,
      headers: {
        accept: accept ?? 'application/json',
        ...(access.token === null ? {} : { authorization: `Bearer ${access.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw toUnreachable(access.url, error);
  }
}

/** `fetch` says only "fetch failed"; its cause has the reason. */
export function toUnreachable(url: string, error: unknown): CliError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new CliError(
    EXIT.notReachedOrNotAllowed,
    `No control API answers at ${url} (${code}).`,
    'Start it with "z2q up", which takes some seconds, or name the one you mean in CONTROL_URL.',
    { cause: error, mayPass: true },
  );
}
