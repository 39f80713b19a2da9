import type { MappingFile, MigrationOptions, RunView } from '@z2q/contracts';
import type { WaitOptions } from '../wait-for.ts';

/** A client of the control API for tests: every answer without success throws. */
export type ControlClient = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  createMigration(
    projectKey: string,
    projectId: number,
    options?: Partial<MigrationOptions>,
    mapping?: Partial<MappingFile>,
  ): Promise<string>;
  /** Starts a run and waits until it is over, or until `isReached` is true. */
  run(migrationId: string, request?: RunRequest): Promise<RunView>;
  startRun(migrationId: string, phases?: readonly string[]): Promise<string>;
  waitForRun(runId: string, isReached?: (run: RunView) => boolean, timeoutMs?: number): Promise<RunView>;
};
export type RunRequest = { readonly phases?: readonly string[]; readonly timeoutMs?: number };

/** Sends a call to the API. */
export type Send = (
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly text: string }>;
/** Waits until the condition returns a run. */
export type WaitForRun = (
  condition: () => Promise<RunView | undefined>,
  options: WaitOptions & {
    /** Whether the condition stays true once it is, so that it may be asked less often. */
    readonly staysMet: boolean;
  },
) => Promise<RunView>;

/** A view of a run takes several queries, and other tests may use the same control API. */
const OVER_EVERY_MS = 150;

const isOver = (run: RunView): boolean => run.finishedAt !== null;

export function createControlClient(send: Send, wait: WaitForRun): ControlClient {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const { status, text } = await send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const startRun = async (id: string, phases?: readonly string[]): Promise<string> =>
    ((await call('POST', `/v1/migrations/${id}/runs`, phases ? { phases } : {})) as { id: string }).id;
  const waitForRun: ControlClient['waitForRun'] = (runId, isReached = isOver, timeoutMs = 600_000) =>
    wait(
      async () => {
        const run = (await call('GET', `/v1/runs/${runId}`)) as RunView;
        return isReached(run) ? run : undefined;
      },
      // A finished run stays finished; a state in between may pass quickly.
      isReached === isOver
        ? { timeoutMs, what: `run ${runId}`, staysMet: true, everyMs: OVER_EVERY_MS }
        : { timeoutMs, what: `run ${runId}`, staysMet: false },
    );
  return {
    get: async <Answer>(path: string) => (await call('GET', path)) as Answer,
    post: async <Answer>(path: string, body?: unknown) => (await call('POST', path, body)) as Answer,
    createMigration: async (projectKey, projectId, options, mapping) => {
      const body = {
        source: { projectKey },
        target: { projectId },
        ...(options ? { options } : {}),
        ...(mapping ? { mapping } : {}),
      };
      return ((await call('POST', '/v1/migrations', body)) as { id: string }).id;
    },
    startRun,
    waitForRun,
    run: async (migrationId, { phases, timeoutMs } = {}) =>
      waitForRun(await startRun(migrationId, phases), isOver, timeoutMs),
  };
}
