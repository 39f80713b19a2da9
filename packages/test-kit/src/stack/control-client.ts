import type { MigrationOptions, RunView } from '@z2q/contracts';
import { waitFor } from '../wait-for.ts';

/** Calls to a control API, for tests: every answer that is no success throws. */
export type ControlClient = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  createMigration(
    projectKey: string,
    projectId: number,
    options?: Partial<MigrationOptions>,
  ): Promise<string>;
  /** Starts a run and waits until it is over, or `isReached` says so. */
  run(migrationId: string, request?: RunRequest): Promise<RunView>;
  startRun(migrationId: string, phases?: readonly string[]): Promise<string>;
  waitForRun(runId: string, isReached?: (run: RunView) => boolean, timeoutMs?: number): Promise<RunView>;
};
export type RunRequest = { readonly phases?: readonly string[]; readonly timeoutMs?: number };

const isOver = (run: RunView): boolean => run.finishedAt !== null;

export function createControlClient(baseUrl: string, token: string): ControlClient {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const startRun = async (id: string, phases?: readonly string[]): Promise<string> =>
    ((await call('POST', `/v1/migrations/${id}/runs`, phases ? { phases } : {})) as { id: string }).id;
  const waitForRun: ControlClient['waitForRun'] = (runId, isReached = isOver, timeoutMs = 600_000) =>
    waitFor(
      async () => {
        const run = (await call('GET', `/v1/runs/${runId}`)) as RunView;
        return isReached(run) ? run : undefined;
      },
      { timeoutMs, what: `run ${runId}` },
    );
  return {
    get: async <Answer>(path: string) => (await call('GET', path)) as Answer,
    post: async <Answer>(path: string, body?: unknown) => (await call('POST', path, body)) as Answer,
    createMigration: async (projectKey, projectId, options) => {
      const body = { source: { projectKey }, target: { projectId }, ...(options ? { options } : {}) };
      return ((await call('POST', '/v1/migrations', body)) as { id: string }).id;
    },
    startRun,
    waitForRun,
    run: async (migrationId, { phases, timeoutMs } = {}) =>
      waitForRun(await startRun(migrationId, phases), isOver, timeoutMs),
  };
}
