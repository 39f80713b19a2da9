import { findBlockingTwin, type Migration, type Reader } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';

/**
 * A migration knows only its own objects, so a second one of the same projects would create everything again.
 * @throws {ProblemError} when there is another one, and nobody has allowed this one beside it.
 */
export async function refuseTwin(db: Reader, migration: Migration): Promise<void> {
  const twin = await findBlockingTwin(db, migration);
  if (!twin) return;
  const has = twin.objects === 0 ? 'is under way' : `has ${twin.objects} objects on the target`;
  throw new ProblemError(
    'twin_migration',
    `The migration ${twin.id} ("${twin.name}") of the same two projects ${has}; this one would make everything a second time.`,
    {
      migrationId: twin.id,
      fix: `Run ${twin.id} instead: it carries over only what is new or changed. To start over, roll it back first. If you want everything twice, make the migration with "allowTwin": true.`,
    },
  );
}
