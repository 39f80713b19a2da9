import type { Migration, Reader } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';
import { refuseTwin } from '../runs/refuse-twin.ts';

/** @throws {ProblemError} that lists each project on which another migration is at work, or which one has brought already. */
export async function refuseTwins(db: Reader, migrations: readonly Migration[]): Promise<void> {
  const refused: { readonly field: string; readonly message: string }[] = [];
  for (const migration of migrations) {
    const message = await findRefusal(db, migration);
    if (message !== null) refused.push({ field: migration.sourceProjectKey, message });
  }
  if (refused.length === 0) return;
  const detail = refused.map(({ field, message }) => `${field}: ${message}`).join(' ');
  throw new ProblemError('twin_migration', detail, {
    errors: refused,
    fix: 'Run the migrations named instead: they carry over only what is new or changed. Then leave their projects out of the wave, by naming the others in "projects".',
  });
}

async function findRefusal(db: Reader, migration: Migration): Promise<string | null> {
  try {
    await refuseTwin(db, migration);
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}
