import type { PreflightCheck } from '@z2q/contracts';
import { findBlockingTwin, listTwins, type Migration, type Reader } from '@z2q/store';
import { type Finding, failed, passed, warning } from './finding.ts';

/**
 * A migration knows only its own objects, so a second one of the same projects creates everything again. Unless the
 * operator has allowed that, its run is refused.
 */
export async function checkTwins(db: Reader, migration: Migration): Promise<PreflightCheck> {
  return { name: 'already_migrated', ...(await findTwin(db, migration)) };
}

async function findTwin(db: Reader, migration: Migration): Promise<Finding> {
  const blocking = await findBlockingTwin(db, migration);
  const [first = blocking] = await listTwins(db, migration);
  if (!first) return passed('No other migration of these projects has anything on the target.');
  const objects = first.objects === 1 ? '1 object' : `${first.objects} objects`;
  const what =
    first.objects === 0
      ? 'is under way'
      : `has brought ${objects} of this source project into this target project`;
  const tell = blocking ? failed : warning;
  return tell(
    `The migration ${first.id} ("${first.name}") ${what}. A run of this one makes everything a second time.`,
    `Run ${first.id} again instead: it carries over only what is new. To start over, roll it back first.`,
  );
}
