import { HttpError } from '@z2q/http';
import type { GetClient } from './get-client.ts';
import { listAll } from './list-all.ts';

/** Step results of an execution as received, in order; none where Zephyr says (422) that the script has no steps. */
export async function getStepResults(
  client: GetClient,
  executionKey: string,
  signal?: AbortSignal,
): Promise<readonly unknown[]> {
  const path = `/testexecutions/${encodeURIComponent(executionKey)}/teststeps`;
  try {
    return await listAll(client, { path, route: '/testexecutions/{key}/teststeps', signal });
  } catch (error) {
    if (error instanceof HttpError && error.details.status === 422) return [];
    throw error;
  }
}
