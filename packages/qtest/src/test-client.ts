import type { TestCaseWrite, TestLogWrite } from '@z2q/contracts';
import { createRateBudget } from '@z2q/http';
import { type QtestSandbox, type QtestSandboxSettings, startQtestSandbox } from '@z2q/sandbox';
import { createQtestClient, type QtestClientOptions } from './qtest-client.ts';
import type { TargetClient } from './target-client.ts';

export type OpenClient = AsyncDisposable & { readonly sandbox: QtestSandbox; readonly client: TargetClient };

/** A stand-in qTest, and a client for it that retries quickly. */
export async function openClient(
  settings: QtestSandboxSettings = {},
  options: Partial<QtestClientOptions> = {},
): Promise<OpenClient> {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await startQtestSandbox(settings));
  const client = clientOf(sandbox, options);
  stack.defer(() => client.close());
  const owned = stack.move();
  return { sandbox, client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

export const clientOf = (sandbox: QtestSandbox, options: Partial<QtestClientOptions> = {}) =>
  createQtestClient({
    baseUrl: sandbox.url,
    projectId: 1,
    token: () => sandbox.token,
    budget: createRateBudget({ redis: null, key: 'test', maxRps: 0 }),
    concurrency: 8,
    timeoutMs: 5_000,
    retry: { baseMs: 5, capMs: 50 },
    ...options,
  });

export const aCaseWrite = (more: Partial<TestCaseWrite> = {}): TestCaseWrite => ({
  name: 'Pay by card',
  parent_id: 0,
  description: '<p>Text</p>',
  precondition: '<br><br>',
  properties: [],
  test_steps: [
    { description: 'Open', expected: 'Opened', order: 1 },
    { description: 'Close', expected: '', order: 2 },
  ],
  ...more,
});

export const aLogWrite = (statusId: number, more: Partial<TestLogWrite> = {}): TestLogWrite => ({
  status: { id: statusId },
  exe_start_date: '2023-06-20T16:00:00Z',
  exe_end_date: '2023-06-20T16:25:58Z',
  note: 'Zephyr WEB-E1',
  properties: [],
  test_step_logs: [],
  ...more,
});
