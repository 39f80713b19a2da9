import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { Page, readPage, toPageQuery } from './page.ts';
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
  const query = toPageQuery(request);
  const page = await client.get('/testcases', { route: '/testcases', query, schema: Page, signal });
  return readPage(page, request, Listed, ({ id, key, folder, customFields, labels }, raw) => ({
    sourceId: id,
    sourceKey: key,
    raw,
    folderId: folder?.id ?? null,
    customFields,
    labels,
  }));
}
