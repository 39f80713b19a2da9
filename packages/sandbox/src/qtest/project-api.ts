import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, notFound } from './api-error.ts';
import type { QtestContext } from './context.ts';
import type { Query } from './query.ts';
import type { Project } from './state/project.ts';

/** One request to an endpoint below a project. */
export type Call = {
  readonly project: Project;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
  /** URL of the request, for page links. */
  readonly url: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};
/** Returns the body; undefined sends an empty one. */
export type Handler = (call: Call) => unknown;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Adds an endpoint below `/api/v3/projects/:projectId`. */
export type ProjectApi = {
  readonly context: QtestContext;
  get(path: string, handler: Handler): void;
  /** Creating answers 200 or 201 depending on the kind of object (OpenAPI), so each route gives its status. */
  post(path: string, status: 200 | 201, handler: Handler): void;
  put(path: string, handler: Handler): void;
  delete(path: string, handler: Handler): void;
};

export const readProject = (context: QtestContext, projectId: string): Project => {
  const project = context.site.projects.get(Number(projectId));
  if (!project) throw notFound(`Project ${projectId}`);
  return project;
};

/** Numeric path parameter; throws 400 for text. */
export function readId(params: Call['params'], name: string): number {
  const text = params[name] ?? '';
  if (!/^-?\d+$/.test(text)) throw badRequest(`${name} must be a number.`);
  return Number(text);
}

export function createProjectApi(app: FastifyInstance, context: QtestContext, version = 'v3'): ProjectApi {
  const add = (method: Method, path: string, status: number, handler: Handler): void => {
    app.route({
      method,
      url: `/api/${version}/projects/:projectId${path}`,
      handler: async (request, reply) => {
        const params = request.params as Readonly<Record<string, string>>;
        const answer = await handler({
          project: readProject(context, params.projectId ?? ''),
          params,
          query: request.query as Query,
          body: request.body,
          url: `${request.protocol}://${request.host}${request.url}`,
          request,
          reply,
        });
        if (reply.sent) return reply;
        return reply.code(status).send(answer);
      },
    });
  };
  return {
    context,
    get: (path, handler) => add('GET', path, 200, handler),
    post: (path, status, handler) => add('POST', path, status, handler),
    put: (path, handler) => add('PUT', path, 200, handler),
    delete: (path, handler) => add('DELETE', path, 200, handler),
  };
}
