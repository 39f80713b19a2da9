type Call = { readonly method: string; readonly path: string };
type Answer = { readonly status: number; readonly body: Buffer };

/** Notes each change or deletion of an object that the migration did not create. */
export type TrespassWatch = {
  readonly before: (call: Call) => void;
  readonly after: (call: Call, answer: Answer) => void;
};

export function createTrespassWatch(trespasses: string[]): TrespassWatch {
  const made = new Set<string>();
  return {
    before: ({ method, path }) => {
      const name = nameOf(path);
      if ((method === 'PUT' || method === 'DELETE') && name && !made.has(name))
        trespasses.push(`${method} ${path} hit what the migration has not made`);
    },
    after: ({ method, path }, { status, body }) => {
      if (method !== 'POST' || status >= 300) return;
      const collection = /\/([a-z-]+)$/.exec(path.split('?')[0] ?? '')?.[1];
      const id: unknown = collection === 'search' ? undefined : JSON.parse(body.toString('utf8')).id;
      if (typeof id === 'number') made.add(`${collection}/${id}`);
    },
  };
}

/**
 * The object that a path names. Fields of the site are left out: the comparison after a rollback covers them.
 */
function nameOf(path: string): string | undefined {
  if (path.includes('/settings/')) return undefined;
  return /\/([a-z-]+\/\d+)(?:\/approve)?$/.exec(path.split('?')[0] ?? '')?.[1];
}
