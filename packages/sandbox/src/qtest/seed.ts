/** A returned object; only the members that tests need are typed. */
export type Seeded = { readonly id: number; readonly [member: string]: unknown };

/** Creates foreign objects in a project, through the API. Throws if it refuses. */
export type Seed = {
  /** `path` is below the project, such as `/modules?parentId=5`. */
  create(projectId: number, path: string, body: unknown): Promise<Seeded>;
  upload(projectId: number, path: string, file: { name: string; bytes: Uint8Array }): Promise<Seeded>;
};

export function createSeed(url: string, token: string): Seed {
  const post = async (projectId: number, path: string, init: RequestInit): Promise<Seeded> => {
    const response = await fetch(`${url}/api/v3/projects/${projectId}${path}`, { ...init, method: 'POST' });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    return (await response.json()) as Seeded;
  };
  const authorization = `bearer ${token}`;
  return {
    create: (projectId, path, body) =>
      post(projectId, path, {
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    upload: (projectId, path, { name, bytes }) =>
      post(projectId, `${path}/blob-handles`, {
        headers: { authorization, 'content-type': 'application/octet-stream', 'File-Name': name },
        body: new Uint8Array(bytes),
      }),
  };
}
