import {
  isSameAddress,
  type MigrationId,
  type ProjectAddress,
  type Side,
  tellOtherSite,
  toSiteUrl,
} from '@z2q/contracts';
import { findAddresses, keepAddress } from '@z2q/store';
import { type BatchContext, PauseRunError } from './batch-handler.ts';

type ReadProject<Project> = (context: Pick<BatchContext, 'migration' | 'signal'>) => Promise<Project>;

/** The API that a worker speaks to, and the project of a migration there. */
export type Contact = {
  /** Asks for what the API surely has, to tell a record that it cannot give from a host that is away. */
  readonly readProject: ReadProject<unknown>;
  /** @throws {PauseRunError} when the migration belongs to another site than the one that this process was given. */
  readonly confirm: (context: BatchContext) => Promise<void>;
};

const TRY_AGAIN_MS = 30_000;

/**
 * Keeps where a migration's project is at its first contact, and confirms it from then on: the address at each batch, the
 * project once for each migration and process, since only that tells two sites behind one address apart.
 */
export function createContact(
  side: Side,
  baseUrl: string,
  readProject: ReadProject<Pick<ProjectAddress, 'projectId' | 'projectName'>>,
): Contact {
  const url = toSiteUrl(baseUrl);
  const confirmed = new Set<MigrationId>();
  return {
    readProject,
    confirm: async (context) => {
      const { migration, store } = context;
      const kept = (await findAddresses(store.read))[side];
      if (kept && !isSameAddress(kept, { url })) throw toPause(side, kept, { url });
      if (kept && confirmed.has(migration.id)) return;
      const seen = { url, ...(await readProject(context)) };
      const now = await store.write((tx) => keepAddress(tx, side, seen));
      if (!isSameAddress(now, seen)) throw toPause(side, now, seen);
      confirmed.add(migration.id);
    },
  };
}

/** Said aloud: batches left for a worker of the right site would only look as if nothing moved. */
function toPause(side: Side, kept: ProjectAddress, seen: Parameters<typeof tellOtherSite>[2]): PauseRunError {
  const { detail, fix } = tellOtherSite(side, kept, seen);
  return new PauseRunError({ reason: 'other_site', action: `${detail} ${fix}`, tryAgainMs: TRY_AGAIN_MS });
}
