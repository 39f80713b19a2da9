import type { BatchJob } from '@z2q/contracts';
import { createLogger, type Environment, readConfig, WorkerConfig } from '@z2q/process';
import {
  type BatchHandlers,
  type BatchRunnerDeps,
  createApiAnswers,
  createRequestRecorder,
  createResourceRecorder,
  createStoreWatch,
  reconcile,
  runBatch,
  type WorkerParts,
} from '@z2q/runtime';
import { openStore, type Store } from '@z2q/store';
import type { JobList } from './job-list.ts';
import { WORKER_KINDS, type WorkerKind, type WorkerName } from './worker-kinds.ts';

export type WorkerOptions = {
  readonly env: Environment;
  readonly jobs: JobList;
  readonly now: () => Date;
  /** Wraps the handlers. */
  readonly wrap?: ((handlers: BatchHandlers) => BatchHandlers) | undefined;
  /** Called after each call to an API. */
  readonly onCall?: WorkerParts['onCall'] | undefined;
  /** Wraps what the worker shares with others. */
  readonly between?: ((shared: Shared) => Shared) | undefined;
};

export type Shared = { readonly store: Store; readonly queues: Pick<JobList, 'enqueue' | 'room'> };

/** A worker without a process of its own, with the store, clients and handlers of the service. */
export type Worker = AsyncDisposable &
  Pick<WorkerKind, 'queue' | 'concurrency'> & {
    readonly name: WorkerName;
    readonly handlerKeys: readonly string[];
    /** Claims and works on the batch of a job, as the service does. */
    readonly work: (job: BatchJob) => Promise<void>;
    /** Enqueues batches that are due, as the service does twice a second. */
    readonly look: () => Promise<void>;
    /** Why the store takes no writes, as in the health check of the service. */
    readonly storeFault: () => string | undefined;
    /** Stores the requests that were counted. */
    readonly report: () => Promise<void>;
  };

let hired = 0;

export async function openWorker(name: WorkerName, options: WorkerOptions): Promise<Worker> {
  await using stack = new AsyncDisposableStack();
  const { env, jobs, now, wrap = (handlers) => handlers, between = (shared) => shared } = options;
  const { queue, concurrency, createHandlers } = WORKER_KINDS[name];
  const config = readConfig(WorkerConfig, env);
  const opened = stack.use(await openStore(config.dataDir));
  const { store, queues } = between({ store: opened, queues: jobs });
  const log = createLogger(name, config.logLevel);
  const recorder = createRequestRecorder();
  const answers = createApiAnswers(now);
  const onCall: WorkerParts['onCall'] = (observation) => {
    recorder.observe(observation);
    answers.observe(observation);
    options.onCall?.(observation);
  };
  const resources = stack.use(new AsyncDisposableStack());
  const handlers = wrap(createHandlers(env, { config, store, log, onCall, resources }));
  hired += 1;
  const never = new AbortController().signal;
  const owner = `${name}-${hired}`;
  const used = createResourceRecorder(`${name}/${owner}`);
  const { settleMs } = config;
  const watch = createStoreWatch({ store, log, now });
  const harness = { watch, store, queues, handlers, recorder, answers, log, now, owner, settleMs };
  const deps: BatchRunnerDeps = { ...harness, stopping: never, leaving: never };
  const held = stack.move();
  return {
    name,
    queue,
    concurrency,
    handlerKeys: Object.keys(handlers).filter((key) => key !== 'contact'),
    work: async (job) => {
      await used.during(job.runId, () => runBatch(deps, job, never));
    },
    look: async () => {
      await watch.beat(async () => undefined);
      if (watch.fault() === undefined)
        await reconcile(store, queues, queue, { nowMs: now().getTime(), settleMs });
    },
    storeFault: watch.fault,
    report: () =>
      recorder
        .flush(store)
        .then(() => used.flush(store))
        .catch((error: unknown) => {
          if (!watch.observe(error)) throw error;
        }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
