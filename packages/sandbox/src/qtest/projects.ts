import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readBody } from './body.ts';
import type { QtestContext } from './context.ts';
import { readPageOf999, slicePage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { type Query, readNumber } from './query.ts';
import type { Project } from './state/project.ts';

const ProjectWrite = z.looseObject({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
  uuid: z.string().nullish(),
});
const ProjectCreate = ProjectWrite.extend({ name: z.string().min(1) });
const ProjectQuery = z.looseObject({ uuid: z.array(z.string()).default([]) });

/** Projects are created and changed but never deleted. */
export function addProjects(app: FastifyInstance, api: ProjectApi): void {
  const { site } = api.context;
  const toAnswer = (project: Project) => toProject(project, api.context);

  app.get('/api/v3/projects', async (request, reply) => {
    const query = request.query as Query;
    const projects = [...site.projects.values()];
    reply.header('X-Item-Total', projects.length);
    // All at once unless a page is requested.
    const isPaged = readNumber(query, 'page') !== null || readNumber(query, 'pageSize') !== null;
    return (isPaged ? slicePage(projects, readPageOf999(query)) : projects).map(toAnswer);
  });
  app.post('/api/v3/projects', async (request, reply) => {
    const body = readBody(ProjectCreate, request.body);
    const project = site.addProject({ name: body.name });
    change(project, body);
    return reply.code(201).send(toAnswer(project));
  });
  app.post('/api/v3/projects/search', async (request) => {
    const { uuid } = readBody(ProjectQuery, request.body);
    return [...site.projects.values()]
      .filter((project) => project.uuid !== null && uuid.includes(project.uuid))
      .map(toAnswer);
  });
  api.get('', ({ project }) => toAnswer(project));
  api.put('', ({ project, body }) => {
    change(project, readBody(ProjectWrite, body));
    return toAnswer(project);
  });
}

function change(project: Project, body: z.infer<typeof ProjectWrite>): void {
  project.name = body.name ?? project.name;
  project.description = body.description ?? project.description;
  if (body.uuid !== undefined) project.uuid = body.uuid;
  if (body.start_date !== undefined) project.startDate = body.start_date;
  if (body.end_date !== undefined) project.endDate = body.end_date;
}

const toProject = (project: Project, { site }: QtestContext) => ({
  id: project.id,
  name: project.name,
  description: project.description,
  status_id: 101,
  start_date: project.startDate,
  end_date: project.endDate,
  admins: [site.currentUser.username],
  admin_ids: [site.currentUser.id],
  sample: false,
  automation: project.automation,
  date_format: 'yyyy/MM/dd',
  uuid: project.uuid,
});
