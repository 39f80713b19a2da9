import {
  isSameAddress,
  type MigrationId,
  type ProjectAddress,
  type Side,
  tellOtherSite,
  toSiteUrl,
} from '@z2q/contracts';
import { findAddresses, findMeantUrl, keepAddress } from '@z2q/store';
import { type BatchContext, PauseRunError } from './batch-handler.ts';

type ReadProject<Project> = (context: Pick<BatchContext, 'migration' | 'signal'>) => Promise<Project>;

/** The API that a worker calls, and a migration's project there. */
export type Contact = {
  /** Reads something that the API certainly has, to tell a single failing record from an unreachable host. */
  readonly readProject: ReadProject<unknown>;
  /** @throws {PauseRunError} when this process is configured for another site than the migration's. */
  readonly confirm: (context: BatchContext) => Promise<void>;
};

const TRY_AGAIN_MS = 30_000;

/**
 * Stores the address of a migration's project at first contact. The project must be at the URL for which the
 * control API started the run. After that the address is confirmed: its URL for each batch, and its project
 * once for each migration and process, since only the project tells two sites behind one URL apart.
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
      const meant = kept ? null : await findMeantUrl(store.read, side);
      if (meant !== null && meant !== url) throw toPause(side, { url: meant }, { url });
      const seen = { url, ...(await readProject(context)) };
      const now = await store.write((tx) => keepAddress(tx, side, seen));
      if (!isSameAddress(now, seen)) throw toPause(side, now, seen);
      confirmed.add(migration.id);
    },
  };
}

/** Pauses the run, because batches that wait for a worker of the right site would look like a stall. */
function toPause(...difference: Parameters<typeof tellOtherSite>): PauseRunError {
  const { detail, fix } = tellOtherSite(...difference);
  return new PauseRunError({ reason: 'other_site', action: `${detail} ${fix}`, tryAgainMs: TRY_AGAIN_MS });
}
