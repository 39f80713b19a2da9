import type { Readable } from 'node:stream';
import { type AttachmentOwner, type OwningType, owningTypeOf } from '@z2q/contracts';
import { HttpError, type HttpObservation } from '@z2q/http';
import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import type { ListedAttachment, ListedAttachments } from './source-client.ts';
import { toPathPart } from './to-path-part.ts';
import { AnyList, Id } from './wire.ts';

const AttachmentList = z.looseObject({ attachments: AnyList });
const Entry = z.looseObject({ id: Id, name: z.string().nullish().catch(null) });

const NONE: ListedAttachments = { files: [], nameless: 0, rest: null };

const PATHS = {
  test_case: 'testcases',
  test_cycle: 'testcycles',
  test_plan: 'testplans',
  test_execution: 'testexecutions',
} as const satisfies Record<OwningType, string>;

/** All files of one owner; the list is not paged. A 404 means that there are none; a missing owner looks the same. */
export async function listAttachments(
  client: GetClient,
  owner: AttachmentOwner,
  ownerKey: string,
  signal?: AbortSignal,
): Promise<ListedAttachments> {
  const { path, route } = toPlace(owner, ownerKey);
  try {
    const { attachments, ...rest } = await client.get(path, { route, schema: AttachmentList, signal });
    const files = attachments.flatMap(toListed);
    const nameless = attachments.filter((entry) => toListed(entry).length === 0);
    return { files, nameless: nameless.length, rest: { ...rest, attachments: nameless } };
  } catch (error) {
    if (error instanceof HttpError && error.code === 'not_found') return NONE;
    throw error;
  }
}

function toListed(entry: unknown): ListedAttachment[] {
  const { data } = Entry.safeParse(entry);
  return data ? [{ attachmentId: data.id, name: data.name || `attachment-${data.id}`, raw: entry }] : [];
}

export function downloadAttachment(
  client: GetClient,
  owner: AttachmentOwner,
  ownerKey: string,
  attachmentId: string,
  signal?: AbortSignal,
): Promise<Readable> {
  const { path, route } = toPlace(owner, ownerKey);
  return client.download(`${path}/${toPathPart(attachmentId)}`, { route: `${route}/{id}`, signal });
}

/** Counts a list that answers 404 as a successful answer, because it is an empty list. */
export const countEmptyList = (observation: HttpObservation): HttpObservation =>
  observation.status === 404 && observation.route.endsWith('/attachments')
    ? { ...observation, outcome: 'ok' }
    : observation;

function toPlace(
  owner: AttachmentOwner,
  ownerKey: string,
): { readonly path: string; readonly route: string } {
  const holder = PATHS[owningTypeOf(owner.kind)];
  const base = `/${holder}/${toPathPart(ownerKey)}`;
  if (!('stepId' in owner)) return { path: `${base}/attachments`, route: `/${holder}/{key}/attachments` };
  return {
    path: `${base}/teststeps/${toPathPart(owner.stepId)}/attachments`,
    route: `/${holder}/{key}/teststeps/{stepId}/attachments`,
  };
}
