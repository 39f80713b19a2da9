import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './api-error.ts';
import type { StoredFile } from './attachment-files.ts';
import type { QtestContext } from './context.ts';
import { toDateText } from './dates.ts';
import { requireObject } from './owners.ts';
import { readPageOf999, toPagedObject } from './paging.ts';
import { type Call, createProjectApi, type ProjectApi, readId } from './project-api.ts';
import { readNumber, readNumbers, readText } from './query.ts';
import { type AttachmentRow, ownerPlace } from './state/rows.ts';
import type { Site } from './state/site.ts';

/** Runs, suites and cycles cannot hold files. */
const holders = [
  'releases',
  'builds',
  'requirements',
  'test-cases',
  'test-logs',
  'test-steps',
  'test-step-logs',
  'defects',
];
const base = '/:objectType/:objectId';

type Owner = { readonly objectType: string; readonly id: number };

function ownerOf({ project, params }: Call): Owner {
  const owner = { objectType: params.objectType ?? '', id: readId(params, 'objectId') };
  requireObject(project, holders, owner);
  return owner;
}

function attachmentOf(call: Call, parameter: string): AttachmentRow {
  const owner = ownerOf(call);
  const id = readId(call.params, parameter);
  const row = call.project.attachments.get(id);
  if (!row || row.ownerType !== owner.objectType || row.ownerId !== owner.id) {
    throw notFound(`Attachment ${id}`);
  }
  return row;
}

/** Lists, downloads, searches and deletes; uploads follow their own rules. */
export function addAttachments(app: FastifyInstance, api: ProjectApi): void {
  const { site, files } = api.context;

  api.get(`${base}/attachments`, (call) => {
    const { objectType, id } = ownerOf(call);
    const rows = call.project.attachments.in(ownerPlace(objectType, id));
    return [...rows].map((row) => toAttachment(site, row, call));
  });
  api.get(`${base}/attachments/:attachmentId`, (call) => {
    const row = attachmentOf(call, 'attachmentId');
    call.reply.type('application/octet-stream').header('content-length', row.sizeBytes);
    return files.open(row.sha256);
  });
  api.delete(`${base}/blob-handles/:blobHandleId`, (call) => {
    call.project.attachments.remove(attachmentOf(call, 'blobHandleId').id);
    return { message: 'Attachment deleted.' };
  });
  api.get('/attachments', (call) => searchAttachments(site, call));
  addUpload(app, api.context);
}

/** Uploads are raw bytes of any content type, even JSON, so they are added where bodies are not parsed. */
function addUpload(app: FastifyInstance, context: QtestContext): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    createProjectApi(scope, context).post(`${base}/blob-handles`, 201, (call) => upload(context, call));
    done();
  });
}

async function upload({ site, files, options, refusals }: QtestContext, call: Call): Promise<unknown> {
  const owner = ownerOf(call);
  const name = readFileName(call.request.headers['file-name']);
  refusals.check('attachments', { name });
  const file = await files.store((call.body ?? call.request.raw) as Readable, options.maxAttachmentBytes);
  // The owner may be deleted while the bytes arrive.
  requireObject(call.project, holders, owner);
  return toAttachment(site, addAttachment(site, call, { owner, name, file }), call);
}

function addAttachment(
  site: Site,
  { project, request }: Call,
  { owner, name, file }: { readonly owner: Owner; readonly name: string; readonly file: StoredFile },
): AttachmentRow {
  const id = project.nextId();
  return project.attachments.insert({
    ...file,
    id,
    pid: `attachment-${id}`,
    ownerType: owner.objectType,
    ownerId: owner.id,
    name,
    contentType: request.headers['content-type'] ?? 'application/octet-stream',
    authorId: site.currentUser.id,
    createdAt: Date.now(),
  });
}

/** Node reads headers as Latin-1; names come percent-encoded or as UTF-8 bytes (which one is unconfirmed). */
function readFileName(header: string | readonly string[] | undefined): string {
  const text = typeof header === 'string' ? header : '';
  if (text === '') throw badRequest('The header File-Name is required.');
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decodePercent(decoded.includes('\uFFFD') ? text : decoded);
}

function decodePercent(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function toAttachment(site: Site, row: AttachmentRow, { url, project }: Pick<Call, 'url' | 'project'>) {
  const author = site.users.find((user) => user.id === row.authorId) ?? site.currentUser;
  const path = `/api/v3/projects/${project.id}/${row.ownerType}/${row.ownerId}/attachments/${row.id}`;
  return {
    id: row.id,
    name: row.name,
    content_type: row.contentType,
    web_url: new URL(path, url).href,
    created_date: toDateText(row.createdAt),
    author: {
      id: author.id,
      email: author.email,
      first_name: author.first_name,
      last_name: author.last_name,
    },
    artifact_id: row.ownerId,
    links: [],
  };
}

function searchAttachments(site: Site, call: Call): unknown {
  const type = readText(call.query, 'type');
  if (type === null || !holders.includes(type)) throw badRequest('type is required.');
  const ids = new Set(readNumbers(call.query, 'ids'));
  const author = readNumber(call.query, 'author');
  const rows = [...call.project.attachments.all()].filter(
    (row) =>
      row.ownerType === type &&
      (ids.size === 0 || ids.has(row.ownerId)) &&
      (author === null || row.authorId === author),
  );
  const toItem = (row: AttachmentRow) => toAttachment(site, row, call);
  return toPagedObject(rows, rows.length, { request: readPageOf999(call.query), url: call.url, toItem });
}
