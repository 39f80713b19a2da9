import { HttpError } from '@z2q/http';
import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { listAll } from './list-all.ts';
import { toPathPart } from './to-path-part.ts';

/** A script as received, stored with its test case: all its steps, or its text. */
export type ReceivedScript =
  | { readonly kind: 'steps'; readonly values: readonly unknown[]; readonly envelopes: readonly unknown[] }
  | { readonly kind: 'script'; readonly value: unknown };

const WithScriptLink = z.looseObject({ testScript: z.looseObject({ self: z.string() }) });

type Case = { readonly sourceKey: string; readonly raw: unknown };

/**
 * The link in the case tells the kind of its script. If the link is wrong Zephyr answers 422, and the other kind is
 * requested.
 */
export async function getScript(
  client: GetClient,
  testCase: Case,
  signal?: AbortSignal,
): Promise<ReceivedScript> {
  const [first, second] = isText(testCase.raw) ? [getText, getSteps] : [getSteps, getText];
  try {
    return await first(client, testCase.sourceKey, signal);
  } catch (error) {
    if (error instanceof HttpError && error.details.status === 422) {
      return second(client, testCase.sourceKey, signal);
    }
    throw error;
  }
}

function isText(raw: unknown): boolean {
  const self = WithScriptLink.safeParse(raw).data?.testScript.self ?? '';
  return /\/testscript\/?$/.test(self);
}

async function getSteps(client: GetClient, key: string, signal?: AbortSignal): Promise<ReceivedScript> {
  const path = `/testcases/${toPathPart(key)}/teststeps`;
  return { kind: 'steps', ...(await listAll(client, { path, route: '/testcases/{key}/teststeps', signal })) };
}

async function getText(client: GetClient, key: string, signal?: AbortSignal): Promise<ReceivedScript> {
  const path = `/testcases/${toPathPart(key)}/testscript`;
  const options = { route: '/testcases/{key}/testscript', schema: z.unknown(), signal };
  return { kind: 'script', value: await client.get(path, options) };
}
