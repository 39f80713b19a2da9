import type { FastifyReply } from 'fastify';
import { sendProblem } from '../http/answer-errors.ts';
import { ProblemError } from '../http/problem-error.ts';
import { mayAct, ROLES, type Role, TOKEN_NAMES } from './role.ts';

/** Asks for a token when none was sent, or a wrong one. A browser then shows its log-in form. */
export function askForToken(reply: FastifyReply, isPage: boolean): FastifyReply {
  reply.header('www-authenticate', isPage ? 'Basic realm="z2q", charset="UTF-8"' : 'Bearer realm="z2q"');
  const where = 'The token is CONTROL_TOKEN, else in the file control-token of the data directory.';
  const how = isPage
    ? 'Log in with any user name and a token as password.'
    : 'Send "Authorization: Bearer <token>".';
  const problem = new ProblemError('unauthorized', 'This address needs a token of the control API.', {
    fix: `${how} ${where}`,
  });
  return sendProblem(reply, problem);
}

export function refuseForNow(reply: FastifyReply, waitMs: number): FastifyReply {
  const seconds = Math.ceil(waitMs / 1_000);
  reply.header('retry-after', seconds);
  const detail = `Too many wrong tokens came from this address. Wait ${seconds} s before another try; a right one is let in at any time.`;
  return sendProblem(reply, new ProblemError('too_many_wrong_tokens', detail));
}

export function forbid(reply: FastifyReply, role: Role, needed: Role): FastifyReply {
  const enough = ROLES.filter((each) => mayAct(each, needed)).map((each) => TOKEN_NAMES[each]);
  const names = enough.join(' or ');
  const problem = new ProblemError(
    'forbidden',
    `${TOKEN_NAMES[role]} does not allow this call; ${names} does.`,
    { fix: `Show the token of ${names}.` },
  );
  return sendProblem(reply, problem);
}
