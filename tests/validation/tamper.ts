import type { QtestSandbox, Seeded } from '@z2q/sandbox';

type Query = Readonly<Record<string, string | number>>;

/** Changes that a user with the necessary rights makes to a target project by hand. */
export type Tamper = {
  readonly create: QtestSandbox['seed']['create'];
  change(path: string, body: unknown, query?: Query): Promise<Seeded>;
  remove(path: string): Promise<void>;
};

export function createTamper({ url, token, seed }: QtestSandbox): Tamper {
  const call = async (method: string, path: string, body?: unknown): Promise<string> => {
    const response = await fetch(`${url}/api/v3/projects/1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`);
    return text;
  };
  return {
    create: seed.create,
    change: async (path, body, query = {}) => {
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      );
      return JSON.parse(await call('PUT', `${path}?${search}`, body)) as Seeded;
    },
    remove: async (path) => void (await call('DELETE', path)),
  };
}
