import { isSameAddress, type MigrationId, type Side, tellOtherSite, toSiteUrl } from '@z2q/contracts';
import { findAddresses, inMigration, type Reader } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';

/** Addresses of both sites in this process's environment. */
export const toSiteUrls = ({ config }: Pick<ControlContext, 'config'>): Readonly<Record<Side, string>> => ({
  source: toSiteUrl(config.zephyr.baseUrl),
  target: toSiteUrl(config.qtest.baseUrl),
});

/**
 * The same ids exist on many target sites, so the objects of a migration on one site are somebody else's on another.
 * @throws {ProblemError} when the migration belongs to another site than this process's.
 */
export async function checkAddresses(
  db: Reader,
  migrationId: MigrationId,
  urls: Readonly<Record<Side, string>>,
): Promise<void> {
  const kept = await findAddresses(inMigration(db, migrationId));
  for (const side of ['source', 'target'] as const) {
    const address = kept[side];
    const seen = { url: urls[side] };
    if (!address || isSameAddress(address, seen)) continue;
    const { detail, fix } = tellOtherSite(side, address, seen);
    throw new ProblemError('other_site', detail, { fix });
  }
}
