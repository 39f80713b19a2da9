import type { FieldHolder, FieldObject, TargetPage } from '@z2q/contracts';
import { z } from 'zod';
import { itemsOf, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { Properties } from './property.ts';
import { Id } from './wire.ts';

const Holder = z
  .looseObject({ id: Id, properties: Properties })
  .transform(({ id, properties }): FieldHolder => ({ id, properties }));

type HolderPage = {
  readonly object: FieldObject;
  readonly fieldId: number;
  readonly page: number;
  readonly pageSize: number;
};

/** The field is given by id, since it is not documented how to quote a label in a query. */
export async function searchFieldHolders(
  api: ProjectApi,
  { object, fieldId, page, pageSize }: HolderPage,
  signal?: AbortSignal,
): Promise<TargetPage<FieldHolder>> {
  const listing = `/search ${object}`;
  const raw = await api.inParts(listing, { page, size: pageSize }, (asked) =>
    api.post('/search', {
      route: '/search',
      query: { page: asked.page, pageSize: asked.size },
      body: { object_type: object, fields: ['*'], query: `'${fieldId}' is 'not empty'` },
      schema: RawPage,
      isSafe: true,
      signal,
    }),
  );
  return { items: itemsOf(raw, Holder), hasMore: api.hasMore(listing, raw, { page, size: pageSize }) };
}
