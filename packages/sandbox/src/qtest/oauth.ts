import type { FastifyInstance } from 'fastify';
import { ApiError, badRequest } from './api-error.ts';
import type { QtestContext } from './context.ts';

/** `POST /oauth/token` (form-encoded, site name as Basic user) and `GET /oauth/status`. */
export function addOauth(app: FastifyInstance, { token }: QtestContext): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  app.post('/oauth/token', async (request) => {
    if (!/^basic /i.test(request.headers.authorization ?? '')) throw new ApiError(401, 'Bad credentials');
    const form = (request.body ?? {}) as Readonly<Record<string, string>>;
    const grant = form.grant_type;
    const isComplete =
      grant === 'password' ? form.username && form.password : grant === 'refresh_token' && form.refresh_token;
    if (!isComplete) throw badRequest('invalid_grant');
    return {
      access_token: token,
      token_type: 'bearer',
      refresh_token: `${token}-refresh`,
      scope: 'read+write+trust',
      agent: null,
      expires_in: 3599,
    };
  });
  app.get('/oauth/status', async () => ({ expiration: 0, validityInMilliseconds: 3_600_000 }));
}
