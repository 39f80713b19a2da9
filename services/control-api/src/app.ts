import accepts from '@fastify/accepts';
import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { authenticate } from './access/authenticate.ts';
import { recordRefusals } from './access/record-refusals.ts';
import { serveBullBoard } from './bull-board.ts';
import type { ControlContext } from './context.ts';
import { serveDashboard } from './dashboard/serve-dashboard.ts';
import { answerErrors } from './http/answer-errors.ts';
import { answerUnknownPaths } from './http/answer-unknown-paths.ts';
import { CONNECTION_LIMITS, capConnections } from './http/connection-limits.ts';
import type { ControlApp } from './http/control-app.ts';
import { BODY_LIMIT, readBodies } from './http/read-bodies.ts';
import { refuseUnknownMembers } from './http/refuse-unknown-members.ts';
import { sendSecurityHeaders } from './http/send-security-headers.ts';
import { serveOpenApi } from './openapi.ts';
import { addRoutes } from './routes/add-routes.ts';

/** Requested every few seconds, so these requests are not logged. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/** Builds the whole HTTP API without listening yet. */
export async function buildApp(context: ControlContext): Promise<ControlApp> {
  const loggerInstance: FastifyBaseLogger = context.log;
  const app: ControlApp = fastify({
    loggerInstance,
    bodyLimit: BODY_LIMIT,
    ...CONNECTION_LIMITS,
    logController: new LogController({ disableRequestLogging: ({ url }) => PROBES.has(url) }),
    // An event stream never ends by itself, so closing must not wait for it.
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  capConnections(app);
  await sendSecurityHeaders(app);
  authenticate(app, context);
  answerErrors(app);
  answerUnknownPaths(app);
  recordRefusals(app, context);
  readBodies(app);
  refuseUnknownMembers(app);
  await app.register(accepts);
  await serveOpenApi(app);
  await serveBullBoard(app, context.queues);
  addRoutes(app, context);
  await serveDashboard(app);
  await app.ready();
  return app;
}
