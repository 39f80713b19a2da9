import { withDetails } from './html.ts';
import { inParallel } from './in-parallel.ts';
import type { Scope } from './migrate-project.ts';
import type { Made } from './qtest-api.ts';
import type { Upload } from './upload-files.ts';
import type { Plan } from './zephyr-records.ts';

/** A plan becomes a release. Gives the files found on plans. */
export async function migratePlans(
  { zephyr, qtest, attachments }: Scope,
  plans: readonly Plan[],
): Promise<readonly Upload[]> {
  const files = await inParallel(plans, async ({ key, name, objective }) => {
    const path = `/testplans/${key}`;
    const found = attachments ? await zephyr.files(path) : [];
    const body = { name, description: withDetails(objective, {}, key), properties: [] };
    const { id } = await qtest.send<Made>('POST', '/releases', body);
    return found.map((file) => ({ path, file, holder: `/releases/${id}` }));
  });
  return files.flat();
}
