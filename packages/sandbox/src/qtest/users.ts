import type { FastifyInstance } from 'fastify';
import { notFound } from './api-error.ts';
import type { QtestContext } from './context.ts';
import { readPage, toPagedObject } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { type Query, readFlag, readText } from './query.ts';
import type { User } from './state/site.ts';

/** All users of the site are members of every project. */
export function addUsers(app: FastifyInstance, api: ProjectApi): void {
  const { context } = api;
  const { site } = context;

  app.get('/api/v3/re-evaluation', async (request) => toLoggedUser(context, `http://${request.host}`));
  api.get('/users', ({ query }) =>
    site.users.filter((user) => user.status === 1 || readFlag(query, 'inactive', true)),
  );
  api.get('/user-profiles/current', ({ project }) => ({
    user_id: site.currentUser.id,
    project_id: project.id,
    ...toPermissions(context),
  }));

  app.get('/api/v3/users/search', async (request) => {
    const query = request.query as Query;
    const users = findUsers(site.users, query);
    const page = readPage(query, { sizeName: 'pageSize', absent: 100, cap: 100 });
    const url = `http://${request.host}${request.url}`;
    return toPagedObject(users, users.length, { request: page, url, toItem: (user) => user });
  });
  app.get<{ Params: { userId: string } }>('/api/v3/users/:userId', async ({ params }) => {
    const user = site.users.find((candidate) => candidate.id === Number(params.userId));
    if (!user) throw notFound(`User ${params.userId}`);
    return user;
  });
}

const findUsers = (users: readonly User[], query: Query): User[] => {
  const name = (readText(query, 'username') ?? '').toLowerCase();
  const withInactive = readFlag(query, 'includeInactiveUsers', false);
  return users.filter(
    (user) => (user.status === 1 || withInactive) && user.username.toLowerCase().includes(name),
  );
};

const toLoggedUser = ({ site }: QtestContext, siteUrl: string) => ({
  id: site.currentUser.id,
  user_name: site.currentUser.username,
  first_name: site.currentUser.first_name,
  last_name: site.currentUser.last_name,
  client_id: 1,
  client_name: 'Example',
  client_site: siteUrl,
  client_site_name: 'example',
  timezone_offset: '+0000',
  package_type: 'Elite',
  access_admin_page: true,
});

/** The areas that a migration needs, with the names of the web page's profile. */
const toPermissions = ({ options }: QtestContext) => {
  const rights = { view: true, create: options.mayWrite, edit: options.mayWrite, delete: options.mayWrite };
  return {
    module: rights,
    test_case: rights,
    test_cycle: rights,
    test_suite: rights,
    test_run: rights,
    test_log: rights,
    release: rights,
    requirement: rights,
    defect: rights,
    project_setting: { manage_fields: options.mayManageFields },
  };
};
