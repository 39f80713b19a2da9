import { isDeepStrictEqual } from 'node:util';
import { CreateMigration, type MappingFile, type MigrationView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { wrongUsage } from '../cli-error.ts';
import { findMigrations, hasLoaded, toAmbiguous } from './find-migration.ts';
import type { NewMigrationFlags } from './migration-flags.ts';
import { toDocumentError } from './read-document.ts';
import { readMapping } from './read-mapping.ts';
import { type GivenOptions, readOptions } from './read-options.ts';

type Wanted = GivenOptions & { readonly mapping: MappingFile | undefined };

/**
 * The one migration from this project to that one. A second one would not know what the first has created and create it
 * again, so another is made only while none of the present ones has anything on the target.
 */
export async function findOrMakeMigration(
  client: ControlClient,
  flags: NewMigrationFlags,
): Promise<MigrationView> {
  const wanted: Wanted = {
    ...readOptions(flags.options, flags.option ?? []),
    mapping: flags.mapping === undefined ? undefined : readMapping(flags.mapping),
  };
  const found = await findMigrations(client, flags);
  const loaded = flags.migration === undefined ? found.filter(hasLoaded) : found;
  if (loaded.length > 1) throw toAmbiguous(loaded);
  const [used] = loaded;
  const present = used ?? found.find((migration) => differences(migration, wanted).length === 0);
  if (!present) return make(client, flags, wanted);
  refuseDifferences(present, wanted);
  return present;
}

function differences(migration: MigrationView, { options, given, mapping }: Wanted): readonly string[] {
  const changed = given
    .filter((key) => options[key] !== migration.options[key])
    .map((key) => `option ${key}`);
  const isOther = mapping !== undefined && !isDeepStrictEqual(mapping, migration.mapping);
  return isOther ? ['the mapping', ...changed] : changed;
}

function refuseDifferences(migration: MigrationView, wanted: Wanted): void {
  const changed = differences(migration, wanted);
  if (changed.length === 0) return;
  throw wrongUsage(
    `The migration "${migration.name}" has begun with another value for ${changed.join(', ')}.`,
    `Leave ${changed.length > 1 ? 'them' : 'it'} out to go on as it was, or start over: "z2q rollback --migration ${migration.id}", then this again.`,
  );
}

async function make(client: ControlClient, flags: NewMigrationFlags, wanted: Wanted): Promise<MigrationView> {
  const migration = CreateMigration.safeParse({
    ...(flags.name === undefined ? {} : { name: flags.name }),
    source: { projectKey: flags.project },
    target: { projectId: flags.target },
    ...(wanted.mapping === undefined ? {} : { mapping: wanted.mapping }),
    options: wanted.options,
  });
  if (!migration.success) throw toDocumentError('The migration', migration.error, 'See "z2q help migrate".');
  const { value } = await client.createMigration(migration.data);
  return (await client.getMigration(value.id)).value;
}
