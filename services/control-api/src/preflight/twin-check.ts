import type { PreflightCheck } from '@z2q/contracts';
import { listTwins, type Migration, type Reader } from '@z2q/store';
import { passed, warning } from './finding.ts';

/** A migration knows only its own objects, so a second one of the same projects makes everything a second time. */
export async function checkTwins(db: Reader, migration: Migration): Promise<PreflightCheck> {
  const name = 'already_migrated';
  const [first] = await listTwins(db, migration);
  if (!first) return { name, ...passed('No other migration of these projects has anything on the target.') };
  const objects = first.objects === 1 ? '1 object' : `${first.objects} objects`;
  return {
    name,
    ...warning(
      `The migration ${first.id} ("${first.name}") has brought ${objects} of this source project into this target project. A run of this one makes everything a second time.`,
      `Run ${first.id} again instead: it carries over only what is new. To start over, roll it back first.`,
    ),
  };
}
