import type { FastifyInstance } from 'fastify';
import type { ZephyrProject } from '../zephyr-data/zephyr-data.ts';
import { toOffsetPage } from './page.ts';
import { Path, Query, readInput } from './read-input.ts';
import { notFound } from './zephyr-api-error.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

const toProjectJson = ({ id, jiraProjectId, key, enabled }: ZephyrProject): unknown => ({
  id,
  jiraProjectId,
  key,
  enabled,
});

/** Projects (without names, which only Jira has), and the health check. */
export function addProjectRoutes(app: FastifyInstance, { data }: ZephyrIndex): void {
  app.get('/v2/healthcheck', async (_request, reply) => reply.code(200).send());

  app.get('/v2/projects', async (request) => {
    const query = readInput({ startAt: Query.startAt, maxResults: Query.maxResults }, request.query);
    return toOffsetPage(request, query, data.projects, toProjectJson);
  });

  app.get('/v2/projects/:projectIdOrKey', async (request) => {
    const { projectIdOrKey } = readInput({ projectIdOrKey: Path.projectIdOrKey }, request.params);
    const found = data.projects.find(
      ({ id, key }) => key === projectIdOrKey || String(id) === projectIdOrKey,
    );
    if (found === undefined) throw notFound('Project');
    return toProjectJson(found);
  });
}
