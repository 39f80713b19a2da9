import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { toAddressGroup } from './address-group.ts';
import { createAllowances } from './allowances.ts';
import type { ControlTokens } from './control-tokens.ts';
import { askForToken, forbid, refuseForNow } from './refusals.ts';
import { mayAct, neededRole, ROLES, type Role } from './role.ts';

/** Paths without a token: health checks, and the dashboard's static files. The dashboard asks the user for the token itself. */
const OPEN = /^\/(healthz|readyz|assets\/.*)?$/;
/**
 * Pages that a browser opens. Only these accept Basic auth, because a browser sends it by itself, even if another site
 * causes the request.
 */
const PAGES = /^\/(queues|docs)(\/|$)/;

/** Allowance of wrong tokens for each address: typing errors are forgiven, guessing is slow. */
const WRONG_TOKENS = { atOnce: 10, oneEveryMs: 6_000, maxKeys: 10_000 };

/**
 * Lets no request in without a token whose role allows it, on known and unknown paths alike. Only health checks and the
 * dashboard's files need no token.
 */
export function authenticate(app: ControlApp, context: ControlContext): void {
  const findRole = createFindRole(context.tokens);
  const refuseWrong = createRefuseWrong(context);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request);
    if (OPEN.test(path)) return undefined;
    const isPage = PAGES.test(path) || request.routeOptions.config.isPage === true;
    const shown = credentialsOf(request, isPage);
    const hasForm = PAGES.test(path) || (isPage && isBrowser(request));
    if (shown === undefined) return askForToken(reply, hasForm);
    const role = findRole(shown);
    if (role === undefined) return refuseWrong(request, reply, hasForm);
    request.caller = { role, address: request.ip };
    const needed = request.is404 ? 'view' : neededRole(request.routeOptions);
    return mayAct(role, needed) ? undefined : forbid(reply, role, needed);
  });
}

/** Whether the caller asks for HTML by name. A program that accepts anything is told which header to send instead. */
const isBrowser = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false;

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

/** Takes the same time for every token: all digests are compared, and all have the same length. */
function createFindRole(tokens: ControlTokens): (shown: string) => Role | undefined {
  const known = ROLES.flatMap((role) => {
    const token = tokens[role];
    return token === null ? [] : [{ role, expected: digest(token.reveal()) }];
  });
  return (shown) => {
    const given = digest(shown);
    return known.filter(({ expected }) => timingSafeEqual(given, expected))[0]?.role;
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Only wrong tokens are counted: behind a proxy, callers with a right one share the address with everybody. */
function createRefuseWrong({ now, log }: Pick<ControlContext, 'now' | 'log'>) {
  const take = createAllowances({ ...WRONG_TOKENS, now });
  return (request: FastifyRequest, reply: FastifyReply, hasForm: boolean): FastifyReply => {
    const waitMs = take(toAddressGroup(request.ip));
    if (waitMs > 0) return refuseForNow(reply, waitMs);
    log.warn({ address: request.ip, path: pathOf(request) }, 'a wrong token was shown');
    return askForToken(reply, hasForm);
  };
}

function credentialsOf({ headers }: FastifyRequest, isPage: boolean): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic' || !isPage) return undefined;
  const userAndPassword = Buffer.from(value, 'base64').toString('utf8');
  return userAndPassword.slice(userAndPassword.indexOf(':') + 1);
}
