import { isFinal, type WaveView } from '@z2q/contracts';
import { buildApp } from '@z2q/control-api/app';
import { Config } from '@z2q/control-api/config';
import { openContext } from '@z2q/control-api/context';
import { driveWaves } from '@z2q/control-api/drive-waves';
import { type Environment, readConfig } from '@z2q/process';
import { createControlClient, type Send, tempDir } from '@z2q/test-kit';
import { createMigrateTo, type Migrations } from '../scenario/migrations.ts';
import { openStandIns, type StandInOptions, type StandIns } from '../scenario/open-stand-ins.ts';
import { type Clock, createClock } from './clock.ts';
import { createJobList } from './job-list.ts';
import { openWorker, type Worker, type WorkerOptions } from './open-worker.ts';
import { type Crew, workUntil } from './work-until.ts';
import type { WorkerName } from './worker-kinds.ts';

export type PipelineOptions = StandInOptions & {
  readonly loaders?: number;
  readonly env?: Environment;
  readonly wrap?: WorkerOptions['wrap'];
  readonly onCall?: WorkerOptions['onCall'];
  /** Most batches in hand at a time, over all workers; by default as many as they take. */
  readonly atOnce?: number;
  readonly clock?: Clock;
  /** Replaces `openWorker`, for a test that needs to know of each worker. */
  readonly open?: typeof openWorker;
  /** How work is done while somebody waits for a run. */
  readonly work?: typeof workUntil;
};

/**
 * The whole product in this process, without Redis. Workers work on batches only while a test waits for a
 * run.
 */
export type Pipeline = Migrations &
  AsyncDisposable & {
    readonly clock: Clock;
    readonly workers: readonly Worker[];
    readonly dataDir: string;
    /** Calls the control API and returns the answer, also one without success. */
    readonly ask: Send;
    /** Serves the control API on a port, for a browser. */
    readonly listen: () => Promise<{ readonly url: string; readonly token: string }>;
    /** Opens one more worker, which only does what the test calls. */
    readonly hire: (name: WorkerName, options: Pick<WorkerOptions, 'wrap' | 'onCall'>) => Promise<Worker>;
    /** Opens the same installation once more, with other variables. */
    readonly startedWith: (
      env: Environment,
    ) => Promise<Pick<Pipeline, 'api' | 'workers' | 'waitForWave' | 'listen'> & { send: Send }>;
    /**
     * Waits until a wave is over and works on it meanwhile. `onLook` is called whenever something may have
     * changed.
     */
    readonly waitForWave: (id: string, onLook?: (wave: WaveView) => void) => Promise<WaveView>;
  };

export async function openPipeline(options: PipelineOptions): Promise<Pipeline> {
  await using resources = new AsyncDisposableStack();
  const { data, loaders = 1, env = {}, wrap, onCall, atOnce = Number.POSITIVE_INFINITY } = options;
  const { open = openWorker, work = workUntil, clock = createClock() } = options;
  const standIns = resources.use(await openStandIns(options));
  const dir = resources.use(await tempDir());
  const settings = { ...toEnvironment(dir.path, standIns), ...env };
  const jobs = createJobList();
  const names: readonly WorkerName[] = [
    'extractor',
    'transformer',
    ...Array<WorkerName>(loaders).fill('loader'),
    'validator',
  ];
  const held = resources.use(new AsyncDisposableStack());
  const hire: Pipeline['hire'] = async (name, own) =>
    held.use(await open(name, { env: settings, jobs, now: clock.now, ...own }));
  const startedWith: Pipeline['startedWith'] = async (own) => {
    const all = { ...settings, ...own };
    const workers = await Promise.all(
      names.map(async (name) => held.use(await open(name, { env: all, jobs, now: clock.now, wrap, onCall }))),
    );
    return { workers, ...(await openControl({ workers, jobs, clock, atOnce }, work, all, held)) };
  };
  const { workers, api, send, waitForWave, listen } = await startedWith({});
  const owned = resources.move();
  return {
    ...standIns,
    api,
    clock,
    workers,
    dataDir: settings.DATA_DIR ?? dir.path,
    ask: send,
    listen,
    hire,
    startedWith,
    waitForWave,
    migrateTo: createMigrateTo(api, data),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The control API, called without a port. Waiting for a run makes the workers work on it. */
async function openControl(
  crew: Crew,
  work: typeof workUntil,
  env: Environment,
  resources: AsyncDisposableStack,
): Promise<Pick<Pipeline, 'api' | 'waitForWave' | 'listen'> & { readonly send: Send }> {
  const context = resources.use(await openContext(readConfig(Config, env)));
  const queues = { ...context.queues, ...crew.jobs };
  const clocked = { ...context, queues, now: crew.clock.now };
  const app = await buildApp(clocked);
  resources.defer(() => app.close());
  const headers = { authorization: `Bearer ${context.tokens.full.reveal()}` };
  const send: Send = async (method, url, body) => {
    const answer = await app.inject({ method, url, headers, ...(body ? { body } : {}) });
    return { status: answer.statusCode, text: answer.body };
  };
  const api = createControlClient(send, (condition, { what, staysMet }) =>
    work(crew, condition, what, { staysMet }),
  );
  const waitForWave: Pipeline['waitForWave'] = (id, onLook) =>
    work(
      crew,
      async () => {
        await driveWaves(clocked);
        const wave = await api.get<WaveView>(`/v1/waves/${id}`);
        onLook?.(wave);
        return isFinal(wave.state) ? wave : undefined;
      },
      `end of wave ${id}`,
    );
  const listen: Pipeline['listen'] = async () => ({
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    token: context.tokens.full.reveal(),
  });
  return { api, send, waitForWave, listen };
}

const toEnvironment = (dataDir: string, { zephyr, qtest }: StandIns): Environment => ({
  DATA_DIR: dataDir,
  // No server listens there, so every worker paces its requests by itself.
  REDIS_URL: 'redis://127.0.0.1:1',
  LOG_LEVEL: 'silent',
  ZEPHYR_BASE_URL: zephyr.baseUrl,
  ZEPHYR_TOKEN: zephyr.token,
  ZEPHYR_MAX_RPS: '0',
  QTEST_BASE_URL: qtest.url,
  QTEST_TOKEN: qtest.token,
  QTEST_MAX_RPS: '0',
});
