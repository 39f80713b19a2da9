import createClient from 'openapi-fetch';
import { toApiProblem } from './api-problem.ts';
import type { paths } from './api-types.ts';
import { readToken, toHeaders } from './token.ts';

export type Api = ReturnType<typeof createApi>;

/** Calls to the control API, typed by its OpenAPI document. `onUnknown` is called when the API does not know the token. */
export function createApi(onUnknown: () => void) {
  const client = createClient<paths>({ baseUrl: location.origin });
  client.use({
    onRequest({ request }) {
      for (const [name, value] of Object.entries(toHeaders(readToken()))) request.headers.set(name, value);
    },
    onResponse({ response }) {
      if (response.status === 401) onUnknown();
    },
  });
  return client;
}

type Answered<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response };

/** @throws {ApiProblem} when the answer is no success. */
export async function answerOf<Data>(call: Promise<Answered<Data>>): Promise<Exclude<Data, undefined>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw toApiProblem(cause);
  });
  if (!response.ok) throw toApiProblem(error);
  return data as Exclude<Data, undefined>;
}
