import { hashOfMapping, type Phase } from '@z2q/contracts';
import { findMappingOfDrafts, inMigration, type Migration, type Reader, readReadiness } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';

/**
 * A run without anything to work on would end at once and look like a success.
 * @throws {ProblemError} when an earlier phase has to run first.
 */
export async function checkPhases(db: Reader, migration: Migration, phases: readonly Phase[]): Promise<void> {
  const [first] = phases;
  if (first === undefined || first === 'extract') return;
  const { isExtracted, isTransformed } = await readReadiness(inMigration(db, migration.id));
  if (!isExtracted) {
    throw new ProblemError('not_extracted', `Nothing is extracted yet, so there is nothing to ${first}.`, {
      fix: 'Run extract first: POST the same with {"phases":["extract"]}, or without phases for all four.',
    });
  }
  if (first === 'load' && !isTransformed) {
    throw new ProblemError('not_transformed', 'Records are extracted, but none is transformed yet.', {
      fix: TRANSFORM_FIRST,
    });
  }
  if (first === 'load') await refuseOlderMapping(db, migration);
}

const TRANSFORM_FIRST =
  'Run transform first: POST the same with {"phases":["transform"]}, or without phases for all four.';

/** Drafts made with an earlier mapping must not be loaded as if made with the present one. */
async function refuseOlderMapping(db: Reader, { id, mapping }: Migration): Promise<void> {
  const madeWith = await findMappingOfDrafts(db, id);
  if (madeWith === null || madeWith === hashOfMapping(mapping)) return;
  throw new ProblemError('not_transformed', 'The mapping was changed since the records were transformed.', {
    fix: TRANSFORM_FIRST,
  });
}
