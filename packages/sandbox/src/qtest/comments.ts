import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { Id, readBody } from './body.ts';
import { readDate, toDateText } from './dates.ts';
import { readPageOf999, toPagedObject } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import type { Project } from './state/project.ts';
import { type CommentRow, ownerPlace } from './state/rows.ts';

const CommentWrite = z.looseObject({ content: z.string().min(1) });
const CommentQuery = z.looseObject({
  object_type: z.enum(['requirements', 'test-cases', 'test-runs', 'defects']),
  object: Id.nullish(),
  author: Id.nullish(),
  start: z.string().nullish(),
  end: z.string().nullish(),
});

const owners = ['requirements', 'test-cases', 'test-runs', 'defects'] as const;
type OwnerType = (typeof owners)[number];

function findOwner(project: Project, type: OwnerType, idOrPid: string): number {
  const tables = {
    requirements: project.requirements,
    'test-cases': project.cases,
    'test-runs': project.runs,
    defects: project.defects,
  };
  const row = tables[type].find(idOrPid);
  if (!row) throw notFound(`${type} ${idOrPid}`);
  return row.id;
}

/** Author and time are those of the request; values in the body do not change them. */
export function addComments(api: ProjectApi): void {
  for (const type of owners) addCommentsOf(api, type);
  api.post('/comments', 200, (call) => {
    const rows = queryComments(call.project, readBody(CommentQuery, call.body));
    return toPagedObject(rows, rows.length, {
      request: readPageOf999(call.query),
      url: call.url,
      toItem: toComment,
    });
  });
}

function addCommentsOf(api: ProjectApi, ownerType: OwnerType): void {
  const { site, refusals } = api.context;
  const path = `/${ownerType}/:idOrKey/comments`;
  const ownerOf = ({ project, params }: Call): number => findOwner(project, ownerType, params.idOrKey ?? '');
  const commentOf = (call: Call): CommentRow => {
    const id = readId(call.params, 'commentId');
    const row = call.project.comments.get(id);
    if (row?.ownerType !== ownerType || row.ownerId !== ownerOf(call)) throw notFound(`Comment ${id}`);
    return row;
  };

  api.get(path, (call) => {
    const rows = call.project.comments.in(ownerPlace(ownerType, ownerOf(call)));
    const request = readPageOf999(call.query);
    return toPagedObject(rows, rows.size, { request, url: call.url, toItem: toComment });
  });
  api.post(path, 200, (call) => {
    const ownerId = ownerOf(call);
    const { content } = readBody(CommentWrite, call.body);
    refusals.check('comments', { name: content });
    const { project } = call;
    const id = project.nextId();
    const now = Date.now();
    const userId = site.currentUser.id;
    const pid = `comment-${id}`;
    return toComment(
      project.comments.insert({
        id,
        pid,
        ownerType,
        ownerId,
        userId,
        content,
        createdAt: now,
        modifiedAt: now,
      }),
    );
  });
  api.get(`${path}/:commentId`, (call) => toComment(commentOf(call)));
  api.put(`${path}/:commentId`, (call) => {
    const row = commentOf(call);
    row.content = readBody(CommentWrite, call.body).content;
    row.modifiedAt = Date.now();
    return toComment(row);
  });
  api.delete(`${path}/:commentId`, (call) => call.project.comments.remove(commentOf(call).id));
}

function queryComments(project: Project, query: z.infer<typeof CommentQuery>): CommentRow[] {
  const start = toTime(query.start) ?? Number.NEGATIVE_INFINITY;
  const end = toTime(query.end) ?? Number.POSITIVE_INFINITY;
  return [...project.comments.all()].filter(
    (row) =>
      row.ownerType === query.object_type &&
      (!query.object || row.ownerId === query.object) &&
      (!query.author || row.userId === query.author) &&
      row.createdAt >= start &&
      row.createdAt <= end,
  );
}

function toTime(text: string | null | undefined): number | null {
  if (!text) return null;
  const time = readDate(text);
  if (time === null) throw badRequest('Invalid date.');
  return time;
}

const toComment = (row: CommentRow) => ({
  id: row.id,
  content: row.content,
  created: toDateText(row.createdAt),
  updated: toDateText(row.modifiedAt),
  userId: row.userId,
  links: [],
});
