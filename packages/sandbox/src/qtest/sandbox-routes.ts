import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readBody } from './body.ts';
import type { QtestContext } from './context.ts';
import { QtestOptions } from './options.ts';
import { Refusal } from './refusals.ts';

/** Switches of this stand-in beside those of every stand-in. */
export function addSandboxRoutes(app: FastifyInstance, { refusals, options }: QtestContext): void {
  app.get('/__sandbox/refusals', async () => refusals.list);
  app.put('/__sandbox/refusals', async (request) => {
    refusals.replace(readBody(z.array(Refusal), request.body));
    return refusals.list;
  });
  app.get('/__sandbox/options', async () => options);
  app.put('/__sandbox/options', async (request) =>
    Object.assign(options, readBody(QtestOptions, request.body)),
  );
}
