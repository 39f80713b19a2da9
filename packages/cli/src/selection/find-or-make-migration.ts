import { isDeepStrictEqual } from 'node:util';
import { CreateMigration, type MappingFile, type MigrationView, type Phase } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { findMigrations, hasLoaded, toAmbiguous } from './find-migration.ts';
import type { NewMigrationFlags } from './migration-flags.ts';
import { toDocumentError } from './read-document.ts';
import { readMapping } from './read-mapping.ts';
import { type GivenOptions, readOptions } from './read-options.ts';

type Wanted = GivenOptions & { readonly mapping: MappingFile | undefined };

export type FoundMigration = {
  readonly migration: MigrationView;
  /** What was just changed in it, in words. */
  readonly changed: readonly string[];
  /** It was just created. */
  readonly isNew: boolean;
};

/**
 * The one migration between these two projects. A second one would not know what the first has created and create it
 * again, so one is made only if there is none. A mapping or options that differ from those given are changed if the
 * command transforms its records, or if nothing of it is on the target and the command starts with the extraction or
 * runs no phase. Otherwise they are refused.
 * @throws {CliError} when they are refused, or several migrations have objects on the target.
 */
export async function findOrMakeMigration(
  client: ControlClient,
  flags: NewMigrationFlags,
  phases: readonly Phase[],
): Promise<FoundMigration> {
  const wanted: Wanted = {
    ...readOptions(flags.options, flags.option ?? []),
    mapping: flags.mapping === undefined ? undefined : readMapping(flags.mapping),
  };
  const found = await findMigrations(client, flags);
  const loaded = flags.migration === undefined ? found.filter(hasLoaded) : found;
  if (loaded.length > 1) throw toAmbiguous(loaded);
  const [used] = loaded;
  const present = used ?? found.find((migration) => differences(migration, wanted).length === 0) ?? found[0];
  if (!present) return { migration: await make(client, flags, wanted), changed: [], isNew: true };
  const changed = differences(present, wanted);
  if (changed.length === 0) return { migration: present, changed, isNew: false };
  const isBefore = used === undefined && ['extract', undefined].includes(phases[0]);
  if (!isBefore && !phases.includes('transform')) throw toUnchangeable(changed);
  return { migration: await change(client, present, wanted), changed, isNew: false };
}

async function change(
  client: ControlClient,
  { id }: MigrationView,
  { mapping, options, given }: Wanted,
): Promise<MigrationView> {
  const some = Object.fromEntries(given.map((key) => [key, options[key]]));
  const asked = {
    ...(mapping === undefined ? {} : { mapping }),
    ...(given.length > 0 ? { options: some } : {}),
  };
  return (await client.changeMigration(id, asked)).value;
}

const toUnchangeable = (changed: readonly string[]): CliError =>
  wrongUsage(
    `The records of this migration were transformed with another value for ${changed.join(', ')}.`,
    'Give it to "z2q plan" or "z2q migrate", which transform them again; or leave it out to go on as it was.',
  );

function differences(migration: MigrationView, { options, given, mapping }: Wanted): readonly string[] {
  const changed = given
    .filter((key) => options[key] !== migration.options[key])
    .map((key) => `option ${key}`);
  const isOther = mapping !== undefined && !isDeepStrictEqual(mapping, migration.mapping);
  return isOther ? ['the mapping', ...changed] : changed;
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
