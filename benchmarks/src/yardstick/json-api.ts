export type Query = Readonly<Record<string, string | number>>;
export type JsonApi = {
  get<Answer>(path: string, query?: Query): Promise<Answer>;
  send<Answer>(method: 'POST' | 'PUT', path: string, body?: unknown, query?: Query): Promise<Answer>;
  /** undefined where the answer is 404. */
  find<Answer>(path: string): Promise<Answer | undefined>;
  bytes(path: string): Promise<ArrayBuffer>;
  upload<Answer>(path: string, bytes: ArrayBuffer, fileName: string): Promise<Answer>;
};

/** Calls to one API, by fetch. An answer that is no success ends the script. */
export function createJsonApi(base: string, token: string): JsonApi {
  const call = async (path: string, init: RequestInit = {}, query: Query = {}): Promise<Response> => {
    const url = new URL(`${base}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const answer = await fetch(url, { ...init, headers });
    if (!answer.ok && answer.status !== 404) {
      throw new Error(
        `${init.method ?? 'GET'} ${url.href} answered ${answer.status}: ${await answer.text()}`,
      );
    }
    return answer;
  };
  const toJson = async <Answer>(answer: Response): Promise<Answer> => {
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
    return (await answer.json()) as Answer;
  };
  return {
    get: async (path, query) => toJson(await call(path, {}, query)),
    send: async (method, path, body, query) => {
      const headers = { 'content-type': 'application/json' };
      const content = body === undefined ? {} : { headers, body: JSON.stringify(body) };
      return toJson(await call(path, { method, ...content }, query));
    },
    find: async (path) => {
      const answer = await call(path);
      if (answer.ok) return toJson(answer);
      await answer.arrayBuffer();
      return undefined;
    },
    bytes: async (path) => (await call(path)).arrayBuffer(),
    upload: async (path, bytes, fileName) => {
      const headers = {
        'content-type': 'application/octet-stream',
        'file-name': encodeURIComponent(fileName),
      };
      return toJson(await call(path, { method: 'POST', headers, body: bytes }));
    },
  };
}
