import { type TargetSchema, toTargetSchema } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import {
  findLayout,
  findTargetProject,
  type Layout,
  listLayouts,
  listStoredFields,
  type Migration,
  type RunStore,
} from '@z2q/store';

/** The target project as one migration sees it. */
export type Site = TargetSchema & {
  readonly client: TargetClient;
  readonly signal: AbortSignal;
  /** Module for the migration's modules; null: the top level. */
  readonly rootModule: number | null;
  /** Cycle for the migration's cycles; null: the top level. */
  readonly rootCycle: number | null;
  /** The site with the fields and statuses of a layout, to build the body of an object again as it was written. */
  readonly asOf: (layout: number | null) => Site;
};

type MigrationScope = {
  readonly store: RunStore;
  readonly migration: Migration;
  readonly signal: AbortSignal;
};

/** Opens the site with the fields and statuses as read when loading began. Bodies are built with these. */
export async function openSite(client: TargetClient, scope: MigrationScope): Promise<Site> {
  const layouts = await listLayouts(scope.store.read);
  const newest = layouts.at(-1);
  if (newest) return toSite(client, scope, toTargetSchema(newest), layouts);
  const project = await findTargetProject(scope.store.read);
  const fields = await listStoredFields(scope.store.read);
  return toSite(client, scope, toTargetSchema({ statuses: project?.statuses ?? [], fields }));
}

export function toSite(
  client: TargetClient,
  { migration, signal }: Pick<MigrationScope, 'migration' | 'signal'>,
  schema: TargetSchema,
  layouts: readonly Layout[] = [],
): Site {
  const asOf = (number: number | null): Site => {
    const layout = findLayout(layouts, number);
    if (layout === undefined || layout === layouts.at(-1)) return site;
    const earlier = sites.get(layout.number) ?? { ...site, ...toTargetSchema(layout) };
    sites.set(layout.number, earlier);
    return earlier;
  };
  const sites = new Map<number, Site>();
  const site: Site = {
    ...schema,
    client,
    signal,
    rootModule: migration.options.targetModule,
    rootCycle: migration.options.targetCycle,
    asOf,
  };
  return site;
}
