import type { Readable } from 'node:stream';
import type { AttachmentOwner } from '@z2q/contracts';
import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import type { ListedAttachment } from './source-client.ts';
import { Id, listOf } from './wire.ts';

const AttachmentList = z.looseObject({
  attachments: listOf(z.looseObject({ id: Id, name: z.string().nullish() })),
});

/** The body of this answer is an error in JSON, which has no `attachments`. */
const NONE = 404;

const HOLDERS = {
  test_case: 'testcases',
  test_cycle: 'testcycles',
  test_plan: 'testplans',
  test_execution: 'testexecutions',
  test_step: 'testcases',
  step_result: 'testexecutions',
} as const satisfies Record<AttachmentOwner['kind'], string>;

/** All files of one owner, unpaged. 404 means that it has none, which is told from a missing owner by nothing. */
export async function listAttachments(
  client: GetClient,
  owner: AttachmentOwner,
  ownerKey: string,
  signal?: AbortSignal,
): Promise<readonly ListedAttachment[]> {
  const { path, route } = toPlace(owner, ownerKey);
  const expect = [200, NONE];
  const { attachments } = await client.get(path, { route, schema: AttachmentList, expect, signal });
  return attachments.map(({ id, name }) => ({ attachmentId: id, name: name || `attachment-${id}` }));
}

export function downloadAttachment(
  client: GetClient,
  owner: AttachmentOwner,
  ownerKey: string,
  attachmentId: string,
  signal?: AbortSignal,
): Promise<Readable> {
  const { path, route } = toPlace(owner, ownerKey);
  return client.download(`${path}/${encodeURIComponent(attachmentId)}`, { route: `${route}/{id}`, signal });
}

function toPlace(
  owner: AttachmentOwner,
  ownerKey: string,
): { readonly path: string; readonly route: string } {
  const holder = HOLDERS[owner.kind];
  const base = `/${holder}/${encodeURIComponent(ownerKey)}`;
  if (!('stepId' in owner)) return { path: `${base}/attachments`, route: `/${holder}/{key}/attachments` };
  return {
    path: `${base}/teststeps/${encodeURIComponent(owner.stepId)}/attachments`,
    route: `/${holder}/{key}/teststeps/{stepId}/attachments`,
  };
}
