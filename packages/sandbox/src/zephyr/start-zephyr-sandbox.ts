import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Behaviour } from '../behaviour/behaviour.ts';
import type { RequestStats } from '../behaviour/request-stats.ts';
import { createStandIn, type Listening, type ListenOptions, listen } from '../behaviour/stand-in.ts';
import type { ZephyrData } from '../zephyr-data/zephyr-data.ts';
import { applyQuirks, createQuirks, type ZephyrQuirks } from './apply-quirks.ts';
import { addAttachmentRoutes } from './attachment-routes.ts';
import { authenticate } from './authenticate.ts';
import { addCaseRoutes } from './case-routes.ts';
import { addCycleRoutes } from './cycle-routes.ts';
import { addExecutionRoutes } from './execution-routes.ts';
import { addIssueLinkRoutes } from './issue-link-routes.ts';
import { addPlanRoutes } from './plan-routes.ts';
import { addProjectRoutes } from './project-routes.ts';
import { addReferenceRoutes } from './reference-routes.ts';
import { ZephyrApiError, zephyrErrorBodies } from './zephyr-api-error.ts';
import { createZephyrIndex } from './zephyr-index.ts';
import { toZephyrState } from './zephyr-state.ts';

export type ZephyrSandboxOptions = ListenOptions & {
  readonly data: ZephyrData;
  /** The accepted token. A JWT is generated unless given. */
  readonly token?: string;
  readonly behaviour?: Partial<Behaviour>;
  readonly quirks?: Partial<ZephyrQuirks>;
};

export type ZephyrSandbox = Listening & {
  /** The base URL for a client: `url` with `/v2`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly data: ZephyrData;
  readonly behaviour: Behaviour;
  readonly quirks: ZephyrQuirks;
  readonly stats: RequestStats;
};

/** Serves the read side of Zephyr Scale Cloud v2 from `data`, which may change while it is served. */
export async function startZephyrSandbox(options: ZephyrSandboxOptions): Promise<ZephyrSandbox> {
  const { data, token = createZephyrToken(), behaviour = {} } = options;
  const standIn = createStandIn({ behaviour, bodies: zephyrErrorBodies, state: () => toZephyrState(data) });
  authenticate(standIn.app, token);
  addErrorAnswers(standIn.app);
  const quirks = createQuirks(options.quirks);
  applyQuirks(standIn.app, quirks);
  const index = createZephyrIndex(data);
  for (const addRoutes of [
    addProjectRoutes,
    addReferenceRoutes,
    addCaseRoutes,
    addCycleRoutes,
    addPlanRoutes,
    addExecutionRoutes,
    addAttachmentRoutes,
    addIssueLinkRoutes,
  ]) {
    addRoutes(standIn.app, index);
  }
  const server = await listen(standIn, options);
  return {
    ...server,
    baseUrl: `${server.url}/v2`,
    token,
    data,
    quirks,
    behaviour: standIn.behaviour,
    stats: standIn.stats,
  };
}

/** A token in the form of a JWT that opens only the sandbox it is given to. */
export function createZephyrToken(): string {
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signature = randomBytes(32).toString('base64url');
  return `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: 'sandbox' })}.${signature}`;
}

/** An unknown path is answered by the gateway in front of the API, with 403. */
function addErrorAnswers(app: FastifyInstance): void {
  app.setNotFoundHandler(async (_request, reply) => reply.code(403).send({ message: 'Forbidden' }));
  app.setErrorHandler(async (error, _request, reply) => {
    const status = error instanceof ZephyrApiError ? error.status : 500;
    const message = error instanceof Error ? error.message : 'Internal error';
    return reply.code(status).send({ errorCode: status, message });
  });
}
