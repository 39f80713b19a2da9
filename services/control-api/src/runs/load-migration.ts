import type { MigrationId } from '@z2q/contracts';
import { findMigration, type Migration, type Reader } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';

/** @throws {ProblemError} when there is no such migration. */
export async function loadMigration(db: Reader, id: MigrationId): Promise<Migration> {
  const migration = await findMigration(db, id);
  if (!migration) throw new ProblemError('migration_not_found', `No migration has the id ${id}.`);
  return migration;
}
