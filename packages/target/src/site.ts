import type { TargetSchema } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import { findTargetProject, listStoredFields, type Migration, type RunStore } from '@z2q/store';

/** The target project as one migration sees it. */
export type Site = TargetSchema & {
  readonly client: TargetClient;
  readonly signal: AbortSignal;
  /** Module for the migration's modules; null: the top level. */
  readonly rootModule: number | null;
  /** Cycle for the migration's cycles; null: the top level. */
  readonly rootCycle: number | null;
};

type MigrationScope = {
  readonly store: RunStore;
  readonly migration: Migration;
  readonly signal: AbortSignal;
};

/**
 * Opens the site with the fields and statuses as read when loading began. Bodies are built with these, and rebuilt to
 * compare.
 */
export async function openSite(client: TargetClient, scope: MigrationScope): Promise<Site> {
  const { store } = scope;
  const project = await findTargetProject(store.read);
  const fields = await listStoredFields(store.read);
  const byObject = Map.groupBy(fields, (field) => field.object);
  return toSite(client, scope, {
    statuses: project?.statuses ?? [],
    fieldsOf: (object) => (byObject.get(object) ?? []).map((field) => field.definition),
  });
}

export const toSite = (
  client: TargetClient,
  { migration, signal }: Pick<MigrationScope, 'migration' | 'signal'>,
  schema: TargetSchema,
): Site => ({
  ...schema,
  client,
  signal,
  rootModule: migration.options.targetModule,
  rootCycle: migration.options.targetCycle,
});
