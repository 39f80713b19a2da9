import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '@z2q/process';
import type { FastifyRequest } from 'fastify';
import { sendProblem } from './answer-errors.ts';
import type { ControlApp } from './control-app.ts';
import { ProblemError } from './problem-error.ts';

const OPEN = new Set(['/healthz', '/readyz']);
/** Pages a browser opens. Basic auth is for them alone: a browser sends it by itself, whoever made it ask. */
const PAGES = /^\/(queues|docs)?(\/|$)/;

/** Lets nobody in without the token, on any path but the health checks, known or not. */
export function authenticate(app: ControlApp, token: Secret): void {
  const expected = digest(token.reveal());
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (OPEN.has(path)) return undefined;
    const isPage = PAGES.test(path);
    const shown = credentialsOf(request, isPage);
    if (shown !== undefined && timingSafeEqual(digest(shown), expected)) return undefined;
    reply.header('www-authenticate', isPage ? 'Basic realm="z2q", charset="UTF-8"' : 'Bearer realm="z2q"');
    return sendProblem(reply, toUnauthorized(isPage));
  });
}

/** Digests have one length, as the comparison in constant time needs. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function credentialsOf({ headers }: FastifyRequest, isPage: boolean): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic' || !isPage) return undefined;
  const userAndPassword = Buffer.from(value, 'base64').toString('utf8');
  return userAndPassword.slice(userAndPassword.indexOf(':') + 1);
}

const toUnauthorized = (isPage: boolean): ProblemError =>
  new ProblemError('unauthorized', 'This address needs the token of the control API.', {
    fix: isPage
      ? 'Log in with any user name and the token as password. The token is CONTROL_TOKEN, else in the file control-token of the data directory.'
      : 'Send "Authorization: Bearer <token>". The token is CONTROL_TOKEN, else in the file control-token of the data directory.',
  });
