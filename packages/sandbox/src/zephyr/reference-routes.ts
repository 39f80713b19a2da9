import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZephyrNamed, ZephyrProject, ZephyrStatus } from '../zephyr-data/zephyr-data.ts';
import { toRef } from './link-json.ts';
import { toBaseUrl, toOffsetPage } from './page.ts';
import { Path, Query, readInput } from './read-input.ts';
import { notFound } from './zephyr-api-error.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

type Kind = {
  readonly path: string;
  readonly noun: string;
  readonly itemsOf: (project: ZephyrProject, filter: Filter) => readonly { readonly id: number }[];
  readonly toJson: (item: never, index: number) => unknown;
};
type Filter = { readonly folderType?: string | undefined; readonly statusType?: string | undefined };

const KINDS: readonly Kind[] = [
  {
    path: 'folders',
    noun: 'Folder',
    itemsOf: ({ folders }, { folderType }) =>
      folderType === undefined ? folders : folders.filter((folder) => folder.folderType === folderType),
    toJson: (folder: object) => folder,
  },
  {
    path: 'priorities',
    noun: 'Priority',
    itemsOf: ({ priorities }) => priorities,
    toJson: (item: ZephyrNamed, index) => ({
      ...toNamedJson(item, index),
      color: item.color ?? '#cccccc',
      default: item.isDefault,
    }),
  },
  {
    path: 'statuses',
    noun: 'Status',
    itemsOf: ({ statuses }, { statusType }) =>
      statusType === undefined ? statuses : statuses.filter((status) => status.statusType === statusType),
    toJson: (item: ZephyrStatus, index) => ({
      ...toNamedJson(item, index),
      color: item.color ?? '#cccccc',
      archived: false,
      default: item.isDefault,
    }),
  },
  {
    path: 'environments',
    noun: 'Environment',
    itemsOf: ({ environments }) => environments,
    toJson: (item: ZephyrNamed, index) => ({ ...toNamedJson(item, index), archived: false }),
  },
];

const toNamedJson = ({ id, name, description }: ZephyrNamed, index: number) => ({
  id,
  name,
  description,
  index,
});

/** Folders, priorities, statuses (without their type) and environments, which other records refer to by id. */
export function addReferenceRoutes(app: FastifyInstance, index: ZephyrIndex): void {
  for (const kind of KINDS) {
    const list = (request: FastifyRequest, projects: readonly ZephyrProject[], filter: Filter) =>
      projects.flatMap((project) =>
        kind.itemsOf(project, filter).map((item, at) => ({
          ...(kind.toJson(item as never, at) as { readonly id: number }),
          project: toRef(toBaseUrl(request), 'projects', project.id),
        })),
      );

    app.get(`/v2/${kind.path}`, async (request) => {
      const { startAt, maxResults, projectKey, folderType, statusType } = Query;
      const shape = { startAt, maxResults, projectKey, folderType, statusType };
      const query = readInput(shape, request.query);
      return toOffsetPage(
        request,
        query,
        list(request, index.projects(query.projectKey), query),
        (item) => item,
      );
    });

    app.get(`/v2/${kind.path}/:id`, async (request) => {
      const { id } = readInput({ id: Path.id }, request.params);
      const found = list(request, index.projects(undefined), {}).find((item) => String(item.id) === id);
      if (found === undefined) throw notFound(kind.noun);
      return found;
    });
  }
}
