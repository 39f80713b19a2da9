import { HttpError } from '@z2q/http';
import type { GetClient } from './get-client.ts';
import { type Listed, listAll } from './list-all.ts';
import { toPathPart } from './to-path-part.ts';

const NONE: Listed = { values: [], envelopes: [] };
const NO_STEPS: ReadonlySet<number | null> = new Set([404, 422]);

/**
 * Step results of a listed execution as received, in order; none if Zephyr answers that the script has no steps: 422,
 * or 404 as its API description says.
 */
export async function getStepResults(
  client: GetClient,
  executionKey: string,
  signal?: AbortSignal,
): Promise<Listed> {
  const path = `/testexecutions/${toPathPart(executionKey)}/teststeps`;
  try {
    return await listAll(client, { path, route: '/testexecutions/{key}/teststeps', signal });
  } catch (error) {
    if (error instanceof HttpError && NO_STEPS.has(error.details.status)) return NONE;
    throw error;
  }
}
