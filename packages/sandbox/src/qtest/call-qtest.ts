import type { QtestSandbox } from './start-qtest-sandbox.ts';

/** An answer; its body is parsed if it is JSON. Tests say which shape they expect. */
export type Answer = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests name the members they look at
  readonly body: any;
  readonly headers: Headers;
};
export type CallQtest = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls one project of a sandbox. A path that starts with `/api` or `/oauth` is used as it is. */
export function callQtest({ url, token }: QtestSandbox, projectId = 1): CallQtest {
  return async (method, path, body) => {
    const isWhole = path.startsWith('/api') || path.startsWith('/oauth') || path.startsWith('/__sandbox');
    const response = await fetch(isWhole ? `${url}${path}` : `${url}/api/v3/projects/${projectId}${path}`, {
      method,
      headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      body: isJson && text ? JSON.parse(text) : text,
      headers: response.headers,
    };
  };
}
