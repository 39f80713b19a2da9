import type { MigrationId, Phase } from '@z2q/contracts';
import { inMigration, type Reader, readReadiness } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';

/**
 * A run without anything to work on would be over at once and look like a success.
 * @throws {ProblemError} when an earlier phase has to be run first.
 */
export async function checkPhases(
  db: Reader,
  migrationId: MigrationId,
  phases: readonly Phase[],
): Promise<void> {
  const [first] = phases;
  if (first === undefined || first === 'extract') return;
  const { isExtracted, isTransformed } = await readReadiness(inMigration(db, migrationId));
  if (!isExtracted) {
    throw new ProblemError('not_extracted', `Nothing is extracted yet, so there is nothing to ${first}.`, {
      fix: 'Run extract first: POST the same with {"phases":["extract"]}, or without phases for all four.',
    });
  }
  if (first === 'load' && !isTransformed) {
    throw new ProblemError('not_transformed', 'Records are extracted, but none is transformed yet.', {
      fix: 'Run transform first: POST the same with {"phases":["transform"]}, or without phases for all four.',
    });
  }
}
