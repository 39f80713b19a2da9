import swagger, { type SwaggerTransform, type SwaggerTransformObject } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import manifest from '../package.json' with { type: 'json' };
import { neededRole } from './access/role.ts';
import type { ControlApp } from './http/control-app.ts';
import { nameSchemas } from './name-schemas.ts';

const DESCRIPTION = `Moves the test management of a Zephyr Scale project into a qTest Manager project.

Everything but \`/healthz\` and \`/readyz\` needs \`Authorization: Bearer <token>\`. The role that a call needs is named by
its security: \`view\` (\`CONTROL_VIEW_TOKEN\`) may read, \`operate\` (\`CONTROL_OPERATE_TOKEN\`) also start, pause, resume,
cancel and retry, \`full\` (\`CONTROL_TOKEN\`) everything. Errors are
\`application/problem+json\` with a stable \`code\`. Lists take \`limit\` and \`cursor\`.`;

const SERVERS = [
  { url: '/', description: 'The process that serves this document' },
  {
    url: 'http://127.0.0.1:8080',
    description: 'Where it listens unless `CONTROL_HOST` and `CONTROL_PORT` say otherwise',
  },
];

const TAGS = [
  { name: 'Migrations', description: 'One source project going into one target project' },
  { name: 'Runs', description: 'One execution of phases on a migration, or its rollback' },
  { name: 'Waves', description: 'Many projects, a few at a time' },
  { name: 'Operation', description: 'Health, workers and metrics of the installation itself' },
];

const SECURITY = {
  token: { type: 'http', scheme: 'bearer', description: 'A token of the control API' },
  password: { type: 'http', scheme: 'basic', description: 'Any user, and a token as password' },
} as const;

/** Serves the OpenAPI document at `/docs/json` and its page at `/docs`, for the routes added afterwards. */
export async function serveOpenApi(app: ControlApp): Promise<void> {
  nameSchemas();
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'z2q control API',
        version: manifest.version,
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: SERVERS,
      tags: TAGS,
      components: { securitySchemes: SECURITY },
      security: [{ token: [] }],
    },
    transform: describeCall,
    transformObject: (document) => withoutInputs(jsonSchemaTransformObject(document)),
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
}

/** Adds to a route the role it needs, and examples of its body. */
const describeCall: SwaggerTransform = (call) => {
  const { schema, url } = jsonSchemaTransform(call);
  const security = [{ token: [neededRole(call.route)] }];
  return { schema: { security, ...schema, ...withExamples(call.schema?.body, schema.body) }, url };
};

/** zod omits the examples of a schema with a transform, so they are added here. */
function withExamples(body: unknown, described: unknown): { readonly body?: unknown } {
  const examples = examplesOf(body);
  return examples === undefined ? {} : { body: { ...Object(described), examples } };
}

function examplesOf(body: unknown): unknown {
  if (body instanceof z.ZodOptional || body instanceof z.ZodNullable) return examplesOf(body.unwrap());
  return body instanceof z.ZodType ? z.globalRegistry.get(body)?.examples : undefined;
}

type OpenApiDocument = ReturnType<SwaggerTransformObject>;

/** Named schemas are used only in answers, but zod also generates a version for requests. */
function withoutInputs(document: OpenApiDocument): OpenApiDocument {
  if (!('components' in document)) return document;
  const schemas = Object.entries(document.components?.schemas ?? {});
  const kept = Object.fromEntries(schemas.filter(([name]) => !name.endsWith('Input')));
  return { ...document, components: { ...document.components, schemas: kept } } as OpenApiDocument;
}
