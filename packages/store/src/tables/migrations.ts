import { MappingFile, type MigrationId, MigrationOptions } from '@z2q/contracts';
import type { Generated, Selectable } from 'kysely';
import type { Reader, Writer } from '../store.ts';
import { REMOVED } from './id-map.ts';

/** A migration of an earlier release may have options that no longer exist. */
const StoredOptions = MigrationOptions.strip();

export type MigrationRow = {
  id: string;
  name: string;
  source_project_key: string;
  target_project_id: number;
  mapping: string;
  options: string;
  created_at: string;
  allows_twin: Generated<number>;
  source_address: Generated<string | null>;
  target_address: Generated<string | null>;
  source_meant: Generated<string | null>;
  target_meant: Generated<string | null>;
  look_first_since: Generated<number | null>;
  is_forgotten: Generated<number>;
};

/** One source project going into one target project, with one mapping and one id map. */
export type Migration = {
  readonly id: MigrationId;
  readonly name: string;
  readonly sourceProjectKey: string;
  readonly targetProjectId: number;
  readonly mapping: MappingFile;
  readonly options: MigrationOptions;
  readonly createdAt: string;
};

/** `allowsTwin`: an operator allows another migration of the same two projects. */
export async function insertMigration(tx: Writer, migration: Migration, allowsTwin = false): Promise<void> {
  await tx
    .insertInto('migration_state')
    .values({
      id: migration.id,
      name: migration.name,
      source_project_key: migration.sourceProjectKey,
      target_project_id: migration.targetProjectId,
      mapping: JSON.stringify(migration.mapping),
      options: JSON.stringify(migration.options),
      created_at: migration.createdAt,
      allows_twin: allowsTwin ? 1 : 0,
    })
    .execute();
}

/** Changes what an operator may change after a migration was made. */
export async function updateMigration(
  tx: Writer,
  { id, name, mapping, options }: Pick<Migration, 'id' | 'name' | 'mapping' | 'options'>,
): Promise<void> {
  await tx
    .updateTable('migration_state')
    .set({ name, mapping: JSON.stringify(mapping), options: JSON.stringify(options) })
    .where('id', '=', id)
    .execute();
}

export async function findMigration(db: Reader, id: MigrationId): Promise<Migration | undefined> {
  const row = await db
    .selectFrom('migration_state')
    .selectAll()
    .where('id', '=', id)
    .where('is_forgotten', '=', 0)
    .executeTakeFirst();
  return row && toMigration(row);
}

/** Oldest first, after the one named by `cursor` (`{created_at}|{id}`). */
export async function listMigrations(
  db: Reader,
  limit: number,
  cursor: string | null,
): Promise<readonly Migration[]> {
  const [createdAt, id] = cursor?.split('|') ?? [];
  const rows = await db
    .selectFrom('migration_state')
    .selectAll()
    .where('is_forgotten', '=', 0)
    .$if(createdAt !== undefined && id !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '>', tuple(createdAt ?? '', id ?? '')),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toMigration);
}

/** Another migration of the same two projects, with the number of its objects on the target. */
export type Twin = { readonly id: MigrationId; readonly name: string; readonly objects: number };

/** Twins that have something on the target, oldest first. */
export async function listTwins(db: Reader, migration: Migration): Promise<readonly Twin[]> {
  const rows = await db
    .selectFrom('migration_state as other')
    .innerJoin('zephyr_to_qtest_id_map as mapped', 'mapped.migration_id', 'other.id')
    .select((eb) => ['other.id', 'other.name', 'other.created_at', eb.fn.countAll().as('objects')])
    .where('other.source_project_key', '=', migration.sourceProjectKey)
    .where('other.target_project_id', '=', migration.targetProjectId)
    .where('other.id', '<>', migration.id)
    .where('mapped.state', '<>', REMOVED)
    .groupBy(['other.id', 'other.name', 'other.created_at'])
    .orderBy('other.created_at')
    .execute();
  return rows.map((row) => ({ id: row.id as MigrationId, name: row.name, objects: Number(row.objects) }));
}

/**
 * A twin that has something on the target or has a run that is not over; undefined: there is none, or the migration may
 * have one.
 */
export async function findBlockingTwin(db: Reader, migration: Migration): Promise<Twin | undefined> {
  const own = await db
    .selectFrom('migration_state')
    .select('allows_twin')
    .where('id', '=', migration.id)
    .executeTakeFirst();
  if (own?.allows_twin === 1) return undefined;
  const [loaded] = await listTwins(db, migration);
  if (loaded) return loaded;
  const atWork = await db
    .selectFrom('migration_state as other')
    .innerJoin('runs', 'runs.migration_id', 'other.id')
    .select(['other.id', 'other.name'])
    .where('other.source_project_key', '=', migration.sourceProjectKey)
    .where('other.target_project_id', '=', migration.targetProjectId)
    .where('other.id', '<>', migration.id)
    .where('runs.finished_at', 'is', null)
    .executeTakeFirst();
  return atWork && { id: atWork.id as MigrationId, name: atWork.name, objects: 0 };
}

/** Every batch reads its migration, and a mapping may be long, so each text is parsed once. */
function parseOnce<Parsed>(parse: (text: string) => Parsed): (text: string) => Parsed {
  const known = new Map<string, Parsed>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const parsed = parse(text);
    if (known.size >= KNOWN_TEXTS) known.clear();
    known.set(text, parsed);
    return parsed;
  };
}

const KNOWN_TEXTS = 100;
const readMapping = parseOnce((text) => MappingFile.parse(JSON.parse(text)));
const readOptions = parseOnce((text) => StoredOptions.parse(JSON.parse(text)));

const toMigration = (row: Selectable<MigrationRow>): Migration => ({
  id: row.id as MigrationId,
  name: row.name,
  sourceProjectKey: row.source_project_key,
  targetProjectId: row.target_project_id,
  mapping: readMapping(row.mapping),
  options: readOptions(row.options),
  createdAt: row.created_at,
});
