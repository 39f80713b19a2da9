import type { RunView } from '@z2q/contracts';
import { listRunsOf, type Reader, type Run, viewRun } from '@z2q/store';

/** A run as the API answers it; from a migration's second run on with what was created, updated and so on. */
export async function toRunView(db: Reader, run: Run, now: Date): Promise<RunView> {
  const [first] = await listRunsOf(db, run.migrationId);
  return viewRun(db, run, now.getTime(), first?.id === run.id);
}
