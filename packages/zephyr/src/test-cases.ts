import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { pageListing } from './page-listing.ts';
import type { ListedTestCase, PageRequest, SourcePage } from './source-client.ts';
import { CustomFieldsOnWire, Id, Labels, orNull, Ref } from './wire.ts';

const Listed = z.looseObject({
  id: Id,
  key: z.string().min(1),
  folder: orNull(Ref),
  customFields: CustomFieldsOnWire,
  labels: Labels,
});

export async function pageTestCases(
  client: GetClient,
  request: PageRequest,
  signal?: AbortSignal,
): Promise<SourcePage<ListedTestCase>> {
  return pageListing(client, { path: '/testcases', schema: Listed, toItem: toListed }, request, signal);
}

const toListed = (
  { id, key, folder, customFields, labels }: z.infer<typeof Listed>,
  raw: unknown,
): ListedTestCase => ({
  sourceId: id,
  sourceKey: key,
  raw,
  folderId: folder?.id ?? null,
  customFields,
  labels,
});
